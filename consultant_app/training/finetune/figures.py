"""Before and after on persons that neither taught nor chose."""

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA
from consultant_app.training.evaluation.statistics import (
    Estimate,
    Figures,
    Floats,
    Picks,
    estimate,
    pearson,
    spearman,
)
from consultant_app.training.finetune.items import Items


def compare(items: Items, before: Floats, after: Floats) -> dict[str, dict[str, Figures]]:
    """Per criterion: how many, and the figures of both readings and of their difference.

    Intervals are 95 %, from resampling whole persons; a figure that so few cannot give is left out.

    Args:
        items: The judging persons' grades.
        before: What was read before, [N].
        after: What was read after.
    """
    out = {}
    for key in CRITERIA:
        rows = items.key == key
        if rows.any():
            part = items.where(rows)
            out[key] = {
                "data": _counts(part),
                "before": agreement(part, before[rows]),
                "after": agreement(part, after[rows]),
                "change": _change(part, before[rows], after[rows]),
            }
    return out


def agreement(items: Items, said: Floats) -> Figures:
    """MAE in grades, r, Spearman and the share within one grade, with intervals by person."""
    off = np.abs(said - items.grade)
    figures: Figures = {}
    for name, measured in (
        ("mae", estimate(lambda pick: float(off[pick].mean()), items.person)),
        ("r", estimate(lambda pick: pearson(said[pick], items.grade[pick]), items.person)),
        ("spearman", estimate(lambda pick: spearman(said[pick], items.grade[pick]), items.person)),
        ("within_one", estimate(lambda pick: float((off[pick] <= 1).mean()), items.person)),
    ):
        figures |= measured.named(name)
    return figures


def _change(items: Items, before: Floats, after: Floats) -> Figures:
    """How much the mean absolute error fell (negative) or rose, on the same grades."""
    step: NDArray[np.float64] = np.abs(after - items.grade) - np.abs(before - items.grade)

    def mean(pick: Picks) -> float:
        return float(step[pick].mean())

    measured: Estimate = estimate(mean, items.person)
    return measured.named("mae")


def _counts(items: Items) -> Figures:
    return {
        "photos": float(len(np.unique(items.photo))),
        "persons": float(len(np.unique(items.person))),
        "grades": float(len(items.grade)),
    }
