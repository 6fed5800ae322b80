"""Invented analyses, and what is said between two of them."""

from dataclasses import replace
from datetime import UTC, datetime

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    FaceView,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.change import Verdict, verdicts
from consultant_app.domain.criteria import CRITERIA

MODEL = ModelIdentity("skin", "1", "00" * 32)
OTHER = ModelIdentity("skin", "2", "11" * 32)
START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def result(key: str, score: float | None, plus_minus: int = 4) -> CriterionResult:
    most = CRITERIA[key].grade_max
    raw = RawMeasure(None, "")
    if score is None:
        return CriterionResult(key, None, most, None, None, State.CANNOT_SAY, "reason.zone_hidden", raw, ())
    return CriterionResult(key, most * (1 - score / 100), most, round(score), plus_minus, State.OK, None, raw, ())


def analysis(scores: dict[str, float | None], model: ModelIdentity = MODEL, plus_minus: int = 4) -> Analysis:
    criteria = tuple(result(key, score, plus_minus) for key, score in scores.items())
    return Analysis("p", model, Quality(True, ()), None, Overall(None, None), criteria, (), ())


def by_key(before: Analysis, after: Analysis, **mdc95: float) -> dict[str, Verdict]:
    return {verdict.key: verdict for verdict in verdicts(before, after, mdc95)}


def seen_from(found: Analysis, key: str, *views: FaceView) -> Analysis:
    """The same with a criterion read in one zone a view."""
    zones = tuple(ZoneScore(zone, 1.0, 80, 4, view) for zone, view in zip(CRITERIA[key].zones, views, strict=True))
    criteria = tuple(replace(each, zones=zones) if each.key == key else each for each in found.criteria)
    return replace(found, criteria=criteria)


BOTH_CHEEKS = (FaceView.FRONT, FaceView.FRONT, FaceView.FRONT)
ONE_FROM_THE_SIDE = (FaceView.FRONT, FaceView.LEFT, FaceView.FRONT)
