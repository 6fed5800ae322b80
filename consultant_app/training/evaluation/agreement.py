"""How well readings agree with what was drawn, by zone, tone and age; how honest the +/- is, and how fair."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultant_app.imaging.colour import ITA_CLASSES
from consultant_app.training.evaluation.cases import AGE_BANDS, UNKNOWN_AGE, Judged, Judgement
from consultant_app.training.evaluation.engine import Reading, too_uncertain
from consultant_app.training.evaluation.repeatability import repeated
from consultant_app.training.evaluation.statistics import (
    Estimate,
    Figures,
    Floats,
    estimate,
    pearson,
    shares_equal,
    spearman,
    weighted_kappa,
)

_FEWEST = 12
"""Fewest readings of a class, zone or band for which anything is said of it."""

_FEWEST_PERSONS = 3
_PART_DRAWS = 200
"""Bootstrap draws for the many small tables."""

SEVERITY_EDGES = (0.02, 0.2, 0.4, 0.6)
"""Shares of the scale between the strata at which tone classes are compared."""


def agreement(rows: Judged) -> Figures:
    """Pearson r, Spearman, mean absolute error, share within one grade, quadratic kappa; intervals by identity."""
    off = np.abs(rows.grade - rows.truth)
    who = rows.identity
    return {
        **_size(rows),
        **estimate(lambda i: pearson(rows.grade[i], rows.truth[i]), who).named("r"),
        **estimate(lambda i: spearman(rows.grade[i], rows.truth[i]), who).named("spearman"),
        **estimate(lambda i: float(off[i].mean()), who).named("mae_grades"),
        **estimate(lambda i: float((off[i] <= 1).mean()), who).named("within_one_grade"),
        **estimate(lambda i: weighted_kappa(rows.grade[i], rows.truth[i], rows.top), who).named("qwk"),
    }


def _size(rows: Judged) -> Figures:
    return {"readings": len(rows), "identities": len(np.unique(rows.identity))}


def _part(rows: Judged) -> Figures:
    """The two figures that the breakdowns show."""
    off = np.abs(rows.grade - rows.truth)
    who = rows.identity
    return {
        **_size(rows),
        **estimate(lambda i: pearson(rows.grade[i], rows.truth[i]), who, draws=_PART_DRAWS).named("r"),
        **estimate(lambda i: float(off[i].mean()), who, draws=_PART_DRAWS).named("mae_grades"),
    }


def _parts(rows: Judged, labels: NDArray[np.str_], order: tuple[str, ...]) -> dict[str, Figures]:
    parts = {name: rows.where(labels == name) for name in order}
    return {name: _part(part) for name, part in parts.items() if _enough(part)}


def _enough(rows: Judged) -> bool:
    return len(rows) >= _FEWEST and len(np.unique(rows.identity)) >= _FEWEST_PERSONS


def agreement_tables(judgements: Mapping[str, Judgement]) -> dict[str, Any]:
    """Criterion -> figures of the face's grade, of the zones' grades, and their breakdowns."""
    bands = (*(name for _, _, name in AGE_BANDS), UNKNOWN_AGE)
    return {
        key: {
            "face": agreement(judged.face),
            "all_zones": agreement(judged.zones),
            "left_out": {
                "too_coarse": judged.too_coarse,
                "hidden": judged.hidden,
                "too_uncertain": _uncertain(key, judged.face),
            },
            "by_zone": _parts(judged.zones, judged.zones.zone, tuple(np.unique(judged.zones.zone))),
            "by_tone": _parts(judged.face, judged.face.tone, ITA_CLASSES),
            "by_age": _parts(judged.face, judged.face.age, bands),
        }
        for key, judged in judgements.items()
    }


def _uncertain(key: str, rows: Judged) -> int:
    """Readings counted here of which the product would say nothing, their error being too wide."""
    return sum(
        too_uncertain(key, Reading(float(g), float(e))) for g, e in zip(rows.grade, rows.error, strict=True)
    )


def uncertainty(rows: Judged) -> Figures:
    """How often the 68 % and the 95 % interval hold the drawn grade, and how wide they are in points."""
    off = np.abs(rows.grade - rows.truth)
    half = 100 * rows.error / rows.top
    return {
        **_size(rows),
        **estimate(lambda i: float((off[i] <= rows.error[i]).mean()), rows.identity).named("coverage_68"),
        **estimate(lambda i: float((off[i] <= 1.96 * rows.error[i]).mean()), rows.identity).named("coverage_95"),
        "median_half_width_points": round(float(np.median(half)), 2),
        "tenth_half_width_points": round(float(np.quantile(half, 0.1)), 2),
        "ninetieth_half_width_points": round(float(np.quantile(half, 0.9)), 2),
    }


def fairness(rows: Judged) -> dict[str, Any]:
    """Signed and absolute error of each tone class, in points, as if all had the same severities.

    Returns:
        ``classes`` (name -> ``readings``, ``bias_points``, ``mae_points``, with intervals by identity),
        ``largest_difference_points`` between two classes' bias and ``mae_ratio`` of the worst to the best; empty
        where fewer than two classes have enough readings.
    """
    error = 100 * (rows.grade - rows.truth) / rows.top
    strata = np.digitize(rows.truth / rows.top, SEVERITY_EDGES)
    present = [name for name in ITA_CLASSES if _enough(rows.where(rows.tone == name))]
    if len(present) < 2:
        return {}
    classes = {}
    for name in present:
        of = rows.tone == name
        classes[name] = {
            **_size(rows.where(of)),
            **_standardised(error, strata, of, rows.identity).named("bias_points", 2),
            **_standardised(np.abs(error), strata, of, rows.identity).named("mae_points", 2),
        }
    bias = [figures["bias_points"] for figures in classes.values()]
    mae = [figures["mae_points"] for figures in classes.values()]
    return {
        "classes": classes,
        "largest_difference_points": round(max(bias) - min(bias), 2),
        "mae_ratio": round(max(mae) / max(min(mae), 1e-9), 2),
    }


def _standardised(
    values: Floats, strata: NDArray[np.intp], of: NDArray[np.bool_], who: NDArray[np.str_]
) -> Estimate:
    return estimate(lambda i: shares_equal(values[i], strata[i], of[i]), who, draws=_PART_DRAWS)


def rendered_repeatability(rows: Judged) -> Figures:
    """The same drawn skin under two cameras and lights, masks and pose alike; empty on fewer than eight skins."""
    points = 100 * rows.grade / rows.top
    items, counts = np.unique(rows.item, return_counts=True)
    whole = items[counts == 2]
    if len(whole) < 8:
        return {}
    table = np.array([points[rows.item == item] for item in whole])
    return repeated(table, [str(rows.identity[rows.item == item][0]) for item in whole])
