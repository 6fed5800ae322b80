import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
)
from consultant_app.storage.analysis_form import analysis_of, head_of, score_rows
from consultant_app.storage.tables import ScoreRow, VisitRow, ZoneScoreRow


def _through_rows(analysis: Analysis) -> Analysis:
    rows = list(score_rows("v", analysis))[::-1]
    visit = VisitRow(
        id="v",
        client_id="c",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        model_id=analysis.model.id,
        model_version=analysis.model.version,
        model_sha256=analysis.model.sha256,
        overall_score=analysis.overall.score,
        overall_plus_minus=analysis.overall.plus_minus,
        head=json.loads(json.dumps(head_of(analysis))),
        note="",
    )
    scores = [row for row in rows if isinstance(row, ScoreRow)]
    zones = [row for row in rows if isinstance(row, ZoneScoreRow)]
    return analysis_of(visit, scores, zones)


def test_an_analysis_comes_back_equal(analysis: Analysis) -> None:
    assert _through_rows(analysis) == analysis


def test_of_a_refused_photo_comes_back_what_was_said(analysis: Analysis) -> None:
    refused = replace(
        analysis,
        quality=Quality(accepted=False, findings=analysis.quality.findings),
        tone=None,
        overall=Overall(None, None),
        criteria=(),
        strengths=(),
        priorities=(),
    )
    assert _through_rows(refused) == refused


def test_the_head_holds_nothing_that_has_its_own_rows(analysis: Analysis) -> None:
    assert set(head_of(analysis)) == {
        *("photo", "quality", "tone", "strengths", "priorities", "timings_ms", "sides")
    }


@given(grade=st.floats(0, 6), raw=st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_to_the_last_bit(grade: float, raw: float) -> None:
    result = CriterionResult("pores", grade, 5, 50, 3, State.OK, None, RawMeasure(raw, "%"), ())
    analysis = Analysis(
        "p", ModelIdentity("m", "1", "0"), Quality(True, ()), None, Overall(1, 1), (result,), (), ()
    )
    assert _through_rows(analysis).criteria == (result,)
