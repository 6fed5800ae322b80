"""What the window asks about clients and their visits."""

from datetime import datetime
from typing import Protocol

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import Client, ClientDraft, ClientSummary, DayVisit, SavedVisit, VisitSummary
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine


class Clients(Protocol):
    """The clients of the store; every call runs on the store's lane."""

    def search(self, text: str = "", at_most: int | None = None) -> list[ClientSummary]:
        """Clients whose name holds ``text``, the most recent visit first, so many at most."""
        ...

    def create(self, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Store a new client; the draft of her form ends with it."""
        ...

    def get(self, client_id: str) -> Client:
        """Read one client."""
        ...

    def update(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Replace what is known of a client; the draft of her form ends with it."""
        ...

    def erase(self, client_id: str) -> None:
        """Erase everything of a client."""
        ...


class Visits(Protocol):
    """The visits of the store; every call runs on the store's lane."""

    def save(
        self,
        client_id: str,
        photo: AnalysedPhoto | Analysis,
        routine: Routine,
        note: str = "",
        *,
        at: datetime | None = None,
        draft_id: str | None = None,
    ) -> VisitSummary:
        """Keep a visit of ``at``, as far as the client's consent reaches; its draft ends with it."""
        ...

    def since(self, at: datetime) -> list[DayVisit]:
        """The visits of all clients from a time on, newest first."""
        ...

    def history(self, client_id: str) -> list[VisitSummary]:
        """A client's visits, newest first."""
        ...

    def open(self, visit_id: str) -> SavedVisit:
        """Read one visit back."""
        ...
