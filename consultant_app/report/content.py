"""What a report is made of, ready to be set: the report neither warps nor tints a pixel."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB
from consultant_app.domain.routine import Routine
from consultant_app.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class ReportImages:
    """The pictures of one report; all faces are the same cut of the photo.

    Attributes:
        face: The face, uint8 [H, W, 3].
        outlines: Zone -> float32 [N, 2], pixels of ``face``.
        heat: Criterion key -> ``face`` with its evidence laid over, in the order to be shown.
        scale: The tint from evidence 0 (left) to 1 (right) on the client's own skin colour.
        close_ups: Criterion key -> the places that weigh most, squares cut from the photo, at most three.
    """

    face: RGB
    outlines: dict[Zone, NDArray[np.float32]]
    heat: dict[str, RGB]
    scale: RGB
    close_ups: dict[str, tuple[RGB, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ReportContent:
    """One report.

    Attributes:
        analysis: What was seen.
        routine: What is advised.
        images: The pictures.
        client_name: As the client wants to read it.
        at: When the photo was taken; an aware time is shown in the time zone of this computer.
        words: The language of the report.
        rationale: (rule, language) -> the sentence that says why the rule holds; ``None`` leaves it out.
        sentences: Criterion key -> why it has its score, in the report's language.
    """

    analysis: Analysis
    routine: Routine
    images: ReportImages
    client_name: str
    at: datetime
    words: Texts
    rationale: Callable[[str, str], str] | None = None
    sentences: dict[str, str] = field(default_factory=dict)
