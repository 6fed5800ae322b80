"""Use case: hand the client her report."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np

from consultant_app.brand import Brand
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.explanation_words import sentence
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.files import write_atomically
from consultant_app.imaging.overlay import heat_overlay, heat_scale, skin_colour
from consultant_app.imaging.portrait import portrait
from consultant_app.report.content import ReportContent, ReportImages
from consultant_app.report.document import render_pdf
from consultant_app.services.explanation import close_up, explain_all
from consultant_app.texts import texts

_ASPECT = 4 / 5
_FACE_WIDTH = 1000
"""Pixels across the large face: 300 dots per inch at its width on paper."""
_HEAT_WIDTH = 420
"""Pixels across a small face: about 330 dots per inch."""
_CLOSE_UP = 200
"""Pixels across a close-up: over 450 dots per inch, because it is looked at from near."""
_SCALE = (400, 40)
"""Width and height of the legend in pixels."""
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
        why = explain_all(photo)
        sentences = {key: sentence(explanation, words) for key, explanation in why.items()}
        images = _images(photo, why)
        content = ReportContent(photo.analysis, routine, images, client_name, at, words, rationale, sentences)
        return render_pdf(self._brand, content)


def _images(photo: AnalysedPhoto, why: Mapping[str, Explanation]) -> ReportImages:
    """The face large with its zones, and small with the evidence of each priority that has a map and close-ups."""
    large, small = portrait(photo, _ASPECT, _FACE_WIDTH), portrait(photo, _ASPECT, _HEAT_WIDTH, _HEAT_ROOM)
    shown = [key for key in photo.analysis.priorities if key in photo.evidence.maps]
    return ReportImages(
        face=large.rgb,
        outlines=large.zone_polygons,
        heat={key: heat_overlay(small.rgb, small.evidence, key) for key in shown},
        scale=heat_scale(_skin(small), _SCALE),
        close_ups={key: tuple(_square(close_up(photo.rgb, patch)) for patch in why[key].patches) for key in shown},
    )


def _skin(face: AnalysedPhoto) -> RGB:
    """The client's own skin colour, uint8 [3]; that of the whole picture where no map says where the skin is."""
    if face.evidence.maps:
        return skin_colour(face.rgb, face.evidence)
    return np.asarray(np.median(face.rgb.reshape(-1, 3), axis=0), np.uint8)


def _square(picture: RGB) -> RGB:
    """A close-up at print resolution; a smaller one is not enlarged."""
    side = min(_CLOSE_UP, picture.shape[0])
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False)
