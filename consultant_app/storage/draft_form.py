"""A visit's draft as JSON, and back. Exact: what is read equals what was kept."""

import dataclasses
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.drafts import TakenDraft, VisitDraft
from consultant_app.domain.photo import RGB
from consultant_app.domain.routine import Exclusion, Origin, Reason, Recommendation, Routine
from consultant_app.domain.serial import JsonObject, analysis_from_json, analysis_to_json


def content_of(draft: VisitDraft) -> JsonObject:
    """All of a visit's draft but its photos. The landmarks stay, so that sides can still be added later."""
    landmarks = None if draft.photo is None else draft.photo.landmarks
    return {
        "analysis": analysis_to_json(draft.analysis),
        "landmarks": None if landmarks is None else landmarks.tolist(),
        **edits_of(draft.routine, draft.note),
    }


def taken_content_of(draft: TakenDraft) -> JsonObject:
    """All of a photo that was not read yet, but its pixels."""
    camera = {"camera_id": draft.camera_id, "camera_name": draft.camera_name}
    return {"taken": {"name": draft.name, **camera, "at": list(draft.at)}}


def is_taken(content: JsonObject) -> bool:
    """Whether it is that of a photo that was not read yet: there is no analysis."""
    return "taken" in content


def taken_in(
    content: JsonObject, draft_id: str, client_id: str, started_at: datetime, pictures: tuple[RGB, ...]
) -> TakenDraft:
    """The draft of ``taken_content_of``, with its pixels."""
    taken = {**content["taken"], "at": tuple(content["taken"]["at"])}
    return TakenDraft(draft_id, client_id, started_at, pictures=pictures, **taken)


def edits_of(routine: Routine, note: str) -> JsonObject:
    """What the consultant changes after the photo: a part of ``content_of``."""
    return {"routine": dataclasses.asdict(routine), "note": note}


def analysis_in(content: JsonObject) -> Analysis:
    """The analysis."""
    return analysis_from_json(content["analysis"])


def landmarks_in(content: JsonObject) -> NDArray[np.float32] | None:
    """The landmarks, float32 [478, 3]."""
    return None if content["landmarks"] is None else np.array(content["landmarks"], np.float32)


def routine_in(content: JsonObject) -> Routine:
    """The routine."""
    data = content["routine"]
    return Routine(
        recommendations=tuple(_recommendation(item) for item in data["recommendations"]),
        exclusions=tuple(Exclusion(**item) for item in data["exclusions"]),
    )


def _recommendation(data: JsonObject) -> Recommendation:
    reasons = tuple(Reason(each["criterion"], Zone(each["zone"]), each["rule"]) for each in data["reasons"])
    return Recommendation(
        product=_product(data["product"]),
        step=Step(data["step"]),
        time=Time(data["time"]),
        reasons=reasons,
        origin=Origin(data["origin"]),
        bought=data["bought"],
        note=data["note"],
    )


def _product(data: JsonObject) -> Product:
    plain: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in data.items()}
    return Product(**{**plain, "step": Step(data["step"]), "time": Time(data["time"])})
