"""Small fakes of cameras, guidance and calibration."""

import time
from collections.abc import Callable

import numpy as np
from skimage.data import astronaut

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.source import Format, Setting, Trouble
from consultant_app.domain.calibration import CalibrationError, CardKind, CounterCalibration, Due
from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.colour_correction import ColourCorrection
from consultant_app.services.calibration import Proposal
from tests.ui.made_results import NOW


class FakeGuide:
    """Measures what the test wants it to; by default nobody is there."""

    def __init__(self) -> None:
        self.measures: dict[str, float] = {"faces": 0.0}
        self.problem: ConsultantError | None = None
        self.seen: list[float] = []
        self.forgotten = 0

    def measure(self, rgb: np.ndarray, at: float) -> dict[str, float]:  # noqa: ARG002
        self.seen.append(at)
        return dict(self.measures)

    def forget(self) -> None:
        self.forgotten += 1


class FakeSource:
    """A camera that delivers what it is told, by a clock that is moved by hand or runs by itself."""

    def __init__(self, info: CameraInfo, clock: Callable[[], float], rig: "FakeCameras") -> None:
        self.info, self._clock, self._rig = info, clock, rig
        self.format = Format(64, 48, 30.0)
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self.running = False
        self._frame: Frame | None = None

    @property
    def trouble(self) -> Trouble | None:
        return self._rig.trouble if self.running else None

    def start(self) -> None:
        self.running = True
        self._rig.starts.append(self.info.id)

    def stop(self) -> None:
        self.running = False

    def latest(self) -> Frame | None:
        if not self.running or self.trouble is not None or self._rig.silent:
            return None
        now = self._clock()
        if self._frame is None or now - self._frame.at > 0.03:
            self._frame = Frame(self._rig.picture(), len(self._rig.starts) * 1000, now)
        return self._frame

    def lock(self) -> None:
        self.locked = frozenset(Setting)

    def unlock(self) -> None:
        self.locked = frozenset()


class FakeCalibrations:
    """Reads a card as soon as the test holds one up."""

    def __init__(self) -> None:
        self.problem: ConsultantError | None = CalibrationError("no_chart")
        self.full = False
        self.kept: dict[str, CounterCalibration] = {}
        self.reminder: Due | None = None
        self.asked: list[CardKind] = []

    def of(self, camera_id: str) -> CounterCalibration | None:
        return self.kept.get(camera_id)

    def propose(self, rgb: np.ndarray, camera_id: str, camera_name: str, kind: CardKind) -> Proposal:  # noqa: ARG002
        self.asked.append(kind)
        if self.problem is not None:
            raise self.problem
        after = ColourCorrection(np.diag([0.85, 1.0, 1.3]))(astronaut())
        after_error = 1.1 if kind is CardKind.CHART else 0.0
        made = CounterCalibration(
            camera_id,
            camera_name,
            NOW,
            kind,
            ((0.85, 0, 0), (0, 1, 0), (0, 0, 1.3)),
            7.2,
            after_error,
            (0.1, -0.2),
        )
        return Proposal(made, astronaut(), after, np.zeros((4, 2), np.float32))

    def save(self, calibration: CounterCalibration) -> None:
        if self.full:
            raise CalibrationError("not_saved", why="No space left")
        self.kept[calibration.camera_id] = calibration

    def forget(self, camera_id: str) -> None:
        self.kept.pop(camera_id)

    def due(self, camera_id: str) -> Due | None:
        return self.reminder if camera_id in self.kept else None


class FakeCameras:
    """Two cameras on a desk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._noise = np.random.default_rng(11)
        self.plugged = [CameraInfo("built-in", "Integrated Webcam HD"), CameraInfo("usb", "Logi 4K Pro")]
        self.trouble: Trouble | None = None
        self.silent = False
        self.level = 120
        self.starts: list[str] = []
        self.sources: list[FakeSource] = []
        self.changed: Callable[[], None] = lambda: None

    def picture(self) -> np.ndarray:
        return (self.level + self._noise.integers(-15, 15, (48, 64, 3))).clip(0, 255).astype(np.uint8)

    def devices(self) -> tuple[CameraInfo, ...]:
        return tuple(self.plugged)

    def source(self, info: CameraInfo) -> FakeSource:
        self.sources.append(FakeSource(info, self._clock, self))
        return self.sources[-1]

    def watch(self, changed: Callable[[], None]) -> None:
        self.changed = changed
