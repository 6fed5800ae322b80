"""A restore as a whole: what is there now is backed up first, then the backup takes its place and is opened."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consultant_app.domain.backups import BackupCheck, BackupInfo
from consultant_app.domain.errors import StorageError
from consultant_app.files import bundled
from consultant_app.storage.backup import BackupMaker, check_shelf, scratch
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import KeyRing
from consultant_app.storage.keystores import KeystoreName, keystores_for
from consultant_app.storage.migrate import migrate
from consultant_app.storage.restore import finish_restore, put_in_place, stage, unlock_shelf
from consultant_app.storage.shelf import Shelf
from consultant_app.storage.store import Store
from consultant_app.storage.store_lock import hold
from consultant_app.texts import Texts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be restored, and where.

    Attributes:
        source: Folder of the backups.
        name: Which; ``None`` for the last.
        passphrase: The recovery passphrase.
        folder: The store's folder.
        keystore: Where the everyday key is kept from now on.
        replace: Whether a store that is there may be replaced.
    """

    source: Path
    name: str | None
    passphrase: str
    folder: Path
    keystore: KeystoreName
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        info: The backup that the store is now.
        former: Where the former store lies, which could not be backed up; ``None`` where nothing is left of it.
    """

    info: BackupInfo
    former: Path | None


def restore(wanted: Wanted, words: Texts, now: datetime) -> Restored:
    """Put a backup in the place of a store, or make the store of a new computer from it.

    Raises:
        StorageError: the backup is damaged or the passphrase wrong, a store is there that is not to be replaced or
            is open, or the disk is full. The store is as it was.
    """
    folder = wanted.folder
    faults = Faults(words, folder)
    with faults.translated():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = hold(folder, faults)
    try:
        finish_restore(folder, faults)
        if (folder / "keys.json").exists() and not wanted.replace:
            raise faults.of_backups(folder)("not_empty")
        shelf = Shelf.find(wanted.source, faults)
        unlocked = unlock_shelf(shelf, wanted.passphrase)
        names = shelf.names()
        name = wanted.name or (names[-1] if names else None)
        is_safe = _back_up(wanted, shelf, faults, now)
        info = stage(shelf, name, unlocked, wanted.passphrase, folder)
        former = put_in_place(folder, now, faults)
    finally:
        lock.release()
    Store(folder, wanted.keystore, wanted.passphrase, words).close()
    if is_safe and former.exists():
        with faults.translated():
            shutil.rmtree(former)
    return Restored(info, former if former.exists() else None)


def check_backups(source: Path, passphrase: str, place: Path, words: Texts) -> list[BackupCheck]:
    """Check all backups of a counter, byte by byte, without its store.

    Args:
        source: Folder of the backups.
        passphrase: The recovery passphrase.
        place: A folder for copies, with room for one database; it is made and goes again.
        words: The language of the errors.

    Raises:
        StorageError: there are none, or the passphrase is wrong.
    """
    faults = Faults(words, place)
    shelf = Shelf.find(source, faults)
    keys = unlock_shelf(shelf, passphrase).keys
    with scratch(place, faults) as parts:
        return check_shelf(shelf, keys, parts)


def _back_up(wanted: Wanted, shelf: Shelf, faults: Faults, now: datetime) -> bool:
    """Back up what is there now, where it can be read; this also brings its erasures to the ledger.

    Returns:
        Whether the former store may go: it is in a backup. One that cannot be read is kept beside the new one.
    """
    path = wanted.folder / "store.db"
    ring = KeyRing(wanted.folder / "keys.json", keystores_for(wanted.keystore, wanted.folder), faults)
    try:
        ring.unlock(wanted.passphrase)
        if not path.exists():
            return False
        migrate(path, ring.keys().database, faults, bundled("migrations"))
        database = Database(path, ring.keys().database, faults)
        try:
            BackupMaker(wanted.folder, ring, database, faults).make(shelf.folder.parent, now, thin=False)
        finally:
            database.close()
    except StorageError:
        return False
    finally:
        ring.forget()
    return True
