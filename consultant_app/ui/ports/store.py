"""The open store, by which the others are reached."""

from typing import Protocol

from consultant_app.ui.ports.clients import Clients, Visits
from consultant_app.ui.ports.drafts import Drafts
from consultant_app.ui.ports.people import People
from consultant_app.ui.ports.privacy import AccessPort, Consents, ModelPhotos, Portability, Retentions
from consultant_app.ui.ports.report import HandedOver
from consultant_app.ui.ports.safety import AuditLog, Backups


class Store(Protocol):
    """The open store."""

    @property
    def clients(self) -> Clients:
        """Its clients."""
        ...

    @property
    def access(self) -> AccessPort:
        """Who is in, and what she may do."""
        ...

    @property
    def consents(self) -> Consents:
        """What its clients allow."""
        ...

    @property
    def model_photos(self) -> ModelPhotos:
        """Photos for the model team."""
        ...

    @property
    def portability(self) -> Portability:
        """Hands out what is kept of a client."""
        ...

    @property
    def retention(self) -> Retentions:
        """How long what is kept."""
        ...

    @property
    def visits(self) -> Visits:
        """Their visits."""
        ...

    @property
    def people(self) -> People:
        """Who works at the counter."""
        ...

    @property
    def drafts(self) -> Drafts:
        """What was begun and not ended."""
        ...

    @property
    def reports(self) -> HandedOver:
        """The reports that were handed over."""
        ...

    @property
    def audit(self) -> AuditLog:
        """Who saw and did what."""
        ...

    @property
    def backups(self) -> Backups:
        """Copies of it elsewhere."""
        ...

    @property
    def recovery_passphrase(self) -> str | None:
        """Only of a store just made: to be shown once and written down."""
        ...

    def close(self) -> None:
        """Close it; on the store's lane."""
        ...
