"""A client's visits as one story: curves, verdicts from visit to visit, what was advised in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consultant_app.domain.analysis import Analysis, FaceView, ModelIdentity, State
from consultant_app.domain.change import Verdict, said_of, verdicts, views_of
from consultant_app.domain.clients import VisitSummary
from consultant_app.domain.criteria import CRITERIA, Zone


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
            views_of(said)
            for visit in self.visits
            if (analysis := visit.scored_by(self.model)).model == self.model
            and (said := said_of(analysis, key)) is not None
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
        result = said_of(analysis, key)
        score, half = (None, None) if result is None else (result.score, result.plus_minus)
        alike = result is None or views_of(result) == usual
        return Point(
            visit.summary.id, visit.summary.at, score, half, comparable=alike and analysis.model == self.model
        )
