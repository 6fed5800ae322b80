"""Use case: calibrate a counter's camera, and let its photos profit.

What is kept is no personal data: a small JSON file beside the store, one entry a camera.
"""

import json
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import (
    CalibrationError,
    CardKind,
    CounterCalibration,
    Due,
    LightSeen,
    due,
)
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.files import write_atomically
from consultant_app.imaging.colour_chart import read_chart
from consultant_app.imaging.colour_correction import ColourCorrection, fit_chart, fit_grey
from consultant_app.imaging.grey_card import read_card
from consultant_app.imaging.light_estimate import background_light, skin_light

_log = logging.getLogger(__name__)

_FORM = "cameras.1"
"""Name of the list in the file, with the version of its form: another version is not found, and left aside."""
_REMEMBERED = 12
"""Photos whose light is remembered, for each camera, until the program ends: those of about a day."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """A calibration that is not in force yet.

    Attributes:
        calibration: What would be kept.
        before: The picture of the card uint8 [H, W, 3].
        after: The same, corrected.
        outline: Corners of the card in it, float32 [4, 2].
    """

    calibration: CounterCalibration
    before: RGB
    after: RGB
    outline: NDArray[np.float32]


class CalibrationService:
    """The calibrations of this counter's cameras. Any thread; a calibration in force is replaced as a whole."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Read what is kept in ``path``; a damaged file is left aside, for a card is quickly held up again.

        Args:
            path: The JSON file; made with the first calibration.
            now: The time, aware.
        """
        self._path = path
        self._now = now
        self._known: Mapping[str, CounterCalibration] = _read(path)
        self._seen: dict[str, deque[LightSeen]] = {}

    def of(self, camera_id: str) -> CounterCalibration | None:
        """The calibration of a camera; ``None`` where it has none."""
        return self._known.get(camera_id)

    def known(self) -> tuple[CounterCalibration, ...]:
        """Every calibration in force."""
        return tuple(self._known.values())

    def propose(self, rgb: RGB, camera_id: str, camera_name: str, kind: CardKind) -> Proposal:
        """Read the card on a picture uint8 [H, W, 3] as the camera gave it; up to a second, nothing is kept.

        Raises:
            CalibrationError: no card can be read there; the text says why and what to do.
        """
        if kind is CardKind.CHART:
            chart = read_chart(rgb)
            fitted, outline = fit_chart(chart), chart.outline
        else:
            card = read_card(rgb)
            fitted, outline = fit_grey(card.light), card.outline
        calibration = CounterCalibration(
            camera_id,
            camera_name,
            self._now(),
            kind,
            fitted.correction.rows,
            round(fitted.before, 2),
            round(fitted.after, 2),
            fitted.illuminant,
            background_light(rgb, outline),
        )
        return Proposal(calibration, rgb, fitted.correction(rgb), outline)

    def save(self, calibration: CounterCalibration) -> None:
        """Put a calibration in force, in place of the camera's former one.

        Raises:
            CalibrationError: the file cannot be written; the former one stays in force.
        """
        self._write({**self._known, calibration.camera_id: calibration})
        self._seen.pop(calibration.camera_id, None)

    def forget(self, camera_id: str) -> None:
        """Take a camera's pictures as they are from now on.

        Raises:
            CalibrationError: the file cannot be written; the calibration stays in force.
        """
        self._write({key: kept for key, kept in self._known.items() if key != camera_id})

    def corrected(self, rgb: RGB, camera_id: str) -> RGB:
        """A picture uint8 [H, W, 3] of a camera in true colours; itself where the camera was never calibrated."""
        known = self._known.get(camera_id)
        return rgb if known is None else ColourCorrection(np.array(known.matrix))(rgb)

    def saw(self, raw: RGB, photo: AnalysedPhoto, camera_id: str) -> None:
        """Remember the light of a photo.

        Args:
            raw: The picture as the camera gave it.
            photo: What was found on it, in the same pixels.
            camera_id: The camera.
        """
        face = photo.zone_polygons.get(Zone.FACE)
        if face is None or camera_id not in self._known:
            return
        seen = LightSeen(background_light(raw, face), skin_light(_skin(raw, photo)))
        self._seen.setdefault(camera_id, deque(maxlen=_REMEMBERED)).append(seen)

    def due(self, camera_id: str) -> Due | None:
        """Whether, and why, a calibrated camera should be calibrated again."""
        known = self._known.get(camera_id)
        return None if known is None else due(known, self._now(), tuple(self._seen.get(camera_id, ())))

    def _write(self, known: Mapping[str, CounterCalibration]) -> None:
        cameras = [{**asdict(one), "at": one.at.isoformat()} for one in known.values()]
        text = json.dumps({_FORM: cameras}, indent=1, ensure_ascii=False)
        try:
            write_atomically(self._path, f"{text}\n".encode())
        except OSError as error:
            raise CalibrationError("not_saved", why=error.strerror or str(error)) from error
        self._known = known


def _skin(raw: RGB, photo: AnalysedPhoto) -> NDArray[np.uint8]:
    """The pixels of the visible skin, thinned out, uint8 [N, 3]; none where no map says where it is."""
    skin = photo.evidence.skin
    if skin is None:
        return raw[:0, 0]
    size = (skin.shape[1], skin.shape[0])
    crop = cv2.warpAffine(raw, photo.evidence.crop_from_photo, size, flags=cv2.INTER_LINEAR)
    return np.asarray(crop, np.uint8)[skin]


def _read(path: Path) -> dict[str, CounterCalibration]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {one.camera_id: one for one in map(_from_json, data[_FORM])}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning(
            "the calibrations in %s cannot be read (%s): cameras count as not calibrated", path.name, error
        )
        return {}


def _from_json(item: dict[str, Any]) -> CounterCalibration:
    behind = item["background"]
    red, green, blue = (tuple(map(float, row)) for row in item["matrix"])
    return CounterCalibration(
        **{
            **item,
            "at": datetime.fromisoformat(item["at"]),
            "kind": CardKind(item["kind"]),
            "matrix": (red, green, blue),
            "illuminant": tuple(map(float, item["illuminant"])),
            "background": None if behind is None else tuple(map(float, behind)),
        }
    )
