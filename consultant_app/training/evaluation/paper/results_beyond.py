"""The chapters on real skin, on classical measures, on what the maps explain, and on cost."""

from collections.abc import Mapping
from typing import Any

from consultant_app.training.evaluation.paper.tables import (
    MISSING,
    interval,
    listing,
    name_of,
    number,
    percent,
    table,
)

Figures = Mapping[str, Any]


def baseline_chapter(figures: Figures) -> str:
    """Classical measures beside the model on the same zones."""
    rows = [
        (
            name_of(key),
            number(found, "zones", 0),
            interval(found, "model"),
            interval(found, "classical"),
            interval(found, "gain"),
        )
        for key, found in figures["baselines"].items()
    ]
    ahead = [key for key, found in figures["baselines"].items() if found.get("gain_low", -1) > 0]
    return (
        "Spearman with the drawn amount, zone by zone, of the model's mean evidence and of a classical measure "
        "taken "
        "on the same photographs; nothing is fitted to either.\n\n"
        + table(("criterion", "zones", "model", "classical", "difference"), rows)
        + f"\nThe whole interval of the difference lies above nothing for {listing(ahead)}.\n"
    )


def real_chapter(figures: Figures) -> str:
    """Real photographs with an expert's grade."""
    real = figures.get("real_skin")
    if real is None:
        return "Not measured in this run: no graded photographs were given.\n"
    rows = [
        (label, *(interval(real[who], name) for name in ("spearman", "partial_spearman", "qwk_quantile_matched")))
        for label, who in (("model", "model"), ("best classical measure", "classical"))
    ]
    rows.append(
        (
            "difference",
            interval(real["difference"], "spearman"),
            interval(real["difference"], "partial_spearman"),
            MISSING,
        )
    )
    simple, confounders = real["classical"], real["confounders"]
    return (
        f"{real['photos']} photographs with an expert's blemish grade 0-3 "
        f"({', '.join(f'grade {grade}: {count}' for grade, count in real['grades'].items())}); on "
        f"{len(real['lost'])} "
        "more no single face was found. Who is on them is not known, so intervals are over photographs.\n\n"
        + table(("measure", "Spearman", "partial Spearman", "QWK, shares matched"), rows)
        + "\n![Expert's grade on real skin](figures/real_skin.svg)\n\n"
        "The partial correlation removes the ranks of sharpness (variance of the Laplacian on the skin) and of "
        "the "
        "skin's mean L\\*, a\\* and b\\*. By themselves these correlate with the expert's grade: "
        + ", ".join(f"{name} {value:.2f}" for name, value in confounders.items()).replace("*", "\\*")
        + ". For the kappa each measure was cut so that every grade is given as often as the expert gave it: the "
        "cut "
        "knows the expert's shares, not one photograph's grade. "
        + _as_shown(real["model"])
        + f"The classical measure is the best of {simple.get('settings_tried', MISSING)} settings, chosen on "
        "these very "
        f"photographs ({simple.get('best', MISSING)}); chosen on one random half and judged on the other it "
        "reaches "
        f"{number(simple, 'chosen_apart')}.\n\n" + _circled(real["circled"])
    )


def _as_shown(model: Figures) -> str:
    if "qwk_as_shown" not in model:
        return ""
    return (
        "The grade as the product shows it, its scale merely stretched, reaches "
        f"{interval(model, 'qwk_as_shown')}: "
        "it was never calibrated on this expert. "
    )


def _circled(circled: Figures) -> str:
    rows = [
        (
            label,
            number(found, "photos", 0),
            percent(found, "pointing"),
            percent(found, "random_points"),
            interval(found, "times_chance", 1),
            percent(found, "peaks_on_circles"),
            interval(found, "auc"),
        )
        for label, found in (("model", circled["model"]), ("classical a\\* excess", circled["classical"]))
        if found
    ]
    head = (
        "map",
        "photos",
        "maximum in a circle, %",
        "random point, %",
        "times chance",
        "peaks in circles, %",
        "AUC",
    )
    return (
        "Where the expert circled marks: whether the map's maximum falls into a circle (or one cell, 1.5 mm, "
        "beside "
        "it), how many of its strongest peaks do when as many are looked at as were circled, and the area under "
        "the "
        "ROC curve of evidence in circles against the other skin. Circles are precise but not complete: peaks "
        "outside "
        "may be right.\n\n" + table(head, rows)
    )


def explanation_chapter(figures: Figures) -> str:
    """Whether the maps explain the scores."""
    found = figures.get("explanation")
    if found is None:
        return "Not measured in this run: Grad-CAM needs the torch weights, and none were given.\n"
    methods = ("evidence", "gradcam_encoder", "gradcam_head", "classical", "random", "chance")
    overall = [
        (measure, *(interval(found["overall"][measure], method) for method in methods))
        for measure in ("pointing", "auprc", "deletion", "insertion")
    ]
    channels = [
        (
            name,
            *(interval(one["pointing"], method) for method in ("evidence", "gradcam_encoder", "chance")),
            *(interval(one["auprc"], method) for method in ("evidence", "gradcam_encoder", "classical", "chance")),
        )
        for name, one in found["channels"].items()
    ]
    sanity = [(stage["stage"], interval(stage, "spearman")) for stage in found["sanity"]]
    head = ("channel", "pointing", "Grad-CAM", "chance", "AUPRC", "Grad-CAM", "classical", "chance")
    return (
        "On drawn skins, whose marks are known. *Pointing*: the maximum of the map falls on the drawn mask. "
        "*AUPRC*: the "
        "map ranks drawn cells first. *Deletion* and *insertion*: share of the answer that is left, or won, while "
        "the "
        "cells a map ranks highest are smoothed away, or put back; of deletion less is better. Grad-CAM on the "
        "encoder's "
        "last features and on the head's; the latter equals the evidence by construction but for what it cuts off "
        "below "
        "zero.\n\n"
        + table(
            (
                "measure",
                "evidence map",
                "Grad-CAM, encoder",
                "Grad-CAM, head",
                "classical",
                "random order",
                "chance",
            ),
            overall,
        )
        + "\nBy channel:\n\n"
        + table(head, channels)
        + "\nWith weights made random from the answer down to the photo (Adebayo et al. 2018) the maps must "
        "change; their "
        "rank correlation with those of the trained network:\n\n"
        + table(("random down to", "Spearman"), sanity)
        + _features(found["features"])
    )


def _features(features: Figures) -> str:
    """Which learned features carry a channel: numbers here, pictures by command, for they show faces."""
    rows = [
        (
            name,
            ", ".join(
                f"{one['feature']:.0f} ({100 * one['share']:.0f} %, {one['contrast']:+.1f})" for one in strongest
            ),
            f"{100 * sum(one['share'] for one in strongest):.0f}",
        )
        for name, strongest in features.items()
    ]
    return (
        "\nThe features that carry a channel: a map is a weighted sum of the head's last features. Each with its "
        "share "
        "of the sum of |weight x activation| where the channel is drawn, and what it adds there over the other "
        "skin, in "
        "logits. A feature that stands in two rows is one by which two criteria can be taken for one another. "
        "`consultant-train features` draws them on faces, into an ignored folder.\n\n"
        + table(("channel", "strongest features (share, contrast)", "these together, %"), rows)
    )


def cost_chapter(figures: Figures) -> str:
    """Size, time, memory."""
    cost = figures["cost"]
    rows: list[tuple[str, str, str]] = []
    for provider, by_threads in cost["passes"].items():
        for threads, found in by_threads.items():
            asked = (
                number(found, "asked_size_ms", 0)
                if "asked_size_ms" in found
                else f"about {number(found, 'asked_size_scaled_ms', 0)}"
            )
            rows.append((f"{provider}, {threads}", number(found, "own_size_ms", 0), asked))
    for threads in (1, 2):
        name = f"threads {threads} own_size_ms"
        if name in cost.get("torch_eager", {}):
            rows.append((f"torch, eager, threads {threads}", number(cost["torch_eager"], name, 0), MISSING))
    analyse, torch = cost["analyse"], cost.get("torch_eager", {})
    steps = ", ".join(
        f"{name.removesuffix('_ms')} {value:.0f}"
        for name, value in analyse.items()
        if name.endswith("_ms") and name != "median_ms"
    )
    return (
        f"The ONNX file holds {cost['size_mb']:.1f} MB. Median milliseconds of one pass on "
        f"{cost['machine']['system']} "
        f"({cost['machine']['machine']}, {cost['machine']['cores']} cores, shared with whatever else ran):\n\n"
        + table(("provider", f"{cost['input_size']} px", "512 px"), rows)
        + "\n*About* means scaled by area: the file takes one size only.\n\n"
        f"The whole analysis, from file to result, takes {number(analyse, 'median_ms', 0)} ms in the median of "
        f"{number(analyse, 'photos', 0)} portraits on two threads (steps: {steps}). Peak memory of a process that "
        "analyses: "
        f"{number(analyse, 'peak_memory_mb', 0)} MB, {number(analyse, 'loaded_memory_mb', 0)} MB once the models "
        "are "
        f"loaded; of one that runs the network in torch: {number(torch, 'peak_memory_mb', 0)} MB.\n"
    )
