"""An analysis as rows, and back. Exact: what is read equals what was saved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from consultant_app.domain.analysis import Analysis, CriterionResult
from consultant_app.domain.serial import analysis_from_json, analysis_to_json
from consultant_app.storage.tables import ScoreRow, VisitRow, ZoneScoreRow

_OWN_COLUMNS = ("model", "overall", "criteria")
"""Parts of the JSON form that have columns and rows of their own."""


def head_of(analysis: Analysis) -> dict[str, Any]:
    """The JSON form of an analysis without what has its own columns and rows."""
    return {key: value for key, value in analysis_to_json(analysis).items() if key not in _OWN_COLUMNS}


def score_rows(visit_id: str, analysis: Analysis) -> Iterator[ScoreRow | ZoneScoreRow]:
    """One row a criterion, and one a criterion and zone."""
    for position, result in enumerate(analysis.criteria):
        yield ScoreRow(
            visit_id=visit_id,
            criterion=result.key,
            position=position,
            grade=result.grade,
            grade_max=result.grade_max,
            score=result.score,
            plus_minus=result.plus_minus,
            state=result.state,
            reason=result.reason,
            raw_value=result.raw.value,
            raw_unit=result.raw.unit,
        )
        yield from _zone_rows(visit_id, result)


def _zone_rows(visit_id: str, result: CriterionResult) -> Iterator[ZoneScoreRow]:
    for position, zone in enumerate(result.zones):
        yield ZoneScoreRow(
            visit_id=visit_id,
            criterion=result.key,
            zone=zone.key,
            position=position,
            grade=zone.grade,
            score=zone.score,
            plus_minus=zone.plus_minus,
            view=zone.view,
        )


def analysis_of(visit: VisitRow, scores: Iterable[ScoreRow], zones: Iterable[ZoneScoreRow]) -> Analysis:
    """The analysis of a visit from its rows, in any order."""
    by_criterion: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for zone in sorted(zones, key=lambda row: row.position):
        by_criterion[zone.criterion].append(
            {
                "key": zone.zone,
                "grade": zone.grade,
                "score": zone.score,
                "plus_minus": zone.plus_minus,
                "view": zone.view,
            }
        )
    criteria = [
        {
            "key": row.criterion,
            "grade": row.grade,
            "grade_max": row.grade_max,
            "score": row.score,
            "plus_minus": row.plus_minus,
            "state": row.state,
            "reason": row.reason,
            "raw": {"value": row.raw_value, "unit": row.raw_unit},
            "zones": by_criterion[row.criterion],
        }
        for row in sorted(scores, key=lambda row: row.position)
    ]
    own = {
        "model": {"id": visit.model_id, "version": visit.model_version, "sha256": visit.model_sha256},
        "overall": {"score": visit.overall_score, "plus_minus": visit.overall_plus_minus},
        "criteria": criteria,
    }
    return analysis_from_json({**visit.head, **own})
