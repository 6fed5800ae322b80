"""The JSON form of an analysis: the shell's stable contract (``docs/cli.md``) and the form kept in the store."""

import dataclasses
from typing import Any

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    FaceView,
    ModelIdentity,
    Overall,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    SideView,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Routine

JsonObject = dict[str, Any]


def analysis_to_json(analysis: Analysis, routine: Routine | None = None) -> JsonObject:
    """The analysis as one JSON object, with ``recommendations`` where a routine is given."""
    out: JsonObject = dataclasses.asdict(analysis)
    timings = out.pop("timings_ms")
    if routine is not None:
        out["recommendations"] = [
            {
                "product": item.product.id,
                "step": item.step,
                "time": item.time,
                "reasons": [{"criterion": reason.criterion, "zone": reason.zone} for reason in item.reasons],
            }
            for item in routine.recommendations
        ]
    out["timings_ms"] = timings
    return out


def analysis_from_json(data: JsonObject) -> Analysis:
    """The analysis that ``analysis_to_json`` wrote.

    Raises:
        KeyError, TypeError, ValueError: the object does not follow the contract.
    """
    return Analysis(
        photo=data["photo"],
        model=ModelIdentity(**data["model"]),
        quality=_quality_from_json(data["quality"]),
        tone=None if data["tone"] is None else Tone(**data["tone"]),
        overall=Overall(**data["overall"]),
        criteria=tuple(_criterion_from_json(item) for item in data["criteria"]),
        strengths=tuple(data["strengths"]),
        priorities=tuple(data["priorities"]),
        timings_ms=dict(data["timings_ms"]),
        sides=tuple(
            SideView(FaceView(side["view"]), side["photo"], _quality_from_json(side["quality"]))
            for side in data.get("sides", ())  # there were none in the first versions
        ),
    )


def _quality_from_json(quality: JsonObject) -> Quality:
    return Quality(
        accepted=quality["accepted"],
        findings=tuple(
            QualityFinding(**{**finding, "severity": Severity(finding["severity"])})
            for finding in quality["findings"]
        ),
    )


def _zone_from_json(zone: JsonObject) -> ZoneScore:
    view = FaceView(zone.get("view", FaceView.FRONT))
    return ZoneScore(**{**zone, "key": Zone(zone["key"]), "view": view})


def _criterion_from_json(item: JsonObject) -> CriterionResult:
    return CriterionResult(
        **{
            **item,
            "state": State(item["state"]),
            "raw": RawMeasure(**item["raw"]),
            "zones": tuple(_zone_from_json(zone) for zone in item["zones"]),
        }
    )
