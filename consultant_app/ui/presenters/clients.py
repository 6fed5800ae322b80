"""The first screen: find as you type, who came today, and a new client."""

from collections.abc import Callable
from datetime import datetime

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, DayVisit
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, Task, TaskRunner

SHOWN = 40
"""Lines of the list: more are not read, they are searched; and each costs time at every key."""


def _local_now() -> datetime:
    return datetime.now().astimezone()


class ClientsPresenter(QObject):
    """Holds what was typed, who was found, and today's visits.

    Only the answer to the last question is taken: typing quickly never shows an older, slower answer.

    Signals:
        changed: ``found``, ``more``, ``searched`` or ``today`` changed.
    """

    changed = pyqtSignal()

    def __init__(
        self,
        store: Store,
        tasks: TaskRunner,
        parent: QObject | None = None,
        now: Callable[[], datetime] = _local_now,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._now = now
        self._asked: Task | None = None
        self.query = ""
        self.found: list[ClientSummary] = []
        self.more = False
        self.searched = False
        self.today: list[DayVisit] = []

    def search(self, text: str) -> None:
        """Look for clients whose name holds ``text``; those who came last for an empty one."""
        self.query = text.strip()
        if self._asked is not None:
            self._asked.cancel()
        query, clients = self.query, self._store.clients
        self._asked = self._tasks.run(Lane.STORE, lambda: clients.search(query, SHOWN + 1), self._take)

    def refresh(self) -> None:
        """Ask again, e.g. after a visit was saved."""
        self.search(self.query)
        midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        visits = self._store.visits
        self._tasks.run(Lane.STORE, lambda: visits.since(midnight), self._take_today)

    def create(
        self,
        draft: ClientDraft,
        done: Callable[[Client], None],
        draft_id: str | None = None,
        failed: Callable[[ConsultantError], None] | None = None,
    ) -> None:
        """Store a new client and hand it to ``done``; the draft of her form ends. ``failed`` is told where not."""
        self._tasks.run(Lane.STORE, lambda: self._store.clients.create(draft, draft_id), done, failed)

    def _take(self, found: list[ClientSummary]) -> None:
        self._asked = None
        self.found, self.more = found[:SHOWN], len(found) > SHOWN
        self.searched = True
        self.changed.emit()

    def _take_today(self, today: list[DayVisit]) -> None:
        self.today = today
        self.changed.emit()
