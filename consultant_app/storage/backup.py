"""Makes backups of an open store, checks them, and lets them go as they grow old.

In this order, so that a backup that counts is whole: a snapshot of the database, looked through; the encrypted
files that the shelf does not have yet; the database, read back; the manifest last. Then erased clients are taken
out of all older backups, and what is too old goes.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from consultant_app import __version__
from consultant_app.domain.backups import BackupCheck, BackupInfo, to_keep
from consultant_app.domain.errors import StorageError
from consultant_app.files import copy_atomically, sha256_of
from consultant_app.storage.backup_form import ErasureList, Manifest, backup_name
from consultant_app.storage.database import Database
from consultant_app.storage.erasure_ledger import ErasureEntry, read_ledger
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import KeyRing, Keys
from consultant_app.storage.shelf import Shelf
from consultant_app.storage.snapshot import (
    check_database,
    files_of,
    remove_database,
    row_counts,
    take_out_clients,
    take_snapshot,
)

_LOG = logging.getLogger(__name__)
_PART = "backup.part"


class BackupMaker:
    """The backups of an open store.

    Threads: ``make`` and ``verify`` may run on any thread beside the store's own, one at a time (a lock sees to
    it): they read the database through a connection of their own.

    Args:
        folder: The store's folder.
        ring: Its keys, unlocked.
        database: Its database, open.
        faults: Makes the errors.
    """

    def __init__(self, folder: Path, ring: KeyRing, database: Database, faults: Faults) -> None:
        self._folder = folder
        self._ring = ring
        self._database = database
        self._faults = faults
        self._one_at_a_time = threading.Lock()

    def changes(self) -> int:
        """Grows with every change of the database; on the store's thread."""
        return self._database.changes()

    def erasures(self) -> int:
        """How many clients were erased so far; on the store's thread."""
        return len(self._ledger())

    def make(self, target: Path, now: datetime, *, thin: bool = True) -> BackupInfo:
        """Make a backup in a folder, beside those of other counters.

        Args:
            target: The folder; it must be there, as a share that is not mounted is not.
            now: The time, aware.
            thin: Off, no older backup goes, however old.

        Returns:
            What the new backup holds.

        Raises:
            StorageError: the folder cannot be reached or is full; the store is damaged. Older backups are whole.
        """
        with self._one_at_a_time, self._parts() as parts:
            shelf = Shelf.of_store(target, self._ring.store_id, self._faults)
            shelf.reach()
            keys = self._ring.all_keys()
            present = next(iter(keys.values()))
            snapshot = parts / "store.db"
            take_snapshot(self._folder / "store.db", snapshot, present.database, self._faults)
            check_database(snapshot, present.database, self._faults)
            ledger = self._merged_ledger(shelf, keys, snapshot, present)
            shelf.keep_head(self._ring.text(), ErasureList.of(present.id, ledger), present)
            for entry in ledger:
                shelf.forget(entry.client_id)
            name, manifest = self._put(shelf, snapshot, present, now)
            self._take_out_erased(shelf, keys, parts, ledger)
            if thin:
                self._thin(shelf, keys, now)
            return manifest.info(name)

    def verify(self, target: Path) -> list[BackupCheck]:
        """Check all backups of this store in a folder, byte by byte, the oldest first. Raises as ``make``."""
        with self._one_at_a_time, self._parts() as parts:
            shelf = Shelf.of_store(target, self._ring.store_id, self._faults)
            return check_shelf(shelf, self._ring.all_keys(), parts)

    def _put(self, shelf: Shelf, snapshot: Path, keys: Keys, now: datetime) -> tuple[str, Manifest]:
        wanted = files_of(snapshot, keys.database, self._faults)
        there = shelf.photos()
        missing = tuple(
            entry
            for entry, digest in wanted.items()
            if entry not in there and not self._put_photo(shelf, entry, digest)
        )
        if missing:
            _LOG.warning("%d files of clients are missing or damaged and are not in the backup", len(missing))
        name = backup_name(now.astimezone(UTC))
        if name in shelf.names():  # a second one within one second
            name = f"{name}-{uuid4().hex[:4]}"
        database = f"{uuid4().hex}.db"
        manifest = Manifest(
            key=keys.id,
            store=self._ring.store_id,
            at=now,
            program=__version__,
            database=database,
            sha256=shelf.put_database(name, database, snapshot),
            rows=row_counts(snapshot, keys.database, self._faults),
            files={entry: digest for entry, digest in wanted.items() if entry not in set(missing)},
            missing=missing,
            without=tuple(entry.client_id for entry in self._ledger_of(snapshot, keys)),
        )
        shelf.put_manifest(name, manifest, keys)
        return name, manifest

    def _put_photo(self, shelf: Shelf, entry: str, digest: str) -> bool:
        """Copy an encrypted file to the shelf; ``False`` where the store's own is unfit."""
        there, mine = shelf.photo(entry), self._folder / "photos" / entry
        if not mine.exists():
            return False
        with shelf.faults.translated():
            if copy_atomically(mine, there) == digest:
                return True
            there.unlink()
        return False

    def _take_out_erased(
        self, shelf: Shelf, keys: dict[str, Keys], parts: Path, ledger: tuple[ErasureEntry, ...]
    ) -> None:
        """Take erased clients out of all backups that may still know them."""
        erased = {entry.client_id for entry in ledger}
        for name in shelf.names():
            try:
                manifest = shelf.manifest(name, keys)
                back = erased - set(manifest.without)
                if back:
                    self._take_out_of(shelf, name, manifest, keys[manifest.key], parts, back)
            except StorageError as error:
                # A damaged backup must not keep the others from being made; ``verify`` tells of it.
                _LOG.warning("backup %s could not be freed of erased clients: %s", name, type(error).__name__)

    def _take_out_of(
        self, shelf: Shelf, name: str, manifest: Manifest, keys: Keys, parts: Path, back: set[str]
    ) -> None:
        copy = parts / "older.db"
        with shelf.faults.translated():
            remove_database(copy)
            copy_atomically(shelf.database(name, manifest.database), copy)
        changes: dict[str, object] = {"without": (*manifest.without, *sorted(back))}
        if take_out_clients(copy, keys.database, back, self._faults):
            database = f"{uuid4().hex}.db"
            stays = {k: v for k, v in manifest.files.items() if k.partition("/")[0] not in back}
            changes |= {
                "database": database,
                "sha256": shelf.put_database(name, database, copy),
                "rows": row_counts(copy, keys.database, self._faults),
                "files": stays,
                "missing": tuple(k for k in manifest.missing if k.partition("/")[0] not in back),
            }
        shelf.put_manifest(name, manifest.model_copy(update=changes), keys)

    def _thin(self, shelf: Shelf, keys: dict[str, Keys], now: datetime) -> None:
        """Let backups go by age, and then all that no backup knows any more."""
        manifests: dict[str, Manifest] = {}
        unreadable = False
        for name in shelf.names():
            try:
                manifests[name] = shelf.manifest(name, keys)
            except StorageError:
                unreadable = True
        kept = to_keep((manifest.at for manifest in manifests.values()), now)
        for name in [name for name, manifest in manifests.items() if manifest.at not in kept]:
            shelf.drop(name)
            del manifests[name]
        if not unreadable:  # what an unreadable backup refers to is not known, so nothing is cleared away
            shelf.tidy(manifests)

    def _merged_ledger(
        self, shelf: Shelf, keys: dict[str, Keys], snapshot: Path, present: Keys
    ) -> tuple[ErasureEntry, ...]:
        """The erasures that this store knows and those beside the backups."""
        known = shelf.erasures(keys)
        found = {entry.client_id: entry for entry in (known.ledger() if known else ())}
        found |= {entry.client_id: entry for entry in self._ledger_of(snapshot, present)}
        return tuple(found.values())

    def _ledger_of(self, path: Path, keys: Keys) -> tuple[ErasureEntry, ...]:
        database = Database(path, keys.database, self._faults)
        try:
            with database.transaction() as session:
                return read_ledger(session)
        finally:
            database.close()

    def _ledger(self) -> tuple[ErasureEntry, ...]:
        with self._database.transaction() as session:
            return read_ledger(session)

    @contextmanager
    def _parts(self) -> Iterator[Path]:
        """A folder for copies on their way; empty before and gone after."""
        with scratch(self._folder / _PART, self._faults) as parts:
            yield parts


@contextmanager
def scratch(folder: Path, faults: Faults) -> Iterator[Path]:
    """A folder that is empty before and gone after."""
    _clear(folder, faults)
    with faults.translated():
        folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        _clear(folder, faults)


def _clear(folder: Path, faults: Faults) -> None:
    with faults.translated():
        if folder.exists():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


def check_shelf(shelf: Shelf, keys: dict[str, Keys], parts: Path) -> list[BackupCheck]:
    """Check all backups of a shelf, byte by byte, the oldest first.

    Args:
        shelf: The backups.
        keys: All keys that they may be under, by id.
        parts: An empty folder for copies.
    """
    sound: dict[str, bool] = {}
    return [_check(shelf, name, keys, parts, sound) for name in shelf.names()]


def _check(shelf: Shelf, name: str, keys: dict[str, Keys], parts: Path, sound: dict[str, bool]) -> BackupCheck:
    """Check one backup; ``sound`` remembers of each file and digest whether it holds, as backups share them."""
    try:
        manifest = shelf.manifest(name, keys)
    except StorageError as error:
        return BackupCheck(name, None, (str(error),))
    check = BackupCheck(name, manifest.info(name))
    try:
        _check_copy(shelf, name, manifest, keys[manifest.key], parts)
    except StorageError as error:
        check = replace(check, faults=(str(error),))
    bad = 0
    for entry, digest in manifest.files.items():
        if entry not in sound:
            sound[entry] = _holds(shelf.photo(entry), digest)
        bad += not sound[entry]
    if bad:
        check = replace(check, faults=(*check.faults, str(shelf.faults("photos_damaged", name=name, count=bad))))
    return check


def _check_copy(shelf: Shelf, name: str, manifest: Manifest, keys: Keys, parts: Path) -> None:
    """Check the database of a backup in a copy: SQLite writes beside a file even to read it."""
    copy = parts / "checked.db"
    with shelf.faults.translated():
        remove_database(copy)
        if copy_atomically(shelf.database(name, manifest.database), copy) != manifest.sha256:
            raise shelf.faults("damaged", name=name)
    try:
        check_database(copy, keys.database, shelf.local)
    except StorageError as error:
        raise shelf.faults("damaged", name=name) from error


def _holds(path: Path, digest: str) -> bool:
    try:
        return sha256_of(path) == digest
    except OSError:
        return False
