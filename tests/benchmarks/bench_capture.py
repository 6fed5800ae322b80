"""The capture screen as a whole: ``pytest -s tests/benchmarks/bench_capture.py``. Not part of the test run.

Targets on two CPU cores at 1920 x 1080: at least 30 pictures a second painted with guidance, an instruction at
most 100 ms after its picture, no stall of the GUI over 50 ms (p99), release within 3 s when the pose is right.

The real screen, presenter, camera judge and guidance run on a source that delivers as a camera's does: NV12, at 30
pictures a second, converted when asked for. CPU time is held to its limits always, the wall clock only where the
machine is at rest; both are printed.
"""
# ruff: noqa: T201 - what it is run for

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PyQt6.QtWidgets import QApplication

from consultant_app.brand import load_brand
from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.pixels import Standard, rgb_from_nv12
from consultant_app.capture.source import Format, FrameSource, Setting, Trouble
from consultant_app.capture.synthetic import Shot, SyntheticSource
from consultant_app.services.guidance import LiveGuide
from consultant_app.ui.camera import Camera
from consultant_app.ui.context import Ui
from consultant_app.ui.language import Language
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.screens.capture import CaptureScreen
from consultant_app.ui.tasks import TaskRunner
from consultant_app.ui.theme import Theme

_RATE, _PICTURES, _SECONDS = 30, 45, 6.0
_BEAT_MS = 5
_SIZE = (1366, 672)
_HERS = {"fringe", "smile"}
"""What the one portrait that may be shown has and guidance rightly minds: set aside, all else is right."""
_AT_REST = 0.5
"""Load of the machine before the run, in cores, below which the wall clock is believed."""

Nv12 = tuple[np.ndarray, np.ndarray]
Clock = Callable[[], float]


@pytest.fixture(scope="module")
def film() -> list[Nv12]:
    """A second and a half of a face held well, as a camera delivers it: brightness, and colour at half size."""
    now = [0.0]
    source = SyntheticSource(lambda: now[0], script=lambda at: Shot(zoom=0.5, x=0.5 + 0.002 * np.sin(4 * at)))
    source.start()
    made = []
    for place in range(_PICTURES):
        now[0] = place / _RATE + 1e-6
        frame = source.latest()
        assert frame is not None
        planes = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2YUV_I420)
        u, v = planes[1080:1350].reshape(540, 960), planes[1350:].reshape(540, 960)
        made.append((np.ascontiguousarray(planes[:1080]), np.stack([u, v], axis=-1)))
    return made


class FilmSource:
    """A ``FrameSource`` that shows a film to and fro; ``at`` is when the camera had the picture."""

    def __init__(self, info: CameraInfo, film: list[Nv12], clock: Clock) -> None:
        self.info, self._film, self._clock = info, film, clock
        self.format: Format | None = Format(1920, 1080, float(_RATE))
        self.trouble: Trouble | None = None
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self._started: float | None = None
        self._shown = -1
        self._frame: Frame | None = None

    def start(self) -> None:
        self._started = self._clock()

    def stop(self) -> None:
        self._started = None

    def latest(self) -> Frame | None:
        if self._started is None:
            return None
        place = int((self._clock() - self._started) * _RATE)
        if place != self._shown:
            self._shown = place
            there = place % (2 * len(self._film) - 2)
            y, uv = self._film[min(there, 2 * len(self._film) - 2 - there)]
            rgb = rgb_from_nv12(y, uv, Standard.BT601, full_range=False)
            self._frame = Frame(rgb, place + 1, self._started + place / _RATE)
        return self._frame

    def lock(self) -> None:
        self.locked = frozenset(Setting)

    def unlock(self) -> None:
        self.locked = frozenset()


class OneCamera:
    """A computer with one camera."""

    def __init__(self, film: list[Nv12], clock: Clock) -> None:
        self._film, self._clock, self._info = film, clock, CameraInfo("film", "Film")

    def devices(self) -> tuple[CameraInfo, ...]:
        return (self._info,)

    def source(self, info: CameraInfo) -> FrameSource:
        return FilmSource(info, self._film, self._clock)

    def watch(self, changed: Callable[[], None]) -> None:
        """It stays where it is."""


@dataclass
class Guiding:
    """A workspace of nothing but the real guidance, with the CPU time of the thread that asks it."""

    calibrations = SimpleNamespace(due=lambda _: None)
    guide: LiveGuide = field(default_factory=lambda: LiveGuide(threads=1))
    busy: float = 0.0
    looks: int = 0
    last_at: float = 0.0

    def open_guide(self) -> "Guiding":
        return self

    def measure(self, rgb: np.ndarray, at: float) -> dict[str, float]:
        start = time.thread_time()
        measures = self.guide.measure(rgb, at)
        self.busy += time.thread_time() - start
        self.looks += 1
        self.last_at = at
        return {key: value for key, value in measures.items() if key not in _HERS}

    def forget(self) -> None:
        self.guide.forget()


class Watch(QObject):
    """Counts what is painted, and listens to the heart of the GUI's thread."""

    def __init__(self, screen: CaptureScreen, presenter: CapturePresenter, guiding: Guiding) -> None:
        super().__init__(screen)
        self._presenter, self._guiding = presenter, guiding
        self.painted: list[float] = []
        self.latency: list[float] = []
        self.gaps: list[float] = []
        self.cpu_gaps: list[float] = []
        self._waiting: float | None = None
        self._beat = (time.monotonic(), time.thread_time())
        self._measured = presenter._measured
        presenter._measured = self._told  # type: ignore[method-assign]
        screen.preview.installEventFilter(self)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beats)
        timer.start(_BEAT_MS)

    def clear(self) -> None:
        for values in (self.painted, self.latency, self.gaps, self.cpu_gaps):
            values.clear()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: ARG002, N802 - Qt's
        frame = self._presenter.frame
        if event is not None and event.type() == QEvent.Type.Paint and frame is not None:
            if not self.painted or self.painted[-1] != frame.at:
                self.painted.append(frame.at)
            if self._waiting is not None:
                self.latency.append(time.monotonic() - self._waiting)
                self._waiting = None
        return False

    def _told(self, measures: dict[str, float]) -> None:
        self._measured(measures)
        # From the picture to the first paint after its measures have been turned into an instruction.
        self._waiting = self._waiting or self._guiding.last_at

    def _beats(self) -> None:
        now = (time.monotonic(), time.thread_time())
        self.gaps.append(now[0] - self._beat[0])
        self.cpu_gaps.append(now[1] - self._beat[1])
        self._beat = now


@dataclass
class Rig:
    """The screen with all that runs behind it."""

    app: QApplication
    tasks: TaskRunner
    camera: Camera
    presenter: CapturePresenter
    screen: CaptureScreen
    guiding: Guiding

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            self.app.processEvents()
            time.sleep(0.0005)


MakeRig = Callable[[Clock], Rig]


@pytest.fixture
def make_rig(qapp: QApplication, film: list[Nv12], tmp_path: Path) -> Iterator[MakeRig]:
    theme = Theme(load_brand())
    theme.dress(qapp)
    tasks = TaskRunner()
    ui = Ui(theme, Language("en"), tasks)
    preferences = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    made: list[Rig] = []

    def make(clock: Clock) -> Rig:
        camera, guiding = Camera(lambda: OneCamera(film, clock), clock), Guiding()
        presenter = CapturePresenter(guiding, tasks, camera, preferences, clock)  # type: ignore[arg-type]
        screen = CaptureScreen(ui, presenter, lambda: None)
        screen.resize(*_SIZE)
        screen.show()
        made.append(Rig(qapp, tasks, camera, presenter, screen, guiding))
        return made[-1]

    yield make
    for rig in made:
        rig.presenter.close()
        rig.run(30.0, lambda: not tasks.busy)
        rig.screen.close()
    ui.language.release()
    tasks.close()


def _at(values: list[float], share: float) -> float:
    return 1000 * float(np.quantile(values, share))


def test_a_preview_with_guidance(make_rig: MakeRig) -> None:
    load, rig = os.getloadavg()[0], make_rig(time.monotonic)
    watch = Watch(rig.screen, rig.presenter, rig.guiding)
    rig.presenter.set_automatic(False)
    rig.presenter.open()
    rig.run(60.0, lambda: rig.guiding.looks > 5)
    watch.clear()
    looks, guided, gui, cpu, start = (
        rig.guiding.looks, rig.guiding.busy, time.thread_time(), time.process_time(), time.monotonic()
    )  # fmt: skip
    rig.run(_SECONDS)
    seconds = time.monotonic() - start
    looks, guided = rig.guiding.looks - looks, rig.guiding.busy - guided
    gui, cpu, pictures = time.thread_time() - gui, time.process_time() - cpu, len(watch.painted)
    print(
        f"\nload before {load:.1f}; {pictures / seconds:.1f} pictures/s painted, {looks / seconds:.1f}/s guided"
        f"\nCPU: GUI {1000 * gui / pictures:.1f} ms a picture, guidance {1000 * guided / looks:.1f} ms a look, "
        f"all threads {1000 * cpu / pictures:.1f} ms a picture"
        f"\nfrom picture to instruction on screen: median {_at(watch.latency, 0.5):.0f} ms, "
        f"95 % {_at(watch.latency, 0.95):.0f} ms"
        f"\nheartbeat, wall: p99 {_at(watch.gaps, 0.99):.0f} ms, longest {_at(watch.gaps, 1):.0f} ms; "
        f"own CPU: p99 {_at(watch.cpu_gaps, 0.99):.0f} ms, longest {_at(watch.cpu_gaps, 1):.0f} ms"
    )
    per_picture = gui / pictures, guided / looks
    assert max(per_picture) < 1 / _RATE
    # At worst a picture just misses a look, waits for the next, and that one's paint.
    assert sum(per_picture) + 1 / _RATE < 0.100
    assert _at(watch.cpu_gaps, 0.99) < 50
    if load < _AT_REST:
        assert pictures / seconds > _RATE - 1
        assert _at(watch.latency, 0.95) < 100
        assert _at(watch.gaps, 0.99) < 50


@dataclass
class Busy:
    """A clock of which pictures at camera rate and CPU time are the only hands, whatever else the machine does."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def test_from_the_camera_to_the_release_in_cpu_time(make_rig: MakeRig) -> None:
    """All threads' CPU time one after the other: more than any machine with a second core needs."""
    clock = Busy()
    rig = make_rig(clock)
    released: list[float] = []
    rig.presenter.released.connect(lambda _: released.append(clock.now))
    rig.presenter.open()
    # The guidance's models are loaded once, when the screen is first opened: not what is measured.
    rig.run(60.0, lambda: not rig.tasks.busy)
    rig.camera._timer.stop()
    start = clock.now
    while not released and clock.now - start < 10:
        gui, guided = time.thread_time(), rig.guiding.busy
        rig.camera.poll()
        rig.app.processEvents()
        gui = time.thread_time() - gui
        rig.run(60.0, lambda: not rig.tasks.busy)
        clock.now += max(1 / _RATE, gui + rig.guiding.busy - guided)
    print(f"\nfrom the first picture to the release, in CPU time: {released[0] - start:.2f} s")
    assert released[0] - start < 3.0


@pytest.mark.parametrize("known", [False, True], ids=["first client", "next client"])
def test_from_the_camera_to_the_release(make_rig: MakeRig, *, known: bool) -> None:
    load, rig = os.getloadavg()[0], make_rig(time.monotonic)
    released: list[float] = []
    rig.presenter.released.connect(lambda _: released.append(time.monotonic()))
    if known:
        rig.presenter.set_automatic(False)
        rig.presenter.open()
        rig.run(60.0, lambda: rig.guiding.looks > 2)
        rig.presenter.close()
        rig.presenter.set_automatic(True)
    start = time.monotonic()
    rig.presenter.open()
    rig.run(60.0, lambda: rig.presenter.live)
    live = time.monotonic()
    rig.run(20.0, lambda: bool(released))
    took = f"{released[0] - start:.2f} s" if released else "more than 20 s"
    print(f"\nload before {load:.1f}; from opening to a live picture {live - start:.2f} s, to the release {took}")
    if load < _AT_REST:
        assert released
        assert released[0] - start < 3.0
