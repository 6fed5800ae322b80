"""What every source of live pictures offers, and which of a camera's formats is taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from consultant_app.capture.frame import CameraInfo, Frame

WANTED_WIDTH, WANTED_HEIGHT = 1920, 1080
WANTED_RATE = 24.0
"""Below, guidance lags behind the head that it guides."""
_USABLE_RATE = 12.0
_BUSY_WORDS = ("busy", "in use", "0xc00d3704", "0xc00d3ea3", "exclusive")
_PERMISSION_WORDS = ("permission", "denied", "not authorized", "0x80070005")
_ENOUGH_RATE = 30.0
"""Above, each picture is exposed for a shorter time, hence noisier, and nothing is gained."""


class Trouble(StrEnum):
    """Why a source cannot deliver."""

    UNPLUGGED = "unplugged"
    BUSY = "busy"
    PERMISSION = "permission"
    UNKNOWN = "unknown"


class Setting(StrEnum):
    """What a camera chooses by itself and may be told to keep."""

    EXPOSURE = "exposure"
    WHITE_BALANCE = "white_balance"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class Format:
    """A size in pixels and a rate in pictures a second that a camera can deliver."""

    width: int
    height: int
    rate: float


class FrameSource(Protocol):
    """One camera. All calls come from one thread; none waits for the device."""

    @property
    def info(self) -> CameraInfo:
        """Which camera it is."""
        ...

    @property
    def format(self) -> Format | None:
        """What was asked of it; ``None`` before the start, and where it cannot be asked."""
        ...

    @property
    def trouble(self) -> Trouble | None:
        """Why it does not deliver; ``None`` while nothing is known to be wrong."""
        ...

    @property
    def starting(self) -> bool:
        """Whether the driver, or the person who is asked for permission, is still busy with the start."""
        ...

    @property
    def locked(self) -> frozenset[Setting]:
        """What it keeps since ``lock``: only what the driver really took over."""
        ...

    def start(self) -> None:
        """Begin to deliver; what goes wrong appears in ``trouble``, now or later."""
        ...

    def stop(self) -> None:
        """Let go of the device; may be called at any time."""
        ...

    def latest(self) -> Frame | None:
        """The newest picture; the same object until a newer one came. ``None`` before the first."""
        ...

    def lock(self) -> None:
        """Keep exposure, white balance and focus as they are now, as far as the driver allows."""
        ...

    def unlock(self) -> None:
        """Let the camera choose by itself again."""
        ...


class Cameras(Protocol):
    """The cameras of this computer. Used from one thread."""

    def devices(self) -> tuple[CameraInfo, ...]:
        """Those that are plugged in now, the system's own default first."""
        ...

    def source(self, info: CameraInfo) -> FrameSource:
        """The source of a camera, not started; also of one that is not plugged in now."""
        ...

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` whenever a camera comes or goes, where the platform tells."""
        ...


def trouble_of(words: str, *, plugged_in: bool) -> Trouble:
    """What a driver's own words mean; there is no error code that all of them share."""
    told = words.lower()
    if not plugged_in:
        return Trouble.UNPLUGGED
    if any(word in told for word in _PERMISSION_WORDS):
        return Trouble.PERMISSION
    return Trouble.BUSY if any(word in told for word in _BUSY_WORDS) else Trouble.UNKNOWN


def best_format(formats: Iterable[Format]) -> Format | None:
    """The format that shows the most skin without lagging; ``None`` of none.

    A steady rate comes first, for guidance depends on it; then as many pixels as a face can use: at 1920 x 1080 a
    well-placed face is as large as the crop that is scored, and more only heats the laptop. Of several that reach
    this, the smallest, then the one nearest to 30 pictures a second.
    """

    def worth(shown: Format) -> tuple[int, float, float, float]:
        steady = 2 if shown.rate >= WANTED_RATE else 1 if shown.rate >= _USABLE_RATE else 0
        pixels = shown.width * shown.height
        wide, high = max(shown.width, shown.height), min(shown.width, shown.height)
        short = min(1.0, wide / WANTED_WIDTH) * min(1.0, high / WANTED_HEIGHT)
        return steady, short, -float(pixels), -abs(shown.rate - _ENOUGH_RATE)

    return max(formats, key=worth, default=None)
