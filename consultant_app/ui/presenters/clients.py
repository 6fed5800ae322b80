"""The client list: find as you type, and a new client."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary
from consultant_app.ui.ports import Clients
from consultant_app.ui.tasks import Lane, Task, TaskRunner


class ClientsPresenter(QObject):
    """Holds what was typed and who was found.

    Only the answer to the last question is taken: typing quickly never shows an older, slower answer.

    Signals:
        changed: ``found`` or ``searched`` changed.
    """

    changed = pyqtSignal()

    def __init__(self, clients: Clients, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clients = clients
        self._tasks = tasks
        self._asked: Task | None = None
        self.query = ""
        self.found: list[ClientSummary] = []
        self.searched = False

    def search(self, text: str) -> None:
        """Look for clients whose name holds ``text``; all of them for an empty one."""
        self.query = text.strip()
        self.refresh()

    def refresh(self) -> None:
        """Ask again, e.g. after a visit was saved."""
        if self._asked is not None:
            self._asked.cancel()
        query = self.query
        self._asked = self._tasks.run(Lane.STORE, lambda: self._clients.search(query), self._take)

    def create(self, draft: ClientDraft, done: Callable[[Client], None]) -> None:
        """Store a new client and hand it to ``done``."""
        self._tasks.run(Lane.STORE, lambda: self._clients.create(draft), done)

    def _take(self, found: list[ClientSummary]) -> None:
        self._asked = None
        self.found = found
        self.searched = True
        self.changed.emit()
