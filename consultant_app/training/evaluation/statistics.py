"""The statistics of the evaluation: agreement, repeatability, and intervals that respect who is who.

Photographs of one person are not independent. Every interval is a bootstrap over *groups* (identities; photographs
only where each shows another person), seeded, so that the same model and data give the same report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

Figures = dict[str, float]
"""Measured numbers by name; what could not be measured is left out."""

Floats = NDArray[np.float64]
Picks = NDArray[np.intp]

DRAWS = 500
"""Bootstrap draws: the ends of a 95 % interval then rest on a dozen draws each."""

_LEAST = 5
"""Fewest values for which a correlation is said at all."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic with its 95 % bootstrap interval; ``nan`` where it is not defined."""

    value: float
    low: float
    high: float

    def named(self, name: str, digits: int = 3) -> Figures:
        """``name``, ``name_low``, ``name_high``, rounded; without what is not defined."""
        parts = {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}
        return {key: round(value, digits) for key, value in parts.items() if np.isfinite(value)}


def estimate(
    statistic: Callable[[Picks], float], groups: ArrayLike, *, draws: int | None = None, seed: int = 0
) -> Estimate:
    """A statistic of all rows and its percentile interval over resampled groups (Efron and Tibshirani 1993).

    Args:
        statistic: From row numbers (with repetition) to a number; ``nan`` where a draw cannot say.
        groups: Group of each row, [N]: rows of a group are drawn together.
        draws: Resamplings; ``DRAWS`` when left out.
        seed: Source of all randomness.
    """
    names = np.asarray(groups)
    value = statistic(np.arange(len(names))) if len(names) else float("nan")
    _, index = np.unique(names, return_inverse=True)
    members = [np.flatnonzero(index == group) for group in range(int(index.max(initial=-1)) + 1)]
    if len(members) < 2:
        return Estimate(value, float("nan"), float("nan"))
    random = np.random.default_rng(seed)
    count = draws or DRAWS
    drawn = np.array(
        [
            statistic(np.concatenate([members[i] for i in random.integers(len(members), size=len(members))]))
            for _ in range(count)
        ]
    )
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < count // 2:
        return Estimate(value, float("nan"), float("nan"))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(value, float(low), float(high))


def pearson(first: Floats, second: Floats) -> float:
    """Pearson's r; ``nan`` for fewer than five values or where one does not vary."""
    if len(first) < _LEAST:
        return float("nan")
    a, b = first - first.mean(), second - second.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 1e-12 else float("nan")


def spearman(first: Floats, second: Floats) -> float:
    """Spearman's rank correlation, ties at their mean rank."""
    return pearson(rankdata(first), rankdata(second))


def partial_spearman(first: Floats, second: Floats, controls: Floats) -> float:
    """Rank correlation of what is left of two measures once the ranks of ``controls`` [N, K] are regressed out."""
    if len(first) < _LEAST + controls.shape[1]:
        return float("nan")
    design = np.column_stack([np.ones(len(first)), *(rankdata(column) for column in controls.T)])
    ranks = np.column_stack([rankdata(first), rankdata(second)])
    rest = ranks - design @ np.linalg.lstsq(design, ranks, rcond=None)[0]
    # Rounding leaves dust where a control explains a measure wholly: that is no correlation.
    return pearson(rest[:, 0], rest[:, 1]) if np.all(rest.std(axis=0) > 1e-6) else float("nan")


def weighted_kappa(first: ArrayLike, second: ArrayLike, top: int) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968) of grades rounded to 0..``top``."""
    a, b = (np.clip(np.rint(np.asarray(x, np.float64)), 0, top).astype(np.intp) for x in (first, second))
    if len(a) < _LEAST:
        return float("nan")
    seen = np.bincount(a * (top + 1) + b, minlength=(top + 1) ** 2).reshape(top + 1, top + 1) / len(a)
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    weight = np.subtract.outer(np.arange(top + 1), np.arange(top + 1)) ** 2
    expected = float((weight * by_chance).sum())
    return 1 - float((weight * seen).sum()) / expected if expected > 0 else float("nan")


def quantile_matched(measure: Floats, grades: Floats) -> Floats:
    """Each measure's grade if as many photographs got each grade as the expert gave: a rising map, by rank.

    It knows how often the expert gave a grade, never to which photograph. Ties keep the order of the rows.
    """
    out = np.empty(len(grades))
    out[np.argsort(measure, kind="stable")] = np.sort(grades)
    return out


def roc_auc(positive: Floats, negative: Floats) -> float:
    """Chance that a positive value exceeds a negative one, ties counting half (Mann and Whitney)."""
    if not len(positive) or not len(negative):
        return float("nan")
    ranks = rankdata(np.concatenate([positive, negative]))
    count = len(positive)
    return float((ranks[:count].sum() - count * (count + 1) / 2) / (count * len(negative)))


def icc21(table: Floats) -> float:
    """ICC(2,1): two-way random effects, absolute agreement, single measurement (Shrout and Fleiss 1979).

    Args:
        table: [persons, shots], complete.
    """
    persons, shots = table.shape
    if persons < 2 or shots < 2:
        return float("nan")
    grand = table.mean()
    rows = shots * ((table.mean(axis=1) - grand) ** 2).sum() / (persons - 1)
    columns = persons * ((table.mean(axis=0) - grand) ** 2).sum()
    rest = ((table - grand) ** 2).sum() - (persons - 1) * rows - columns
    columns, rest = columns / (shots - 1), rest / ((persons - 1) * (shots - 1))
    spread = rows + (shots - 1) * rest + shots * (columns - rest) / persons
    return float((rows - rest) / spread) if spread > 1e-12 else float("nan")


def within_person_sd(table: Floats) -> float:
    """Root mean variance of the shots of one person, over persons; ``table`` [persons, shots]."""
    return float(np.sqrt(table.var(axis=1, ddof=1).mean())) if table.size and table.shape[1] > 1 else float("nan")


def detectable_change(sd: float) -> float:
    """MDC95: the smallest difference of two visits that is no mere repetition, 1.96 x sqrt(2) x SD."""
    return 1.96 * float(np.sqrt(2)) * sd


def shares_equal(values: Floats, strata: NDArray[Any], of: NDArray[np.bool_]) -> float:
    """Mean of ``values`` over the rows ``of``, as if they were spread over the strata like all rows are.

    Direct standardisation: two classes are compared at equal severity, whatever severities each happened to get.
    A stratum without such a row is left out and the others weigh more.
    """
    total = weight = 0.0
    for stratum in np.unique(strata):
        here = strata == stratum
        if (here & of).any():
            share = float(here.mean())
            total += share * float(values[here & of].mean())
            weight += share
    return total / weight if weight else float("nan")
