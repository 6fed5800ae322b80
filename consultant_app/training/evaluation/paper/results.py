"""The chapters with results: a few sentences on what was asked, then the tables of the run."""

from collections.abc import Mapping
from typing import Any

from consultant_app.imaging.colour import ITA_CLASSES
from consultant_app.training.evaluation.paper.tables import (
    MISSING,
    interval,
    listing,
    name_of,
    number,
    percent,
    table,
    zone_name,
)

Figures = Mapping[str, Any]


def agreement_chapter(figures: Figures) -> str:
    """Agreement with drawn truth: faces, zones, what was left out."""
    parts = figures["agreement"]
    rows = [
        (
            name_of(key),
            interval(found["face"], "r"),
            interval(found["face"], "spearman"),
            interval(found["face"], "mae_grades"),
            percent(found["face"], "within_one_grade"),
            interval(found["face"], "qwk"),
            interval(found["all_zones"], "r"),
        )
        for key, found in parts.items()
    ]
    left = [
        (name_of(key), *(str(found["left_out"][why]) for why in ("too_coarse", "hidden", "too_uncertain")))
        for key, found in parts.items()
    ]
    head = ("criterion", "r", "Spearman", "MAE, grades", "within one, %", "QWK", "r of single zones")
    return (
        "The criterion's grade on the face, as the product composes it, against the grade that was drawn. Only "
        "pairs "
        "with absolute truth count. Each half of the identities is read by curves fitted on the other half.\n\n"
        + table(head, rows)
        + "\n![Agreement with drawn truth](figures/agreement.svg)\n\n"
        "Photographs left out: *too coarse*, the simulated camera left fewer pixels per millimetre than the "
        "criterion "
        "needs; *hidden*, none of its zones was visible. *Too uncertain* counts readings that are in the figures "
        "above "
        "though the product would say nothing, their error exceeding 30 % of the scale.\n\n"
        + table(("criterion", "too coarse", "hidden", "too uncertain, counted"), left)
    )


def breakdown_chapter(figures: Figures) -> str:
    """Agreement by zone, tone and age."""
    parts = figures["agreement"]
    zones = [
        (
            name_of(key),
            zone_name(zone),
            number(found, "readings", 0),
            interval(found, "r"),
            interval(found, "mae_grades"),
        )
        for key, judged in parts.items()
        for zone, found in judged["by_zone"].items()
    ]
    return (
        "By zone; figures of a zone, class or band rest on at least 12 readings of three identities.\n\n"
        + table(("criterion", "zone", "readings", "r", "MAE, grades"), zones)
        + "\nBy class of the drawn skin's ITA: r, and the mean absolute error in grades.\n\n"
        + _by(parts, "by_tone", ITA_CLASSES)
        + "\nBy age of the face that was drawn on (what its generator was asked for):\n\n"
        + _by(parts, "by_age", _names(parts, "by_age"))
        + _increments(figures.get("increments", {}))
    )


def _increments(found: Figures) -> str:
    """Nothing where no held-out face was shown untouched first."""
    if not found:
        return ""
    rows = [
        (name_of(key), number(row, "zones", 0), number(row, "identities", 0), interval(row, "r"))
        for key, row in found.items()
    ]
    return (
        "\nFaces of over 60 years keep lines, folds and bags of their own through the cleaning, so that no "
        "absolute truth is known of them and they are in no figure above. What is *added* to them is known: r of "
        "the amount (mean square of a map over a zone) seen in the second photograph less that in the first, "
        "which shows the face untouched to another camera, against the amount drawn.\n\n"
        + table(("criterion", "zones", "faces", "r of increments"), rows)
    )


def _names(parts: Figures, breakdown: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for judged in parts.values():
        names |= dict.fromkeys(judged[breakdown])
    return tuple(names)


def _by(parts: Figures, breakdown: str, names: tuple[str, ...]) -> str:
    rows = [
        (name_of(key), *(_r_and_error(judged[breakdown].get(name, {})) for name in names))
        for key, judged in parts.items()
    ]
    return table(("criterion", *names), rows)


def _r_and_error(found: Figures) -> str:
    return f"{number(found, 'r')} / {number(found, 'mae_grades')}" if found else MISSING


def repeatability_chapter(figures: Figures) -> str:
    """The same skin seen again."""
    untouched, burst, rendered = (
        figures["repeatability"].get(name, {}) for name in ("untouched", "burst", "rendered")
    )
    keys = [key for key in figures["agreement"] if key in untouched or key in rendered]
    rows = []
    for key in keys:
        a, b = untouched.get(key, {}), rendered.get(key, {})
        rows.append(
            (
                name_of(key),
                number(a, "persons", 0),
                interval(a, "sd_points", 1),
                interval(burst.get(key, {}), "sd_points", 1),
                interval(a, "icc21"),
                number(a, "mdc95_points", 1),
                interval(b, "sd_points", 1),
                interval(b, "icc21"),
            )
        )
    head = (
        "criterion",
        "persons",
        "SD, points",
        "SD of bursts",
        "ICC(2,1)",
        "MDC95, points",
        "drawn skin: SD",
        "drawn skin: ICC",
    )
    return (
        "*Untouched*: each held-out real or generated face as it is, photographed in four simulated shops: other "
        "light, "
        "exposure, white balance, distance, focus, noise, sharpening and JPEG, head turned and tipped by up to 5 "
        "degrees "
        "on its mesh; every shot is found, aligned and masked anew. *Bursts*: three pictures of each shop, a "
        "breath and the sensor's noise apart, read together. *Drawn*: the two photographs of each drawn skin, "
        "with the masks of the set. Persons count where all shots were read.\n\n"
        + table(head, rows)
        + "\n![Repeatability](figures/repeatability.svg)\n\n"
        "MDC95 = 1.96 x sqrt(2) x SD is the smallest difference between two visits that is no mere repetition. "
        "The ICC "
        "also depends on how much the persons differ: held-out faces with little of a criterion have little to "
        "agree "
        "on.\n"
    )


def fairness_chapter(figures: Figures) -> str:
    """Errors of the tone classes at equal severity."""
    rows = []
    for key, found in figures["fairness"].items():
        biases = [number(found["classes"].get(name, {}), "bias_points", 1) for name in ITA_CLASSES]
        rows.append(
            (name_of(key), *biases, number(found, "largest_difference_points", 1), number(found, "mae_ratio"))
        )
    return (
        "Mean signed error in points of 100 for each class of ITA, standardised to the same severities in five "
        "strata; "
        "then the largest difference between two classes and the ratio of the largest to the smallest mean "
        "absolute "
        "error. The largest of several noisy differences is biased upwards; the JSON holds each class's "
        "interval.\n\n"
        + table(("criterion", *ITA_CLASSES, "largest difference", "MAE ratio"), rows)
        + "\n![Bias by tone](figures/fairness.svg)\n"
        + _tone_of_portraits(figures.get("portraits", {}))
    )


def _tone_of_portraits(portraits: Figures) -> str:
    if not portraits:
        return ""
    rows = [(name_of(key), interval(found, "partial_spearman")) for key, found in portraits["tone"].items()]
    sure = [
        key
        for key, found in portraits["tone"].items()
        if found.get("partial_spearman_low", -1) > 0 or found.get("partial_spearman_high", 1) < 0
    ]
    return (
        "\nOn the generated portraits nothing is known to be equal, but grades should not follow the tone at "
        "equal age. "
        "Partial Spearman of grade and ITA (higher is lighter), age removed:\n\n"
        + table(("criterion", "partial Spearman"), rows)
        + f"\nIts interval excludes nothing for {listing(sure)}: people may differ so, or the model errs; these "
        "portraits cannot tell.\n"
    )


def age_chapter(figures: Figures) -> str:
    """Line criteria and the age that was asked for."""
    found = figures["portraits"]
    rows = [
        (
            name_of(key) if key != "mean of these" else "mean of these",
            interval(one["all"], "spearman"),
            interval(one["held_out"], "spearman"),
        )
        for key, one in found["age"].items()
    ]
    return (
        f"{found['photos']} generated portraits of adults, {found['held_out']} of identities that were held out; "
        "their "
        "age is what the generator was asked for, good for ranking. The portraits that are not held out served as "
        "canvases in training (never with their age), so the second column is the one to believe.\n\n"
        + table(("criterion", "all portraits", "held-out identities"), rows)
        + "\n![Lines and age](figures/age.svg)\n"
    )


def uncertainty_chapter(figures: Figures) -> str:
    """Coverage and width of the intervals."""
    rows = [
        (
            name_of(key),
            percent(found["face"], "coverage_68"),
            percent(found["face"], "coverage_95"),
            percent(found["zones"], "coverage_68"),
            number(found["face"], "median_half_width_points", 1),
            "-".join(number(found["face"], f"{end}_half_width_points", 1) for end in ("tenth", "ninetieth")),
        )
        for key, found in figures["uncertainty"].items()
    ]
    head = (
        "criterion",
        "68 % covers",
        "95 % covers",
        "68 %, single zones",
        "median +/-, points",
        "10th to 90th centile",
    )
    return (
        "How often the grade +/- its error (68 %), and +/- 1.96 errors (95 %), holds the grade that was drawn, on "
        "identities that did not shape the error curves. A narrow interval that covers is worth more than a wide "
        "one: "
        "the last columns tell the width.\n\n" + table(head, rows) + "\n![Coverage](figures/coverage.svg)\n"
    )
