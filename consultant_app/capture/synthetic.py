"""A camera that needs no camera: a still portrait that moves, comes nearer and changes its light, with noise.

For demonstrations and tests; whoever shows it says so by its name.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from skimage import data

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.source import Format, Setting, Trouble
from consultant_app.domain.photo import RGB

SYNTHETIC_ID = "synthetic"
_NOISE, _MIDDLE = 3, 9
"""Standard deviation of the drawn sensor noise and the level around which it is kept, levels of 255."""

_LARGE = 720


@dataclass(frozen=True, slots=True)
class Shot:
    """How the still is shown.

    Attributes:
        zoom: Height of the face over the height of the picture.
        x: Middle of the face, 0 (left) to 1.
        y: The same from the top.
        roll: Degrees, clockwise on the picture.
        light: Factor on the pixel values.
    """

    zoom: float = 0.45
    x: float = 0.5
    y: float = 0.5
    roll: float = 0.0
    light: float = 1.0


@dataclass(frozen=True, eq=False)
class Still:
    """A portrait and where its face is: middle (x, y) and height of the face in its pixels."""

    rgb: RGB
    face: tuple[float, float]
    height: float


def astronaut() -> Still:
    """A portrait that may be shown: Eileen Collins, NASA, public domain; shipped with scikit-image."""
    rgb = np.ascontiguousarray(data.astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]
    return Still(rgb, (225.0, 117.0), 118.0)


def arriving(at: float) -> Shot:
    """The script of the demonstration: she steps nearer within four seconds, then stands almost still."""
    come = min(1.0, at / 4.0)
    sway = math.sin(at * 1.1)
    return Shot(
        zoom=0.26 + 0.24 * come,
        x=0.5 + 0.12 * (1 - come) + 0.002 * sway,
        y=0.5 + 0.001 * math.cos(at * 1.7),
        light=0.72 + 0.28 * come + 0.004 * sway,
    )


class SyntheticSource:
    """A ``FrameSource`` that draws; each picture is drawn when it is asked for."""

    def __init__(
        self,
        clock: Callable[[], float],
        still: Still | None = None,
        script: Callable[[float], Shot] = arriving,
        shown: Format = Format(1920, 1080, 30.0),  # noqa: B008 - an immutable value
        name: str = "",
    ) -> None:
        """Draw a scene.

        Args:
            clock: Seconds.
            still: What is shown; scikit-image's astronaut by default.
            script: Seconds since the start -> how it is shown.
            shown: Size and rate.
            name: How the picker calls it.
        """
        self.info = CameraInfo(SYNTHETIC_ID, name)
        self.format: Format | None = shown
        self.trouble: Trouble | None = None
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self._clock = clock
        self._still = still or astronaut()
        self._script = script
        self._shown = shown
        self._noise = _noise_tile(shown)
        self._started: float | None = None
        self._place = -1
        self._number = 0
        self._frame: Frame | None = None

    def start(self) -> None:
        """Begin the script."""
        self._started, self._place, self._frame = self._clock(), -1, None

    def stop(self) -> None:
        """Draw no more."""
        self._started, self._frame = None, None

    def latest(self) -> Frame | None:
        """The picture of this moment."""
        if self._started is None:
            return None
        place = int((self._clock() - self._started) * self._shown.rate)
        if place != self._place:
            self._place = place
            self._number += 1
            self._frame = Frame(self._drawn(place), self._number, self._clock())
        return self._frame

    def lock(self) -> None:
        """Keep all three: a drawing has no automatics."""
        self.locked = frozenset(Setting)

    def unlock(self) -> None:
        """Give them up."""
        self.locked = frozenset()

    def _drawn(self, place: int) -> RGB:
        shot = self._script(place / self._shown.rate)
        wide, high = self._shown.width, self._shown.height
        # A still is enlarged several times: drawn at half the size and doubled it looks the same in half the time.
        part = 2 if min(wide, high) >= _LARGE else 1
        scale = shot.zoom * high / part / self._still.height
        turn = cv2.getRotationMatrix2D(self._still.face, -shot.roll, scale)
        turn[:, 2] += np.array([shot.x * wide, shot.y * high]) / part - np.array(self._still.face)
        drawn = (wide // part, high // part)
        picture = cv2.warpAffine(self._still.rgb, turn, drawn, borderMode=cv2.BORDER_REFLECT_101)
        if part > 1:
            picture = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_LINEAR)
        # The noise is drawn unsigned, which is several times as fast to add; its middle is taken off here.
        levels = np.clip(np.arange(256) * shot.light - _MIDDLE, 0, 255).round().astype(np.uint8)
        shift = 37 * place % high
        return np.asarray(cv2.add(cv2.LUT(picture, levels), self._noise[shift : shift + high]), np.uint8)


def _noise_tile(shown: Format) -> RGB:
    """Noise around ``_MIDDLE``, uint8 [2 H, W, 3]; shifted windows of it never repeat from picture to picture."""
    drawn = np.random.default_rng(7).normal(_MIDDLE, _NOISE, (shown.height, shown.width, 3))
    return np.concatenate([drawn, drawn]).round().clip(0, 2 * _MIDDLE).astype(np.uint8)
