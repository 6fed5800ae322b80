"""The one place that runs work off the GUI thread and brings its outcome back onto it.

Three lanes, because their resources differ: the store knows one connection thread, an inference session allows one
run at a time, and everything else (drawing a heat map, writing a PDF) may share a small pool.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TypeVar, cast

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from consultant_app.domain.errors import ConsultantError

T = TypeVar("T")


class Lane(StrEnum):
    """Which executor runs a piece of work."""

    STORE = "store"
    INFERENCE = "inference"
    POOL = "pool"


_THREADS = {Lane.STORE: 1, Lane.INFERENCE: 1, Lane.POOL: 2}


def _nobody(_: object) -> None:
    """Takes an outcome that nobody waits for any more."""


class Task(QObject):
    """One piece of work under way. Lives on the GUI thread; only ``work_off`` runs elsewhere.

    Signals:
        ended: the task has delivered its outcome, or was cancelled; it will call nobody any more.
    """

    ended = pyqtSignal()
    _came = pyqtSignal(object, object)

    def __init__(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[ConsultantError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._done = done
        self._failed = failed
        self._wanted = True
        # Emitted on a lane's thread, received here: Qt queues it onto the GUI thread.
        self._came.connect(self._deliver)

    def cancel(self) -> None:
        """Drop the outcome. Work that already runs is finished, but nobody is told (GUI thread)."""
        self._wanted = False

    def mute(self) -> None:
        """Do the work, but tell nobody: whoever asked is gone (GUI thread). A bug is still raised."""
        self._done = self._failed = _nobody

    def work_off(self) -> None:
        """Do the work (lane's thread). Whatever is raised travels to the GUI thread as it is."""
        if not self._wanted:
            self._came.emit(None, None)
            return
        try:
            outcome = self._work()
        except Exception as error:  # noqa: BLE001 - not judged here: delivered, and judged by family there
            self._came.emit(None, error)
        else:
            self._came.emit(outcome, None)

    @pyqtSlot(object, object)
    def _deliver(self, outcome: object, error: object) -> None:
        wanted, self._wanted = self._wanted, False
        self.ended.emit()
        self.deleteLater()
        if not wanted:
            return
        if error is None:
            self._done(outcome)
        elif isinstance(error, ConsultantError):
            self._failed(error)
        else:
            # A bug: into the excepthook, which writes the log and shows the crash dialog.
            raise cast("Exception", error)


class TaskRunner(QObject):
    """Runs work on its lane and delivers the outcome on the GUI thread.

    Signals:
        failed: an environment error that the caller of ``run`` did not take itself.
        busy_changed: whether anything is under way.
    """

    failed = pyqtSignal(object)
    busy_changed = pyqtSignal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            lane: ThreadPoolExecutor(threads, thread_name_prefix=f"lane-{lane}")
            for lane, threads in _THREADS.items()
        }
        self._under_way = 0

    @property
    def busy(self) -> bool:
        """Whether any work has not yet delivered."""
        return self._under_way > 0

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultantError], None] | None = None,
    ) -> Task:
        """Start ``work`` on ``lane``; call from the GUI thread.

        Args:
            lane: Where it runs; work on ``STORE`` and ``INFERENCE`` runs one after the other, in order.
            work: Runs on the lane's thread; must not touch a widget.
            done: Called with the outcome on the GUI thread.
            failed: Called with an environment error on the GUI thread; by default it goes to ``self.failed``.
        """
        task = Task(work, cast("Callable[[object], None]", done), failed or self.failed.emit, self)
        task.ended.connect(self._one_less)
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        self._lanes[lane].submit(task.work_off)
        return task

    def mute(self) -> None:
        """Let everything under way run to its end, and tell nobody: those who asked are going (GUI thread)."""
        for task in self.findChildren(Task):
            task.mute()

    def close(self) -> None:
        """Wait for what is under way and end the threads; outcomes that were not delivered are dropped."""
        for executor in self._lanes.values():
            executor.shutdown(wait=True)

    @pyqtSlot()
    def _one_less(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)
