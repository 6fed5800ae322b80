"""The door of the counter: closed at the start and whenever it is locked, opened by a PIN."""

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.unlock import UnlockPresenter
from consultant_app.ui.screens.new_pin import FirstPinScreen, ForgottenSheet
from consultant_app.ui.screens.unlock import UnlockScreen
from consultant_app.ui.widgets.overlay import Message

DoorScreen = UnlockScreen | FirstPinScreen


class Door(QObject):
    """Shows who may come in, or asks the first manager for her PIN.

    Signals:
        closed: this screen is to be shown, and nothing else of the counter.
        opened: the ``User`` is in.
    """

    closed = pyqtSignal(object)
    opened = pyqtSignal(object)

    def __init__(self, ui: Ui, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._ui, self._window = ui, window
        self.presenter = UnlockPresenter(workspace.store.people, ui.tasks, self)
        self.unlock = UnlockScreen(ui, self.presenter, workspace.known_pin)
        self.first = FirstPinScreen(ui, self.presenter)
        self.screens: tuple[DoorScreen, ...] = (self.unlock, self.first)
        self._standing = False
        self.unlock.forgotten.connect(lambda: ForgottenSheet(ui, window, self.presenter).open())
        self.presenter.changed.connect(self._show)
        self.presenter.opened.connect(self._open)
        self.presenter.failed.connect(self._tell)

    def stand(self) -> None:
        """Close it: nothing of the counter can be reached until a PIN opens it."""
        self._standing = True
        self._shown: DoorScreen | None = None
        self.presenter.load()
        if self.presenter.loaded:
            self._show()

    def _show(self) -> None:
        """The screen of the moment, once; it follows the presenter by itself."""
        if not self._standing or not self.presenter.loaded:
            return
        screen = self.first if self.presenter.needs_manager else self.unlock
        if screen is not self._shown:
            self._shown = screen
            self.closed.emit(screen)
            if screen is self.unlock:
                self.unlock.begin()
            else:
                self.first.form.line.edit.setFocus()

    def _open(self, user: object) -> None:
        self._standing = False
        self.unlock.pad.clear()
        for field in (self.first.form.line, self.first.form.pin, self.first.form.again):
            field.edit.clear()
        self.opened.emit(user)

    def _tell(self, error: Exception) -> None:
        message = Message(self._ui, self._window, self.tr("That could not be done"), str(error))
        message.offer("primary", self.tr("Close"))
        message.open()
