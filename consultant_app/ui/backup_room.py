"""Makes the automatic backups while the window is open, and knows how it stands with them."""

import threading

from PyQt6.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from consultant_app.domain.backups import BackupStatus
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.ports.safety import Backups
from consultant_app.ui.tasks import Lane, TaskRunner

_LOOK_MS = 60_000
_FIRST_LOOK_MS = 20_000
"""Not while the window opens: the first client comes first."""


class BackupRoom(QObject):
    """Looks once a minute whether a backup is due, locked or not, and makes it beside everything else.

    A backup runs on a daemon thread, not on a lane: a network share that hangs must hold up neither the counter
    nor the closing of the window. What is cut off by that is cleared away by the next backup.

    Signals:
        changed: ``status`` or ``running`` changed.
    """

    changed = pyqtSignal()
    _ended = pyqtSignal(object)

    def __init__(self, backups: Backups, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups, self._tasks = backups, tasks
        self.status: BackupStatus | None = None
        self.running = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._ended.connect(self._end)

    def start(self) -> None:
        """Begin to look, now and then."""
        self._tasks.run(Lane.STORE, self._backups.status, self._take)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Make a backup if one is due."""
        self._timer.setInterval(_LOOK_MS)
        if not self.running:
            self._tasks.run(Lane.STORE, self._backups.due, self._decide)

    def back_up(self) -> None:
        """Make a backup now."""
        if self.running:
            return
        self.running = True
        self.changed.emit()
        threading.Thread(target=self._work, name="backup", daemon=True).start()

    def _decide(self, due: bool) -> None:
        if due:
            self.back_up()

    def _work(self) -> None:
        """Make it (the thread of the backup). Whatever is raised travels to the GUI thread as it is."""
        try:
            self._backups.run()
        except Exception as error:  # noqa: BLE001 - not judged here: delivered, and judged by family there
            self._ended.emit(error)
        else:
            self._ended.emit(None)

    @pyqtSlot(object)
    def _end(self, error: Exception | None) -> None:
        self.running = False
        self._tasks.run(Lane.STORE, self._backups.status, self._take)
        if error is not None and not isinstance(error, ConsultantError):
            raise error  # a bug: into the excepthook; an environment error is told by the status

    def _take(self, status: BackupStatus) -> None:
        self.status = status
        self.changed.emit()
