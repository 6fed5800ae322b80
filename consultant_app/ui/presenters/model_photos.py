"""Photos for the model team: how many there are, and where they went. Without pixels."""

from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, TaskRunner


class ModelPhotosPresenter(QObject):
    """Holds how many clients let their photos be used.

    Signals:
        changed: what is shown changed.
        exported: folder and number of photos that were written.
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    exported = pyqtSignal(object, int)
    failed = pyqtSignal(object)

    def __init__(self, store: Store, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self.persons: int | None = None
        self.busy = False

    def load(self) -> None:
        """Ask how many there are."""
        self._tasks.run(Lane.STORE, self._store.model_photos.persons, self._take, self.failed.emit)

    def export(self, folder: Path) -> None:
        """Write the photos."""
        photos = self._store.model_photos

        def ended(count: int) -> None:
            self.busy = False
            self.changed.emit()
            self.exported.emit(folder, count)

        self.busy = True
        self.changed.emit()
        self._tasks.run(Lane.STORE, lambda: photos.export(folder), ended, self._fail)

    def _take(self, persons: int) -> None:
        self.persons = persons
        self.changed.emit()

    def _fail(self, error: ConsultantError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)
