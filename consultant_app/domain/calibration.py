"""What a counter knows of one camera's colours: the correction, how well it fits, and when it is due again."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consultant_app.domain.errors import ConsultantError
from consultant_app.texts import texts

LASTS = timedelta(days=30)
"""How long a calibration is trusted: lamps age, and somebody moves them."""
BACKGROUND_LIMIT, SKIN_LIMIT = 0.12, 0.30
"""Drift of the light, in log ratios, that is worth a reminder, seen on the counter's own background and on skin.

The same wall is compared with itself, skins with skins of other people: docs/colour.md tells how far each strays.
"""
FEWEST = 5
"""Photos from which drift is told: one client's scarf is not the light."""

Row = tuple[float, float, float]
Matrix = tuple[Row, Row, Row]
"""Takes linear RGB of the camera to linear sRGB."""

LogRatios = tuple[float, float]
"""Natural logarithms of red to green and of blue to green, in linear light: the colour of a light."""


class CardKind(StrEnum):
    """What is held before the camera."""

    CHART = "chart"
    GREY = "grey"


class Due(StrEnum):
    """Why a camera should be calibrated again."""

    OLD = "old"
    DRIFTED = "drifted"


class CalibrationError(ConsultantError):
    """The card could not be read.

    Attributes:
        key: Stable machine key: ``no_chart``, ``no_card``, ``small``, ``blurred``, ``over_exposed``,
            ``under_exposed``, ``uneven``, ``unlike``, ``not_saved``. Its words are ``calibration.KEY``.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(texts("en")(f"calibration.{key}", **values))
        self.key = key
        self._values = values

    def told(self, language: str) -> str:
        """The text in a language."""
        return texts(language)(f"calibration.{self.key}", **self._values)


@dataclass(frozen=True, slots=True)
class CounterCalibration:
    """One camera in one light.

    Attributes:
        camera_id: The camera's stable key.
        camera_name: Its name when it was calibrated.
        at: When, aware.
        kind: What was held before it.
        matrix: Linear RGB of the camera to linear sRGB.
        delta_e_before: Mean CIEDE2000 of the card's patches to their printed values, uncorrected.
        delta_e_after: The same, corrected; of a grey card what is left on that card, so nearly nothing.
        illuminant: What the camera made of grey.
        background: What it made of the background behind the card; ``None`` where none was seen.
    """

    camera_id: str
    camera_name: str
    at: datetime
    kind: CardKind
    matrix: Matrix
    delta_e_before: float
    delta_e_after: float
    illuminant: LogRatios
    background: LogRatios | None = None

    def __post_init__(self) -> None:
        """Refuse what no calibration could have given: a file may have been edited by hand.

        Raises:
            ValueError: a number is not finite, the matrix is no mild change, or the time knows no zone.
        """
        numbers = [value for row in self.matrix for value in row]
        numbers += [self.delta_e_before, self.delta_e_after, *self.illuminant, *(self.background or ())]
        if len(self.matrix) != 3 or any(len(row) != 3 for row in self.matrix):
            raise ValueError("the matrix must have three rows of three numbers")
        if not all(math.isfinite(value) for value in numbers) or max(map(abs, numbers[:9])) > 10:
            raise ValueError("a number of the calibration is out of range")
        if self.at.tzinfo is None:
            raise ValueError("the time of a calibration needs a zone")


@dataclass(frozen=True, slots=True)
class LightSeen:
    """The light of one photo as its background and its skin tell it; ``None`` where that was not seen."""

    background: LogRatios | None
    skin: LogRatios | None


def drift(calibration: CounterCalibration, seen: Sequence[LightSeen]) -> float | None:
    """How far the light of recent photos is from that of the calibration, as a multiple of what is worth a word.

    The background is compared where it was seen in both, skin where not. ``None`` where too few photos tell.
    """
    behind = [light.background for light in seen if light.background is not None]
    if calibration.background is not None and len(behind) >= FEWEST:
        return _apart(behind, calibration.background) / BACKGROUND_LIMIT
    skin = [light.skin for light in seen if light.skin is not None]
    return _apart(skin, calibration.illuminant) / SKIN_LIMIT if len(skin) >= FEWEST else None


def due(calibration: CounterCalibration, now: datetime, seen: Sequence[LightSeen] = ()) -> Due | None:
    """Whether, and why, the camera should be calibrated again; changed light before age."""
    moved = drift(calibration, seen)
    if moved is not None and moved > 1:
        return Due.DRIFTED
    return Due.OLD if now - calibration.at > LASTS else None


def _apart(lights: Sequence[LogRatios], reference: LogRatios) -> float:
    return math.hypot(*(statistics.median(light[i] for light in lights) - reference[i] for i in (0, 1)))
