"""What concerns the store as a whole: who works here, how long what is kept, and what goes every day."""

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.context import Ui
from consultant_app.ui.ports import Store
from consultant_app.ui.presenters.retention import RetentionPresenter
from consultant_app.ui.presenters.staff import StaffPresenter
from consultant_app.ui.screens.retention import RetentionSheet
from consultant_app.ui.screens.staff import StaffSheet
from consultant_app.ui.tasks import Lane
from consultant_app.ui.widgets.overlay import Message

_HOUR_MS = 3_600_000


class StoreRoom(QObject):
    """Opens the manager's sheets, purges what is due, and locks the store with the door."""

    def __init__(self, ui: Ui, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._ui, self._store, self._window = ui, store, window
        self._timer = QTimer(self)
        self._timer.setInterval(_HOUR_MS)
        self._timer.timeout.connect(self.purge)

    def start(self) -> None:
        """Purge what is due, now and then every day."""
        self.purge()
        self._timer.start()

    def purge(self) -> None:
        """Purge what the manager's periods say; the service knows whether it did so today."""
        self._ui.tasks.run(Lane.STORE, self._store.retention.run_due, lambda _: None, self.tell)

    def lock(self) -> None:
        """Nobody is in any more, as soon as what is being written is written."""
        self._ui.tasks.run(Lane.STORE, self._store.people.lock, lambda _: None)

    def show_people(self) -> None:
        """Show who works here."""
        presenter = StaffPresenter(self._store, self._ui.tasks)
        sheet = StaffSheet(self._ui, self._window, presenter)
        presenter.setParent(sheet)
        presenter.failed.connect(self.tell)
        sheet.open()

    def show_retention(self) -> None:
        """Show how long what is kept."""
        presenter = RetentionPresenter(self._store, self._ui.tasks)
        sheet = RetentionSheet(self._ui, self._window, presenter)
        presenter.setParent(sheet)
        presenter.failed.connect(self.tell)
        sheet.open()

    def tell(self, error: ConsultantError) -> None:
        """Show an environment error as it stands."""
        words = error.told(self._ui.language.code)
        message = Message(self._ui, self._window, self.tr("That could not be done"), words)
        message.offer("primary", self.tr("Close"))
        message.open()
