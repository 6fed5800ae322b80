"""Use case: hand the client her report."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np

from consultant_app.brand import Brand
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps
from consultant_app.domain.routine import Routine
from consultant_app.files import write_atomically
from consultant_app.imaging.overlay import heat_overlay
from consultant_app.imaging.portrait import portrait
from consultant_app.report.content import ReportContent, ReportImages
from consultant_app.report.document import render_pdf
from consultant_app.texts import texts

_ASPECT = 4 / 5
_FACE_WIDTH = 1000
"""Pixels across the large face: 300 dots per inch at its width on paper."""
_HEAT_WIDTH = 420
"""Pixels across a small face: about 330 dots per inch."""
_HEAT_ROOM = 1.15
"""Small faces are cut closer, so that a zone can still be told."""


class ReportService:
    """Makes reports in the house's manner. Safe to call from any thread, one call at a time."""

    def __init__(self, brand: Brand) -> None:
        self._brand = brand

    def write(  # noqa: D417 - the other arguments are those of render
        self,
        path: Path,
        photo: AnalysedPhoto,
        routine: Routine,
        client_name: str,
        at: datetime,
        language: str = "en",
        rationale: Callable[[str, str], str] | None = None,
    ) -> None:
        """Write the report to ``path``; an older file there stays whole until the new one is complete.

        Args:
            path: The PDF to write. The other arguments are those of ``render``.

        Raises:
            ConsultantError: there is nothing to report, or the file cannot be written.
        """
        data = self.render(photo, routine, client_name, at, language, rationale)
        try:
            write_atomically(path, data)
        except OSError as error:
            why = error.strerror or str(error)
            raise ConsultantError(texts(language)("report.not_saved", file=path.name, why=why)) from error

    def render(
        self,
        photo: AnalysedPhoto,
        routine: Routine,
        client_name: str,
        at: datetime,
        language: str = "en",
        rationale: Callable[[str, str], str] | None = None,
    ) -> bytes:
        """The report as PDF bytes; the same arguments give the same bytes.

        Args:
            photo: The photo with its analysis, maps and zones.
            routine: What is advised; may be empty.
            client_name: As the client wants to read it; any length.
            at: When the photo was taken; an aware time is shown in the time zone of this computer.
            language: Of the report; an unknown one falls back to English.
            rationale: (rule, language) -> why the rule holds, set below the reasons; ``None`` leaves it out.

        Raises:
            ConsultantError: the photo was refused, so there is nothing to report.
        """
        words = texts(language)
        if not photo.analysis.criteria or Zone.FACE not in photo.zone_polygons:
            raise ConsultantError(words("report.nothing"))
        content = ReportContent(photo.analysis, routine, _images(photo), client_name, at, words, rationale)
        return render_pdf(self._brand, content)


def _images(photo: AnalysedPhoto) -> ReportImages:
    """The face large with its zones, and small with the evidence of each priority that has a map."""
    large, small = portrait(photo, _ASPECT, _FACE_WIDTH), portrait(photo, _ASPECT, _HEAT_WIDTH, _HEAT_ROOM)
    shown = [key for key in photo.analysis.priorities if key in photo.evidence.maps]
    return ReportImages(
        face=large.rgb,
        outlines=large.zone_polygons,
        heat={key: heat_overlay(small.rgb, small.evidence, key) for key in shown},
        scale=_scale(small),
    )


def _scale(face: AnalysedPhoto) -> RGB:
    """The tint from 0 to 1 on the client's own skin, drawn by the same code as the maps."""
    height, width = 40, 400
    rows, columns = _inside(face)
    colour = np.median(face.rgb[rows, columns].reshape(-1, 3), axis=0).astype(np.uint8)
    ramp = np.tile(np.linspace(0, 1, width, dtype=np.float32), (height, 1))
    skin = np.broadcast_to(colour, (height, width, 3)).copy()
    return heat_overlay(skin, EvidenceMaps({"scale": ramp}, np.eye(2, 3)), "scale")


def _inside(face: AnalysedPhoto) -> tuple[slice, slice]:
    """Rows and columns of the middle half of the face's oval: skin, without hair and ground."""
    oval = face.zone_polygons[Zone.FACE]
    low, high = oval.min(axis=0), oval.max(axis=0)
    quarter = (high - low) / 4
    height, width = face.rgb.shape[:2]
    left, top = np.clip(low + quarter, 0, [width - 1, height - 1]).astype(int)
    right, bottom = np.clip(high - quarter, [left + 1, top + 1], [width, height]).astype(int)
    return slice(int(top), int(bottom)), slice(int(left), int(right))
