"""Open the store and hand out its services."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from platformdirs import user_data_path

from consultant_app.domain.clients import Client
from consultant_app.domain.people import Role
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.audit import AuditService
from consultant_app.services.backups import BackupService
from consultant_app.services.catalogue_desk import CatalogueDesk
from consultant_app.services.clients import ClientService
from consultant_app.services.consents import ConsentService
from consultant_app.services.demonstration import (
    DEMONSTRATION_CLIENTS,
    DEMONSTRATION_PEOPLE,
    DEMONSTRATION_PIN,
    demonstration_id,
)
from consultant_app.services.drafts import DraftService
from consultant_app.services.handed_over import HandedOverService
from consultant_app.services.model_photos import ModelPhotosService
from consultant_app.services.people import PeopleService
from consultant_app.services.portability import PortabilityService
from consultant_app.services.retention import RetentionService
from consultant_app.services.statistics import StatisticsService
from consultant_app.services.visits import VisitService
from consultant_app.storage.store import Store
from consultant_app.texts import texts

_APP = "consultant-app"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StoreSession:
    """An open store; close it, or use it in a ``with``.

    Threads: open, use and close it on one serial thread (the window's store lane). Calls from several threads do
    no harm but wait for one another.

    Attributes:
        access: Who is in, and what she may do; every service asks it.
        audit: Who saw and did what; checked at the opening.
        backups: Copies of the store elsewhere.
        clients: The clients.
        consents: What they allow.
        visits: Their visits.
        drafts: What was begun and not ended.
        people: Who works at the counter, and who may open it.
        reports: The reports that were handed over.
        model_photos: Photos for the model team, of clients who allowed it.
        portability: All that is kept of a client, to take with her.
        retention: How long what is kept.
        statistics: What happened at the counter, counted.
        catalogues: The catalogue, edited and put in force.
        recovery_passphrase: Only where the store was just made: show it once, to be written down. It opens the
            store when this computer's keystore is lost. ``None`` otherwise.
    """

    def __init__(self, store: Store, language: str, now: Callable[[], datetime] = _utc_now) -> None:
        words = texts(language)
        self._store = store
        self.recovery_passphrase = store.recovery_passphrase
        self.access = access = Access()
        # The log goes by the real time, whatever the time of the visits is.
        self.audit = AuditService(store.audit, _utc_now, access)
        self.backups = BackupService(store.backups, store.folder, words, now, access)
        self.clients = ClientService(store.clients, words, now, access)
        self.consents = ConsentService(store.consents, words, now, access)
        self.reports = HandedOverService(store.reports, store.visits, store.clients, now, access)
        self.people = PeopleService(store.people, store.recovers, now, access)
        self.model_photos = ModelPhotosService(store, words, access)
        self.portability = PortabilityService(store, words, now, access)
        self.retention = RetentionService(store.retention, now, access)
        self.drafts = DraftService(store.drafts, store.clients, access)
        self.visits = VisitService(store.visits, store.timeline, store.clients, words, now, access)
        self.statistics = StatisticsService(store.activity, now, access)
        self.catalogues = CatalogueDesk(store.catalogues, store.visits, store.clients, now, access)

    @needs(UseCase.RENEW_PHRASE)
    def renew_recovery_passphrase(self) -> str:
        """A new recovery passphrase, to be shown once, for when the paper is lost; the former one is void.

        Raises:
            StorageError: the store cannot be written; the former passphrase still holds.
        """
        return self._store.renew_passphrase()

    def close(self) -> None:
        """Close the store; may be called twice."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_folder() -> Path:
    """The store's folder in the user's own data folder; not made yet."""
    return user_data_path(_APP, appauthor=False) / "store"


def open_store(
    folder: Path,
    keystore: Literal["os", "file"] = "os",
    passphrase: str | None = None,
    *,
    language: str = "en",
    now: Callable[[], datetime] = _utc_now,
) -> StoreSession:
    """Open the store of a folder; make it on the first opening.

    Takes about 0.1 s, and the first time, or with a passphrase, 0.3 s more.

    Args:
        folder: The store's folder.
        keystore: Where the everyday key is kept: ``os`` for the system's keystore (where it has none, the weaker
            file is used and a warning logged), ``file`` for a file in the folder (tests, demonstrations).
        passphrase: Opens an existing store whose keystore is lost, and repairs the keystore; ignored where the
            keystore opens. For a new store, the recovery passphrase to use instead of a generated one.
        language: The language of the errors.
        now: The time, aware.

    Raises:
        StorageError: in use by another window, not writable, damaged, written by a newer version, or no key
            opens it. Nothing was changed.
    """
    return StoreSession(Store(folder, keystore, passphrase, texts(language)), language, now)


def seed_demonstration(session: StoreSession) -> list[Client]:
    """Add the invented people and clients of the demonstration, without visits.

    Who is there, or was erased, is left alone.

    Returns:
        The clients that were added.
    """
    with session.access.shell():
        if not session.people.all():
            for name in DEMONSTRATION_PEOPLE:
                role = Role.MANAGER if name == DEMONSTRATION_PEOPLE[0] else Role.CONSULTANT
                session.people.invent(name, role, DEMONSTRATION_PIN)
        added = (session.clients.create_once(demonstration_id(draft), draft) for draft in DEMONSTRATION_CLIENTS)
        return [client for client in added if client is not None]
