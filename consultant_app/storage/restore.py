"""Puts a backup in the place of a store, or makes the store of a new computer from it.

Everything is copied and checked beside the store first. Only a copy that is whole, of this version, and without
anybody who was erased takes its place, by renames that are noted before: cut off anywhere, the next opening ends
them.
"""

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from consultant_app.domain.backups import BackupInfo
from consultant_app.domain.errors import StorageError
from consultant_app.files import bundled, copy_atomically, write_atomically
from consultant_app.storage.audit_records import ANCHOR, AuditRecords
from consultant_app.storage.backup_form import Manifest, backup_name
from consultant_app.storage.database import Database
from consultant_app.storage.erasure_ledger import ErasureEntry, replay
from consultant_app.storage.faults import Faults
from consultant_app.storage.key_file import KeyFile, parse_key_file
from consultant_app.storage.keys import Keys, portable_key_file
from consultant_app.storage.migrate import migrate
from consultant_app.storage.sealing import UnsealError
from consultant_app.storage.shelf import Shelf, below
from consultant_app.storage.snapshot import check_database

_STAGE, _NOTE = "restoring", "restore.json"
_BESIDE = ("store.db-wal", "store.db-shm", ANCHOR)
"""Belong to the database that is replaced: they must not be taken for the new one's."""
_PARTS = ("store.db", "keys.json", "photos", ANCHOR)
_READERS = 8
_CAN_SYNC_ALL = hasattr(os, "sync")


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a passphrase opened: a key file of the store, and its master keys by the id of their subkeys."""

    file: KeyFile
    masters: dict[str, bytes]

    @property
    def keys(self) -> dict[str, Keys]:
        """The subkeys by their id."""
        return {name: Keys.of(master) for name, master in self.masters.items()}


class _Note(BaseModel):
    """That a checked copy lies ready to take the store's place, and where the former one goes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    former: str


def unlock_shelf(shelf: Shelf, passphrase: str) -> Unlocked:
    """Open the keys of a shelf (0.2 s).

    Raises:
        StorageError: this is not the passphrase, or the key file is damaged.
    """
    file = parse_key_file(shelf.key_text(), shelf.local)
    try:
        master = file.master_by(passphrase)
        masters = (master, *file.former_by(master))
    except UnsealError as error:
        raise shelf.faults("wrong_passphrase") from error
    return Unlocked(file, {Keys.of(key).id: key for key in masters})


def stage(shelf: Shelf, name: str | None, unlocked: Unlocked, passphrase: str, folder: Path) -> BackupInfo:
    """Copy a backup beside a store, check it, bring it to this version, and take out who was erased since.

    Args:
        shelf: The backups.
        name: Which; the last where none is named.
        unlocked: The keys.
        passphrase: The passphrase that opened them; it will open the new store.
        folder: The store's folder, held by the caller; nothing of the store itself is touched.

    Raises:
        StorageError: there is no such backup, it is damaged, or the disk is full.
    """
    keys = unlocked.keys
    names = shelf.names()
    chosen = name or (names[-1] if names else "")
    if chosen not in names:
        raise shelf.faults("none")
    manifest = shelf.manifest(chosen, keys)
    known = shelf.erasures(keys)
    erased = known.ledger() if known else ()
    place = folder / _STAGE
    with shelf.local.translated():
        if place.exists():
            shutil.rmtree(place)
        (place / "photos").mkdir(mode=0o700, parents=True)
    _stage_database(shelf, chosen, manifest, keys[manifest.key], place / "store.db", erased)
    _stage_photos(shelf, chosen, manifest, place / "photos", {entry.client_id for entry in erased})
    ordered = (unlocked.masters[manifest.key], *(m for k, m in unlocked.masters.items() if k != manifest.key))
    with shelf.local.translated():
        write_atomically(place / "keys.json", portable_key_file(unlocked.file, ordered, passphrase).text())
        if _CAN_SYNC_ALL:
            os.sync()
    return manifest.info(chosen)


def put_in_place(folder: Path, now: datetime, faults: Faults) -> Path:
    """Let the staged copy take the place of the store, which the caller holds.

    Returns:
        Where what was there before now lies; it is not there where nothing was.
    """
    former = f"before-restore-{backup_name(now)}"
    with faults.translated():
        write_atomically(folder / _NOTE, _Note(former=former).model_dump_json().encode())
    finish_restore(folder, faults)
    return folder / former


def finish_restore(folder: Path, faults: Faults) -> None:
    """End a restore that was cut off while the copy took its place; drop one that was cut off before.

    Raises:
        StorageError: the note is damaged, or the disk fails. Nothing was lost; the next opening tries again.
    """
    note, place = folder / _NOTE, folder / _STAGE
    with faults.translated():
        if note.exists():
            try:
                former = folder / Path(_Note.model_validate_json(note.read_bytes()).former).name
            except ValidationError as error:
                raise faults("damaged") from error
            _swap(folder, place, former)
            note.unlink()
        if place.exists():
            shutil.rmtree(place)


def _swap(folder: Path, place: Path, former: Path) -> None:
    """Rename part by part. A part that is still staged was not put in place yet, so this can be repeated."""
    former.mkdir(mode=0o700, exist_ok=True)
    if (place / "store.db").exists():
        for name in _BESIDE:
            _park(folder / name, former)
    for name in _PARTS:
        if (place / name).exists():
            _park(folder / name, former)
            (place / name).rename(folder / name)
    if not any(former.iterdir()):
        former.rmdir()


def _park(path: Path, former: Path) -> None:
    if path.exists() and not (former / path.name).exists():
        path.rename(former / path.name)


def _stage_database(
    shelf: Shelf, name: str, manifest: Manifest, keys: Keys, path: Path, erased: Iterable[ErasureEntry]
) -> None:
    with shelf.faults.translated():
        digest = copy_atomically(shelf.database(name, manifest.database), path)
    if digest != manifest.sha256:
        raise shelf.faults("damaged", name=name)
    try:
        check_database(path, keys.database, shelf.local)
    except StorageError as error:
        raise shelf.faults("damaged", name=name) from error
    migrate(path, keys.database, shelf.local, bundled("migrations"))
    database = Database(path, keys.database, shelf.local)
    try:
        with database.transaction() as session:
            replay(session, erased)
        database.checkpoint()
        # The log of the backup ends earlier than the one that its anchor on this computer knows.
        AuditRecords(database, path.parent, keys.clients, shelf.local).anchor_anew()
    finally:
        database.close()


def _stage_photos(shelf: Shelf, name: str, manifest: Manifest, place: Path, erased: set[str]) -> None:
    """Copy the encrypted files, several at a time: most of the time goes in waiting for a share."""

    def copy(entry: tuple[str, str]) -> bool:
        path, digest = entry
        try:
            copied = copy_atomically(shelf.photo(path), below(place, path), durable=not _CAN_SYNC_ALL)
        except FileNotFoundError:
            return False
        return copied == digest

    wanted = [entry for entry in manifest.files.items() if entry[0].partition("/")[0] not in erased]
    with shelf.faults.translated(), ThreadPoolExecutor(_READERS) as readers:
        bad = sum(not good for good in readers.map(copy, wanted))
    if bad:
        raise shelf.faults("photos_damaged", name=name, count=bad)
