"""What changed between two analyses, decided by statistics and not by eye (formulae: ``docs/evolution.md``).

Two scores differ measurably where their difference is too large for chance: larger than its own standard error and
the criterion's minimal detectable change allow, after the correction for asking about many criteria at once.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consultant_app.domain.analysis import Analysis, CriterionResult, FaceView, State
from consultant_app.domain.criteria import CRITERIA, Zone

LEVEL = 0.05
"""Highest chance that any criterion of a comparison is said to have changed although none has."""

MDC_FACTOR = 1.96
"""An MDC95 is this many standard errors of a difference (Weir 2005: 1.96 x sqrt(2) x SEM)."""

_ROUNDED = 0.5
"""A printed +/- may stand for half a point more; taking that half for granted errs towards "no change"."""


class Change(StrEnum):
    """What can be said of a criterion between two visits."""

    IMPROVED = "improved"
    DECLINED = "declined"
    NO_MEASURABLE_CHANGE = "no_measurable_change"
    NOT_COMPARABLE = "not_comparable"


class Obstacle(StrEnum):
    """Why two scores do not compare; the words are ``evolution.obstacle.KEY``."""

    OTHER_MODEL = "other_model"
    OTHER_VIEW = "other_view"
    UNSAID_BEFORE = "unsaid_before"
    UNSAID_AFTER = "unsaid_after"
    UNSAID_BOTH = "unsaid_both"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one criterion between two visits.

    Attributes:
        key: The criterion.
        change: The verdict.
        obstacle: Why it is not comparable; ``None`` where it is.
        difference: Later score less earlier, points of 100, before rounding; ``None`` where not comparable.
        standard_error: Of that difference, points; ``None`` likewise.
        p: Chance of at least such a difference were nothing changed, corrected for all criteria asked about
            (Holm); ``None`` likewise.
    """

    key: str
    change: Change
    obstacle: Obstacle | None = None
    difference: float | None = None
    standard_error: float | None = None
    p: float | None = None

    @property
    def detectable(self) -> float | None:
        """Smallest difference, points, that two visits told apart by this criterion alone would show (95 %)."""
        return None if self.standard_error is None else MDC_FACTOR * self.standard_error

    @property
    def held_back(self) -> bool:
        """Whether the difference alone is large, but not among so many criteria: some are, by chance."""
        if self.difference is None or self.detectable is None:
            return False
        return self.change is Change.NO_MEASURABLE_CHANGE and abs(self.difference) > self.detectable


def verdicts(before: Analysis, after: Analysis, mdc95: Mapping[str, float]) -> tuple[Verdict, ...]:
    """What changed between two analyses of one person, for each of the sixteen criteria.

    A criterion that cannot be said at either visit is no question, so it does not make the others' answers
    stricter.

    Args:
        before: The earlier analysis.
        after: The later one.
        mdc95: Criterion -> minimal detectable change of the model that made both, points of 100.
    """
    obstacles = {key: _obstacle(before, after, key) for key in CRITERIA}
    asked = {
        key: _difference(_found(before, key), _found(after, key), mdc95.get(key, 0.0))
        for key, obstacle in obstacles.items()
        if obstacle is None
    }
    corrected = dict(zip(asked, holm([_chance(*each) for each in asked.values()]), strict=True))
    return tuple(
        Verdict(key, Change.NOT_COMPARABLE, obstacles[key])
        if key not in asked
        else Verdict(key, _change(asked[key][0], corrected[key]), None, *asked[key], corrected[key])
        for key in CRITERIA
    )


def holm(chances: Sequence[float]) -> list[float]:
    """P values corrected by Holm's step-down procedure (Holm 1979, Scand. J. Statist. 6, 65-70).

    Rejecting where the corrected value is at most a level keeps the chance of any false rejection at that level,
    however the questions hang together: radiance is composed of others, and one light falls on all.

    Args:
        chances: P values 0..1, in any order.

    Returns:
        The corrected values 0..1, in the same order; never below what was given.
    """
    count = len(chances)
    out, highest = [0.0] * count, 0.0
    for rank, place in enumerate(sorted(range(count), key=chances.__getitem__)):
        highest = max(highest, min(1.0, (count - rank) * chances[place]))
        out[place] = highest
    return out


def views_of(result: CriterionResult) -> frozenset[tuple[Zone, FaceView]]:
    """The zones that were read from a side view: scores of which they differ do not compare."""
    return frozenset(result.from_sides)


def said_of(analysis: Analysis, key: str) -> CriterionResult | None:
    """The result of a criterion that could be said; of a refused photo, or by an older version, there is none."""
    for result in analysis.criteria:
        if result.key == key and result.state is State.OK and None not in (result.grade, result.plus_minus):
            return result
    return None


def _found(analysis: Analysis, key: str) -> tuple[float, float]:
    """Score before rounding, and its +/-, points of 100."""
    result = said_of(analysis, key)
    if result is None or result.grade is None or result.plus_minus is None:
        raise KeyError(key)
    return 100 * (1 - result.grade / result.grade_max), float(result.plus_minus)


def _obstacle(before: Analysis, after: Analysis, key: str) -> Obstacle | None:
    first, then = said_of(before, key), said_of(after, key)
    missing = first is None, then is None
    if before.model != after.model and not all(missing):
        return Obstacle.OTHER_MODEL
    if first is not None and then is not None and views_of(first) != views_of(then):
        return Obstacle.OTHER_VIEW
    return {
        (True, True): Obstacle.UNSAID_BOTH,
        (True, False): Obstacle.UNSAID_BEFORE,
        (False, True): Obstacle.UNSAID_AFTER,
    }.get(missing)


def _difference(before: tuple[float, float], after: tuple[float, float], mdc95: float) -> tuple[float, float]:
    """Later score less earlier and the standard error of that, points.

    The error is that of both readings, and never less than the one that repeated photos of unchanged skin showed.
    """
    read = math.hypot(before[1] + _ROUNDED, after[1] + _ROUNDED)
    return after[0] - before[0], max(read, mdc95 / MDC_FACTOR)


def _chance(difference: float, error: float) -> float:
    """Two-sided p value of a difference that is normal about 0."""
    return math.erfc(abs(difference) / error / math.sqrt(2))


def _change(difference: float, p: float) -> Change:
    if p > LEVEL:
        return Change.NO_MEASURABLE_CHANGE
    return Change.IMPROVED if difference > 0 else Change.DECLINED
