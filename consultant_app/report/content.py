"""What a report is made of, ready to be set: the report neither warps nor tints a pixel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.criteria import Zone
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.photo import RGB
from consultant_app.domain.reports import ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.texts import Texts

PACK_KINDS = (".svg", ".png", ".jpg", ".jpeg")
"""Files that can be a pack's picture; the first that is found is taken."""

Outlines = Mapping[Zone, NDArray[np.float32]]
"""Zone -> float32 [N, 2], pixels of the cut it belongs to."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The face in a frame: its zones, and the photograph where the client wants it on paper.

    Attributes:
        size: Width and height in pixels.
        outlines: The zones.
        photo: uint8 [height, width, 3]; ``None`` for zones drawn as lines alone.
    """

    size: tuple[int, int]
    outlines: Outlines
    photo: RGB | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Where one criterion was seen.

    Attributes:
        shares: Zone -> its share of what was seen, 0..1, the largest first.
        heat: A small cut with the evidence laid over, of the side photo where that says most; ``None`` without
            the photograph or without a map.
        contours: Lines around what counts, float32 [N, 2] each, pixels of ``heat``.
        close_ups: The places that weigh most with their zones, squares cut from the photo, at most three.
    """

    shares: Mapping[Zone, float]
    heat: RGB | None = None
    contours: tuple[NDArray[np.float32], ...] = ()
    close_ups: tuple[tuple[Zone, RGB], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ReportImages:
    """The pictures of one report.

    Attributes:
        face: The face with some room, for the cover.
        small: The face cut closer, for what is seen where.
        seen: Priority -> where it was seen, in the order to be shown.
        scale: The tint from evidence 0 (left) to 1 (right) on the client's own skin colour; ``None`` without
            photos.
    """

    face: Cut
    small: Cut
    seen: Mapping[str, Seen]
    scale: RGB | None = None


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
        options: Paper, and who hands it over.
        evolution: Her visits up to this one, this one the last; ``None`` for a first visit.
        packs: Product id -> its picture, SVG, PNG or JPEG; products without one are missing.
    """

    analysis: Analysis
    routine: Routine
    images: ReportImages
    client_name: str
    at: datetime
    words: Texts
    rationale: Callable[[str, str], str] | None = None
    sentences: Mapping[str, str] = field(default_factory=dict)
    options: ReportOptions = field(default_factory=ReportOptions)
    evolution: Evolution | None = None
    packs: Mapping[str, Path] = field(default_factory=dict)
