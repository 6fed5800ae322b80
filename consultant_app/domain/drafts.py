"""What was begun and not ended: a photo not read yet, a visit not saved yet, a client's form not stored yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.routine import Routine


class DraftKind(StrEnum):
    """What was begun."""

    FORM = "form"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """One line of what waits to be ended.

    Attributes:
        id: Of the draft.
        kind: What was begun.
        client_id: Whose; ``None`` of the form of a client who is not stored yet.
        display_name: Her name, or what was typed of it; may be empty.
        started_at: When it was begun, UTC, aware.
    """

    id: str
    kind: DraftKind
    client_id: str | None
    display_name: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A client's form as typed.

    Attributes:
        id: Random UUID in text, given when the form is opened.
        client_id: Whose details; ``None`` of a new client's.
        started_at: When the form was opened, aware.
        display_name: The name as typed.
        values: The fields, plain values only (text, numbers, truth, lists and objects of them).
    """

    id: str
    client_id: str | None
    started_at: datetime
    display_name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class VisitDraft:
    """A visit from its result on, until it is saved.

    Attributes:
        id: Random UUID in text; the saved visit has it, too.
        client_id: Whose visit.
        started_at: When its photo was taken or chosen, aware.
        analysis: What was said.
        photo: The photo with its sides; ``None`` where the client does not let photos be kept.
        routine: As the consultant left it.
        note: As typed.
    """

    id: str
    client_id: str
    started_at: datetime
    analysis: Analysis
    photo: AnalysedPhoto | None
    routine: Routine
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class TakenDraft:
    """A visit from the release of its photo until that has been read.

    Attributes:
        id: Random UUID in text; the visit that comes of it has it, too.
        client_id: Whose visit.
        started_at: When the photo was taken, aware.
        name: What stands in for a file name in the result.
        camera_id, camera_name: Of the camera, whose calibration then holds for the pictures.
        pictures: Those of the release, uint8 [H, W, 3] each, oldest first; at least one.
        at: When each arrived, seconds of a clock that means nothing after a restart.
    """

    id: str
    client_id: str
    started_at: datetime
    name: str
    camera_id: str
    camera_name: str
    pictures: tuple[RGB, ...]
    at: tuple[float, ...]


Draft = FormDraft | VisitDraft | TakenDraft
"""Whatever was begun and not ended."""
