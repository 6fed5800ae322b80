"""A client's story as a report tells it: up to the visit that it is about, and with it."""

from dataclasses import replace
from datetime import datetime

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import VisitSummary
from consultant_app.domain.evolution import Evolution, PastVisit

_TODAY = "today"
"""Stands for the id of a visit that is not kept, or not yet."""


def story_up_to(story: Evolution, analysis: Analysis, at: datetime, visit_id: str | None) -> Evolution | None:
    """The visits before this one, and this one last; ``None`` where it is the first.

    Args:
        story: All visits that are kept.
        analysis: What was seen at this one.
        at: When, aware.
        visit_id: Of the visit; ``None`` while it is not kept.
    """
    earlier = tuple(visit for visit in story.visits if visit.summary.at < at and visit.summary.id != visit_id)
    if not earlier:
        return None
    kept = next((visit for visit in story.visits if visit.summary.id == visit_id), None)
    return replace(story, visits=(*earlier, kept or _unkept(earlier[-1], analysis, at)))


def _unkept(before: PastVisit, analysis: Analysis, at: datetime) -> PastVisit:
    overall = analysis.overall
    summary = VisitSummary(
        _TODAY,
        before.summary.client_id,
        at,
        overall.score,
        overall.plus_minus,
        analysis.model.version,
        has_photo=True,
    )
    return PastVisit(summary, analysis)
