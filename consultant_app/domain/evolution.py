"""What changed between visits, decided by statistics and not by eye (``docs/evolution.md`` has the formulae).

Two scores differ measurably where their difference is too large for chance: larger than its own standard error and
the criterion's minimal detectable change allow, after the correction for asking about many criteria at once.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consultant_app.domain.analysis import Analysis, CriterionResult, FaceView, ModelIdentity, State
from consultant_app.domain.clients import VisitSummary
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


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A kept visit, without its pixels.

    Attributes:
        summary: When, and whether a photo was kept.
        told: What the client was told that day; never changed.
        rescored: Its photo scored again by a later model; ``None`` where that was not done.
        advised: Names of the products advised that day, in order of use.
    """

    summary: VisitSummary
    told: Analysis
    rescored: Analysis | None = None
    advised: tuple[str, ...] = ()

    def scored_by(self, model: ModelIdentity) -> Analysis:
        """The scores by ``model`` where there are any; else those the client was told."""
        again = self.rescored is not None and self.rescored.model == model and self.told.model != model
        return self.rescored if again and self.rescored is not None else self.told


@dataclass(frozen=True, slots=True)
class Point:
    """A criterion at a visit.

    Attributes:
        visit_id: The visit.
        at: When, aware.
        score: 0-100; ``None`` where it could not be said.
        plus_minus: One standard error, points; ``None`` likewise.
        comparable: Whether the model in use scored it, from the photos from which most of the others were scored,
            so that it may stand in one curve with them.
    """

    visit_id: str
    at: datetime
    score: int | None
    plus_minus: int | None
    comparable: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A criterion over all visits, the oldest first."""

    key: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The time from one visit to the next, and what was advised at its beginning."""

    start: datetime
    end: datetime
    advised: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evolution:
    """A client's visits as one story.

    Attributes:
        model: The model in use; scores by another stand apart.
        visits: The oldest first.
        mdc95: Criterion -> minimal detectable change of the model in use, points; missing where not measured.
    """

    model: ModelIdentity
    visits: tuple[PastVisit, ...]
    mdc95: Mapping[str, float]

    def visit(self, visit_id: str) -> PastVisit:
        """One visit.

        Raises:
            KeyError: it is not among them.
        """
        for visit in self.visits:
            if visit.summary.id == visit_id:
                return visit
        raise KeyError(visit_id)

    def series(self, key: str) -> Series:
        """A criterion over all visits."""
        views = [
            _views(said)
            for visit in self.visits
            if (analysis := visit.scored_by(self.model)).model == self.model
            and (said := _said(analysis, key)) is not None
        ]
        # The usual way of looking; where two are as usual, the one that was there first.
        usual = max(views, key=views.count, default=frozenset())
        return Series(key, tuple(self._point(visit, key, usual) for visit in self.visits))

    def said(self) -> tuple[str, ...]:
        """The criteria that were said at one visit at least, in the product's order."""
        said = {
            result.key
            for visit in self.visits
            for result in visit.scored_by(self.model).criteria
            if result.state is State.OK
        }
        return tuple(key for key in CRITERIA if key in said)

    def verdicts(self, before_id: str, after_id: str) -> dict[str, Verdict]:
        """What changed between two visits, by criterion.

        Raises:
            KeyError: a visit is not among them.
        """
        before, after = (self.visit(each).scored_by(self.model) for each in (before_id, after_id))
        known = self.mdc95 if before.model == after.model == self.model else {}
        return {verdict.key: verdict for verdict in verdicts(before, after, known)}

    def periods(self, before_id: str, after_id: str) -> tuple[Period, ...]:
        """What was advised from each visit to the next, between two visits; the earlier is named first.

        Raises:
            KeyError: a visit is not among them.
        """
        start, end = (self.visits.index(self.visit(each)) for each in (before_id, after_id))
        return tuple(
            Period(first.summary.at, second.summary.at, first.advised)
            for first, second in zip(self.visits[start:end], self.visits[start + 1 : end + 1], strict=True)
        )

    def to_rescore(self) -> tuple[str, ...]:
        """The visits whose kept photo could make them comparable, the newest first."""
        return tuple(
            visit.summary.id
            for visit in reversed(self.visits)
            if visit.summary.has_photo and visit.scored_by(self.model).model != self.model
        )

    def _point(self, visit: PastVisit, key: str, usual: frozenset[tuple[Zone, FaceView]]) -> Point:
        analysis = visit.scored_by(self.model)
        result = _said(analysis, key)
        score, half = (None, None) if result is None else (result.score, result.plus_minus)
        alike = result is None or _views(result) == usual
        return Point(
            visit.summary.id, visit.summary.at, score, half, comparable=alike and analysis.model == self.model
        )


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


def _views(result: CriterionResult) -> frozenset[tuple[Zone, FaceView]]:
    """The zones that were read from a side view: scores of which they differ do not compare."""
    return frozenset(result.from_sides)


def _said(analysis: Analysis, key: str) -> CriterionResult | None:
    """The result of a criterion that could be said; of a refused photo, or by an older version, there is none."""
    for result in analysis.criteria:
        if result.key == key and result.state is State.OK and None not in (result.grade, result.plus_minus):
            return result
    return None


def _found(analysis: Analysis, key: str) -> tuple[float, float]:
    """Score before rounding, and its +/-, points of 100."""
    result = _said(analysis, key)
    if result is None or result.grade is None or result.plus_minus is None:
        raise KeyError(key)
    return 100 * (1 - result.grade / result.grade_max), float(result.plus_minus)


def _obstacle(before: Analysis, after: Analysis, key: str) -> Obstacle | None:
    first, then = _said(before, key), _said(after, key)
    missing = first is None, then is None
    if before.model != after.model and not all(missing):
        return Obstacle.OTHER_MODEL
    if first is not None and then is not None and _views(first) != _views(then):
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
