"""One client: who she is, what she allowed, and her visits."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.clients import Client, ClientDraft, VisitSummary
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, TaskRunner


class ClientPresenter(QObject):
    """Holds the client on screen and her history.

    Signals:
        changed: ``client``, ``history`` or ``must_ask`` changed.
    """

    changed = pyqtSignal()

    def __init__(self, store: Store, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self.client: Client | None = None
        self.history: list[VisitSummary] = []
        self.must_ask = False

    @property
    def may_analyse(self) -> bool:
        """Whether the client allowed her photo to be analysed, in the words of today."""
        return self.client is not None and self.client.details.consent.analysis and not self.must_ask

    def show(self, client: Client) -> None:
        """Show a client already at hand, and ask for her history."""
        if self.client is None or self.client.id != client.id:
            self.history, self.must_ask = [], False
        self.client = client
        self.changed.emit()
        self.refresh()

    def load(self, client_id: str, done: Callable[[], None]) -> None:
        """Read a client from the store and show her; ``done`` is called when she can be seen."""

        def loaded(client: Client) -> None:
            self.show(client)
            done()

        self._tasks.run(Lane.STORE, lambda: self._store.clients.get(client_id), loaded)

    def refresh(self) -> None:
        """Ask for the history again, e.g. after a visit was saved, and whether she has to be asked again."""
        if self.client is None:
            return
        client_id, store = self.client.id, self._store
        self._tasks.run(
            Lane.STORE,
            lambda: (store.visits.history(client_id), store.consents.must_ask(client_id)),
            lambda read: self._take(client_id, *read),
        )

    def forget(self) -> None:
        """She is on screen no more: nothing is left of her."""
        self.client, self.history, self.must_ask = None, [], False

    def update(
        self,
        draft: ClientDraft,
        done: Callable[[Client], None],
        draft_id: str | None = None,
        failed: Callable[[ConsultantError], None] | None = None,
    ) -> None:
        """Replace what is known of the client on screen; her form's draft ends. ``failed`` is told where not."""
        if self.client is None:
            return
        client_id = self.client.id

        def updated(client: Client) -> None:
            self.show(client)
            done(client)

        self._tasks.run(
            Lane.STORE, lambda: self._store.clients.update(client_id, draft, draft_id), updated, failed
        )

    def _take(self, client_id: str, history: list[VisitSummary], must_ask: bool) -> None:
        # She may have been left for another client while the store was answering.
        if self.client is not None and self.client.id == client_id:
            self.history, self.must_ask = history, must_ask
            self.changed.emit()
