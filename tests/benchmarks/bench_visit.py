"""A whole visit on the real window and the real engine: ``pytest -s tests/benchmarks/bench_visit.py``.

Targets on two CPU cores: any change of screen within 150 ms, photo to result on screen within 1.5 s, and from the
import of the photo to the report no stall of the GUI over 50 ms (p99). Not part of the test run.

A change of screen is timed from the touch until the new screen has been painted with what it shows at first. CPU
time is held to the limits always, the wall clock only where the machine is at rest; both are printed. Of a stall,
the CPU time is that of the GUI's own thread: what it did, not what it waited for.
"""
# ruff: noqa: T201 - what it is run for

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QObject, QSettings, Qt, QTimer
from PyQt6.QtWidgets import QApplication
from skimage.data import astronaut

from consultant_app.services.workspace import open_workspace
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.rooms import Rooms
from consultant_app.ui.tasks import TaskRunner
from tests.ui.conftest import made_ui

CHANGE, RESULT, STALL = 0.150, 1.5, 0.050
_BEAT_MS, _AT_REST, _SIDE = 5, 0.5, 1600
_CORES = 2


class Heart(QObject):
    """Beats on the GUI's thread, and notes how long each beat was kept waiting."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self.cpu_gaps: list[float] = []
        self._last = (time.monotonic(), time.thread_time())
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start(_BEAT_MS)

    def _beat(self) -> None:
        now = (time.monotonic(), time.thread_time())
        self.gaps.append(now[0] - self._last[0])
        self.cpu_gaps.append(now[1] - self._last[1])
        self._last = now


class Stage:
    """The window, and a stopwatch."""

    def __init__(self, app: QApplication, window: MainWindow, tasks: TaskRunner) -> None:
        self.app, self.window, self._tasks = app, window, tasks
        self.load = os.getloadavg()[0]

    @property
    def rooms(self) -> Rooms:
        assert self.window.rooms is not None
        return self.window.rooms

    def wait(self, until: Callable[[], bool], seconds: float = 300.0) -> None:
        end = time.monotonic() + seconds
        while not until():
            self.app.processEvents()
            time.sleep(0.0005)
            assert time.monotonic() < end

    def settle(self) -> None:
        self.wait(lambda: not self._tasks.busy)

    def timed(self, name: str, act: Callable[[], None], until: Callable[[], bool]) -> tuple[float, float, float]:
        """Seconds of the wall clock, of the GUI's thread and of all threads, until what comes is painted."""
        self.settle()
        start = time.monotonic(), time.thread_time(), time.process_time()
        act()
        self.wait(until)
        self.window.repaint()
        ends = time.monotonic(), time.thread_time(), time.process_time()
        wall, gui, cpu = (end - begin for end, begin in zip(ends, start, strict=True))
        print(f"{name}: {1000 * wall:.0f} ms; CPU: GUI {1000 * gui:.0f} ms, all threads {1000 * cpu:.0f} ms")
        return wall, gui, cpu


@pytest.fixture
def closed_door() -> None:
    """The window's door is opened by its PIN here."""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    portrait = cv2.resize(astronaut()[:260, 100:360], (_SIDE, _SIDE), interpolation=cv2.INTER_CUBIC)
    path = tmp_path / "portrait.jpg"
    Image.fromarray(np.ascontiguousarray(portrait)).save(path, quality=95)
    return path


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    tasks = TaskRunner()
    ui = made_ui(qapp, tasks)
    preferences = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    opening = partial(open_workspace, tmp_path / "store", "file", demonstration=True)
    window = MainWindow(ui, opening, preferences, Dialogs(report=lambda _, name: tmp_path / name))
    window.show()
    window.open_workspace()
    made = Stage(qapp, window, tasks)
    made.wait(lambda: window.door is not None and window.door.presenter.loaded and not tasks.busy)
    window.door.presenter.unlock("2580")
    made.wait(lambda: window.rooms is not None and window.rooms.clients.searched)
    made.settle()
    yield made
    made.settle()
    window.lock()
    store = window.workspace.store
    window.close()
    from consultant_app.ui.tasks import Lane

    tasks.run(Lane.STORE, store.close, lambda _: None)
    made.settle()
    ui.language.release()
    tasks.close()


def _analysed(stage: Stage, photo: Path, name: str) -> tuple[float, float, float]:
    rooms = stage.rooms
    ready = lambda: rooms.visit.phase is Phase.READY  # noqa: E731 - a condition
    return stage.timed(name, lambda: rooms.analyse(photo), ready)


def test_a_whole_visit(stage: Stage, photo: Path) -> None:
    rooms = stage.rooms
    client = next(each.id for each in rooms.clients.found)
    changes = [
        stage.timed(
            "home to client",
            lambda: rooms.clients_screen.chosen.emit(client),
            lambda: rooms.here is rooms.client_screen,
        )
    ]
    stage.settle()
    print(f"\nload before {stage.load:.1f}")
    heart = Heart(stage.window)
    first = _analysed(stage, photo, "photo to result, the first")
    for name, tab in (("result to difference", "difference"), ("to routine", "routine"), ("to result", "result")):
        changes.append(stage.timed(name, partial(rooms.visit_screen.show_tab, tab), lambda: True))
    mapped = next(key for key in rooms.visit_screen.result.items if rooms.visit.has_map(key))
    drawn = lambda: rooms.visit.heat is not None  # noqa: E731 - a condition
    stage.timed("a criterion, until its map", partial(rooms.visit.select, mapped), drawn)
    changes.append(stage.timed("result to report", rooms.export, lambda: rooms.here is rooms.report.screen))
    stage.timed("the report's pages", lambda: None, lambda: rooms.report.presenter.pdf is not None)
    stage.settle()
    changes.append(stage.timed("report to result", rooms.back, lambda: rooms.here is rooms.visit_screen))
    rooms.visit.save()
    stage.settle()
    changes.append(stage.timed("result to client", rooms.back, lambda: rooms.here is rooms.client_screen))
    stage.settle()
    second = _analysed(stage, photo, "photo to result, the next")
    changes.append(stage.timed("settings", stage.window._open_settings, lambda: True))
    gaps, own = (1000 * np.quantile(each, (0.99, 1.0)) for each in (heart.gaps, heart.cpu_gaps))
    print(
        f"heartbeat of {len(heart.gaps)} beats, wall: p99 {gaps[0]:.0f} ms, longest {gaps[1]:.0f} ms; "
        f"own CPU: p99 {own[0]:.0f} ms, longest {own[1]:.0f} ms"
    )
    assert max(gui for _, gui, _ in changes) < CHANGE
    # Both cores busy all the time would take half the CPU time: more than that no machine can be asked.
    assert max(first[2], second[2]) < _CORES * RESULT
    assert own[0] < 1000 * STALL
    if stage.load < _AT_REST:
        assert max(wall for wall, _, _ in changes) < CHANGE
        assert max(first[0], second[0]) < RESULT
        assert gaps[0] < 1000 * STALL
