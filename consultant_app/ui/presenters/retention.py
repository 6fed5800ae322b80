"""How long what is kept, for the manager: periods, what would go, what went. Without pixels."""

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.retention import Kept, Purge, Retention
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, TaskRunner


class RetentionPresenter(QObject):
    """Holds the periods that are chosen, and what they would remove.

    Signals:
        changed: what is shown changed.
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, store: Store, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store.retention, tasks
        self.kept = Retention()
        self.chosen = Retention()
        self.due: Purge | None = None
        self.log: list[Purge] = []
        self.loaded = False

    @property
    def touched(self) -> bool:
        """Whether other periods are chosen than hold."""
        return self.loaded and self.chosen != self.kept

    def load(self) -> None:
        """Read the periods that hold and the log."""
        service = self._store
        self._tasks.run(Lane.STORE, lambda: (service.periods(), service.log()), self._take, self.failed.emit)

    def choose(self, kind: Kept, days: int | None) -> None:
        """Another period; ``None`` for none. What it would remove is counted at once."""
        rest = {each: value for each, value in self.chosen.days.items() if each is not kind}
        self.chosen = Retention(rest if days is None else {**rest, kind: days})
        self.due = None
        self.changed.emit()
        service, chosen = self._store, self.chosen

        def counted(due: Purge) -> None:
            # The period may have been changed again while the store counted.
            if chosen == self.chosen:
                self.due = due
                self.changed.emit()

        self._tasks.run(Lane.STORE, lambda: service.preview(chosen), counted, self.failed.emit)

    def settle(self) -> None:
        """Let the chosen periods hold."""
        service, chosen = self._store, self.chosen

        def work() -> list[Purge]:
            service.set_periods(chosen)
            return service.log()

        def ended(log: list[Purge]) -> None:
            self.kept, self.log, self.due = chosen, log, None
            self.changed.emit()

        self._tasks.run(Lane.STORE, work, ended, self._fail)

    def _take(self, read: tuple[Retention, list[Purge]]) -> None:
        self.kept, self.log = read
        self.chosen, self.loaded = self.kept, True
        self.changed.emit()

    def _fail(self, error: ConsultantError) -> None:
        self.failed.emit(error)
        self.load()
