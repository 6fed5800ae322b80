"""How well graders agree among themselves: no model can be asked for more."""

from collections import defaultdict
from itertools import combinations

import numpy as np

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.training.evaluation.statistics import Figures, weighted_kappa
from consultant_app.training.finetune.grades import Grade


def agreement_of_graders(grades: list[Grade]) -> dict[str, Figures]:
    """Per criterion, over what two or more graders graded.

    ``mean_difference``: mean absolute difference of two graders, in grades. ``icc``: ICC(1,1), one-way random
    effects, for graders that differ from photo to photo (Shrout and Fleiss 1979; unequal numbers after Donner
    1986). ``qwk``: kappa with quadratic weights of all pairs, each counted both ways. What cannot be said of so
    few is left out.
    """
    shots: dict[str, dict[tuple[str, Zone], list[float]]] = defaultdict(lambda: defaultdict(list))
    for grade in grades:
        shots[grade.key][grade.photo, grade.zone].append(grade.grade)
    out = {}
    for key in CRITERIA:
        shared = [values for values in shots.get(key, {}).values() if len(values) > 1]
        if shared:
            out[key] = _figures(shared, CRITERIA[key].grade_max)
    return out


def _figures(shared: list[list[float]], top: int) -> Figures:
    pairs = np.array([pair for values in shared for pair in combinations(values, 2)])
    both = np.concatenate([pairs, pairs[:, ::-1]])
    figures = {
        "graded_by_several": float(len(shared)),
        "mean_difference": round(float(np.abs(pairs[:, 0] - pairs[:, 1]).mean()), 3),
        "icc": _icc11(shared),
        "qwk": weighted_kappa(both[:, 0], both[:, 1], top),
    }
    return {name: round(value, 3) for name, value in figures.items() if np.isfinite(value)}


def _icc11(shared: list[list[float]]) -> float:
    if len(shared) < 2:
        return float("nan")
    counts = np.array([len(values) for values in shared])
    means = np.array([np.mean(values) for values in shared])
    total = counts.sum()
    grand = float(counts @ means / total)
    between = float(counts @ (means - grand) ** 2) / (len(shared) - 1)
    within = sum(((np.array(v) - m) ** 2).sum() for v, m in zip(shared, means, strict=True)) / (
        total - len(shared)
    )
    typical = (total - (counts**2).sum() / total) / (len(shared) - 1)
    spread = between + (typical - 1) * within
    return float((between - within) / spread) if spread > 1e-12 else float("nan")
