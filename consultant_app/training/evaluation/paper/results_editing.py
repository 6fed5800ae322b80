"""The chapter on the editor: true pairs, and every slider's closed loop."""

from collections.abc import Mapping
from typing import Any

from consultant_app.training.evaluation.paper.tables import interval, listing, name_of, number, table

Figures = Mapping[str, Any]


def editing_chapter(figures: Figures) -> str:
    """Whether the picture of a changed attribute shows what was asked, and nothing else."""
    found = figures.get("editing")
    if found is None:
        return "Not measured in this run: no held-out faces with and without single attributes were given.\n"
    return _pairs(found["true_pairs"]) + "\n" + _loop(found["closed_loop"])


def ahead_of_baseline(figures: Figures) -> float:
    """Colour difference to the true picture that the editor is nearer than the baseline (CIE 1976)."""
    return float(figures["baseline"]["delta_e"] - figures["editor"]["delta_e"])


def _pairs(pairs: Figures) -> str:
    rows = [
        (
            name_of(key),
            str(one["pairs"]),
            *(interval(one[who], "delta_e") for who in ("untouched", "baseline", "editor")),
            *(number(one[who], "grain") for who in ("baseline", "editor")),
            *(number(one[who], "looks", 1) for who in ("untouched", "baseline", "editor")),
            interval(one["editor"], "seen_of_true"),
        )
        for key, one in pairs.items()
    ]
    head = (
        "criterion",
        "pairs",
        "untouched",
        "baseline",
        "editor",
        "grain, baseline",
        "grain, editor",
        "features, untouched",
        "features, baseline",
        "features, editor",
        "seen of true",
    )
    behind = [key for key, one in pairs.items() if ahead_of_baseline(one) <= 0]
    return (
        "*True pairs.* Held-out faces photographed by one simulated camera with and without one attribute: how "
        "far the picture with the slider at *gone* is from the photograph that lacks it (mean colour difference, "
        "CIE 1976, inside the criterion's zones), beside leaving the photograph untouched and beside the baseline "
        "(evidence map times what a guided filter removes). *Grain* is what is finer than about half a millimetre "
        "over that of the true photograph: 1 is all of it. *Features*: distance in the form "
        "of LPIPS, in thousandths, in the ImageNet features of EfficientNet-lite0 with all channels alike, since "
        "LPIPS's own weights were not at hand. *Seen of true*: how much of the change that the scorer "
        "sees in the true photograph it sees in the editor's.\n\n"
        + table(head, rows)
        + f"\nNot nearer to the truth than the baseline: {listing(behind)}.\n"
    )


def _loop(loops: Figures) -> str:
    rows = [
        (
            name_of(key),
            number(one, "faces", 0),
            interval(one, "slope"),
            number(one, "others_points", 1),
            number(one, "outside_levels", 0),
            number(one, "least_likeness", 3),
        )
        for key, one in loops.items()
    ]
    head = ("criterion", "faces", "seen over asked", "others, points", "outside, levels", "least likeness")
    return (
        "*Closed loop.* On real, untouched faces that shaped neither network nor sliders, each slider is set to "
        "-1, -0.5, 0.5 and 1 and the picture is scored again: the slope of the seen on the asked change of "
        "severity, the mean change of all other criteria, the largest change of a pixel outside the zones, and "
        "the least cosine similarity of a face embedding before and after.\n\n"
        + table(head, rows)
        + "\n![Asked and seen change](figures/asked_seen.svg)\n"
    )
