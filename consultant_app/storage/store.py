"""The store of one folder, opened as a whole: lock, keys, database, files.

The folder::

    store.lock       held while the store is open, by one program at a time
    keys.json        the master key, wrapped twice (keys.py)
    keystore.key     only with the file keystore
    store.db         SQLCipher, with store.db-wal beside it while open
    audit.anchor     where the audit log ended (audit_records.py)
    photos/<client>/ encrypted photos and maps, random names
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

from consultant_app.files import bundled
from consultant_app.storage.activity_records import ActivityRecords
from consultant_app.storage.audit_records import AuditRecords
from consultant_app.storage.backup import BackupMaker
from consultant_app.storage.catalogue_records import CatalogueRecords
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.client_records import ClientRecords
from consultant_app.storage.consent_records import ConsentRecords
from consultant_app.storage.database import Database
from consultant_app.storage.draft_records import DraftRecords
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import KeyRing, Keys
from consultant_app.storage.keystores import KeystoreName, keystores_for
from consultant_app.storage.migrate import migrate
from consultant_app.storage.people_records import PeopleRecords
from consultant_app.storage.photo_vault import PhotoVault
from consultant_app.storage.report_records import ReportRecords
from consultant_app.storage.restore import finish_restore
from consultant_app.storage.retention_records import RetentionRecords
from consultant_app.storage.rotation import finish_rotation
from consultant_app.storage.store_lock import hold
from consultant_app.storage.timeline_records import TimelineRecords
from consultant_app.storage.visit_records import VisitRecords
from consultant_app.texts import Texts

_LOG = logging.getLogger(__name__)


class Store:
    """An open store.

    Threads: open, use and close it on one serial thread; calls from several threads wait for one another.

    Attributes:
        audit: Who saw and did what.
        backups: Copies of all this elsewhere.
        clients: The clients.
        consents: What they allowed.
        visits: Their visits.
        drafts: What was begun and not ended.
        folder: Where it lies.
        people: Who works at the counter.
        activity: What happened there, for counting.
        catalogues: The catalogue as it was edited here.
        retention: How long what is kept.
        timeline: Their visits as one story.
        reports: The reports that were handed over.
        recovery_passphrase: Generated when the store was just made, to be shown once; else ``None``.
    """

    def __init__(self, folder: Path, keystore: KeystoreName, passphrase: str | None, words: Texts) -> None:
        """Open the store of a folder; make it where there is none.

        Args:
            folder: The store's folder.
            keystore: Where the everyday key is kept; ``os`` falls back to ``file`` where the system has none.
            passphrase: Opens the store where the keystore cannot; for a new store, its recovery passphrase.
            words: The language of the errors.

        Raises:
            StorageError: in use by another program, not writable, damaged, newer, or no key opens it.
        """
        self.folder = folder
        self._faults = Faults(words, folder)
        with self._faults.translated():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = hold(folder, self._faults)
        self._database: Database | None = None
        self._key_ring = KeyRing(folder / "keys.json", keystores_for(keystore, folder), self._faults)
        try:
            finish_restore(folder, self._faults)
            self.recovery_passphrase = self._open_keys(folder, passphrase)
            path = folder / "store.db"
            if finish_rotation(path, self._key_ring, self._faults):
                _LOG.info("the store has a new master key")
            keys = self._key_ring.keys()
            migrate(path, keys.database, self._faults, bundled("migrations"))
            self._database = Database(path, keys.database, self._faults)
            self._make_records(folder, keys, self._database)
            self.audit = AuditRecords(self._database, folder, keys.clients, self._faults)
            self.backups = BackupMaker(folder, self._key_ring, self._database, self._faults)
            self.people = PeopleRecords(self._database)
            self.activity = ActivityRecords(self._database)
            self.catalogues = CatalogueRecords(self._database)
            self.timeline = TimelineRecords(self._database, self._faults)
            self._tidy(self._database)
            self._key_ring.mark_ready()
        except BaseException:
            self.close()
            raise

    def renew_passphrase(self) -> str:
        """Replace the recovery passphrase by a new one, to be shown once; the former is void."""
        return self._key_ring.renew_passphrase()

    def recovers(self, passphrase: str) -> bool:
        """Whether this is the recovery passphrase."""
        return self._key_ring.recovers(passphrase)

    def begin_key_rotation(self, passphrase: str) -> None:
        """Choose a new master key; the next opening puts everything under it, and goes on where it was cut off.

        Args:
            passphrase: The recovery passphrase, which stays the same.

        Raises:
            StorageError: this is not the passphrase, or the disk fails; nothing is changed.
        """
        self._key_ring.begin_rotation(passphrase)

    def close(self) -> None:
        """Close the database, forget the keys, let other programs open the store. May be called twice."""
        if self._database is not None:
            self._database.close()
        self._key_ring.forget()
        self._lock.release()

    def _open_keys(self, folder: Path, passphrase: str | None) -> str | None:
        """Unlock the keys, or make a new store's; returns a newly generated passphrase."""
        database = folder / "store.db"
        with self._faults.translated():
            has_keys, has_database = (folder / "keys.json").exists(), database.exists()
        if has_keys and self._key_ring.ready:
            if not has_database:
                raise self._faults("database_missing")
            self._key_ring.unlock(passphrase)
            return None
        if has_database and not has_keys:
            raise self._faults("keys_missing")
        if has_database:
            _LOG.warning("the store's making was cut off before any client was in it; it is made anew")
        with self._faults.translated():
            for leftover in folder.glob("store.db*"):
                leftover.unlink()
        return self._key_ring.create(passphrase)

    def _make_records(self, folder: Path, keys: Keys, database: Database) -> None:
        vault = PhotoVault(folder / "photos", self._faults)
        client_keys = ClientKeys(keys.clients, self._faults)
        self.clients = ClientRecords(database, vault, client_keys, self._faults)
        self.consents = ConsentRecords(database, vault, client_keys, self._faults)
        self.visits = VisitRecords(database, vault, client_keys, self._faults)
        self.reports = ReportRecords(database, vault, client_keys, self._faults)
        self.drafts = DraftRecords(database, vault, client_keys, self._faults)
        self.retention = RetentionRecords(database, vault, self.clients)

    def _tidy(self, database: Database) -> None:
        """End what a crash cut off: erasures, and files whose visit was never committed."""
        self.clients.resume_erasures(datetime.now(UTC))
        orphans = self.visits.sweep()
        if orphans:
            _LOG.info("%d files without a visit were deleted", orphans)
        database.checkpoint()
