"""Photos of earlier visits, scored again by the model in use: how far it is, and how it is stopped."""

import threading

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.services.evolution import Rescored
from consultant_app.ui.ports import Workspace
from consultant_app.ui.tasks import Lane, TaskRunner


class Rescoring(QObject):
    """One re-scoring at a time, on the engine's lane.

    Signals:
        changed: it began, moved on or ended.
        ended: it is over, by itself, by a stop or by an error; the story is to be read again.
        failed: an environment error that the person must be told.
    """

    changed = pyqtSignal()
    ended = pyqtSignal()
    failed = pyqtSignal(object)
    _moved_on = pyqtSignal(int, int)

    def __init__(self, workspace: Workspace, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self.progress: tuple[int, int] | None = None
        self.unread: frozenset[str] = frozenset()
        self._stop = threading.Event()
        # Emitted on the engine's lane, received on this thread: Qt queues it.
        self._moved_on.connect(self._take_progress)

    def start(self, visit_ids: tuple[str, ...]) -> None:
        """Score the photos of these visits; what was told then stays readable."""
        if not visit_ids or self.progress is not None:
            return
        stop = self._stop = threading.Event()
        self._take_progress(0, len(visit_ids))
        service = self._workspace.evolution
        self._tasks.run(
            Lane.INFERENCE,
            lambda: service.rescore(visit_ids, self._moved_on.emit, lambda: not stop.is_set()),
            self._done,
            self._not_done,
        )

    def stop(self) -> None:
        """End it after the visit it is at; what was done stays done, and the rest goes on when asked again."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop and is still at its last visit."""
        return self.progress is not None and self._stop.is_set()

    def forget(self) -> None:
        """Another client: stop, and forget whose photos could not be read."""
        self.stop()
        self.unread = frozenset()

    def _take_progress(self, done: int, whole: int) -> None:
        self.progress = (done, whole)
        self.changed.emit()

    def _done(self, outcome: Rescored) -> None:
        self.unread |= frozenset(outcome.failed)
        self._end()

    def _not_done(self, problem: ConsultantError) -> None:
        self._end()
        self.failed.emit(problem)

    def _end(self) -> None:
        self.progress = None
        self.changed.emit()
        self.ended.emit()
