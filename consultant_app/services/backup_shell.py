"""Backups from the shell, for a schedule or a new computer, and a new master key."""

import getpass
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from consultant_app.services.store import open_store
from consultant_app.storage.restored import Wanted, check_backups, restore
from consultant_app.storage.store import Store
from consultant_app.texts import texts

OK, UNSOUND = 0, 1


@dataclass(frozen=True, slots=True)
class BackupOptions:
    """What is to be done with which backups.

    Attributes:
        folder: The store's folder.
        target: Folder of the backups; ``None`` for the one that is configured.
        name: Which backup; ``None`` for the last.
        replace: Whether a store that is there may be replaced.
        keystore: Where the everyday key is kept.
        language: Of all words.
    """

    folder: Path
    target: Path | None = None
    name: str | None = None
    replace: bool = False
    keystore: Literal["os", "file"] = "os"
    language: str = "en"


def back_up(options: BackupOptions) -> int:
    """Make a backup now, in the configured folder or in the one that is named.

    Raises:
        StorageError: the store is open in the window, which makes its backups itself; or the backup failed.
    """
    words = texts(options.language)
    if not (options.folder / "keys.json").exists():
        sys.stderr.write(words("backup.no_store", folder=options.folder) + "\n")
        return UNSOUND
    with open_store(options.folder, options.keystore, language=options.language) as session:
        info = session.backups.run() if options.target is None else session.backups.run_to(options.target)
    counted = {"clients": info.clients, "visits": info.visits, "photos": info.photos}
    sys.stdout.write(words("backup.made", name=info.name, **counted) + "\n")
    if info.missing:
        sys.stderr.write(words("backup.missing", count=info.missing) + "\n")
    return OK


def verify(options: BackupOptions) -> int:
    """Check all backups; without a store on this computer, by the recovery passphrase.

    Returns:
        0 where all are whole, 1 where one is not or there are none.

    Raises:
        StorageError: the folder cannot be reached, or the passphrase is wrong.
    """
    words = texts(options.language)
    if (options.folder / "keys.json").exists():
        with open_store(options.folder, options.keystore, language=options.language) as session:
            checks = session.backups.verify(options.target)
    elif options.target is None:
        sys.stderr.write(words("backup.no_store", folder=options.folder) + "\n")
        return UNSOUND
    else:
        phrase = _passphrase(options.language)
        checks = check_backups(options.target, phrase, options.folder.parent / "verify.part", words)
    for check in checks:
        told = check.faults or (words("backup.whole"),)
        for line in told:
            sys.stdout.write(f"{check.name}: {line}\n")
    return OK if checks and not any(check.faults for check in checks) else UNSOUND


def restore_store(options: BackupOptions, source: Path) -> int:
    """Put a backup in the place of the store, or make the store of a new computer from it.

    Raises:
        StorageError: the backup is damaged, the passphrase wrong, or a store is there that is not to be replaced.
            Nothing was changed.
    """
    words, phrase = texts(options.language), _passphrase(options.language)
    wanted = Wanted(source, options.name, phrase, options.folder, options.keystore, options.replace)
    done = restore(wanted, words, datetime.now(UTC))
    told = {"name": done.info.name, "clients": done.info.clients, "visits": done.info.visits}
    sys.stdout.write(words("backup.restored", **told) + "\n")
    if done.former is not None:
        sys.stdout.write(words("backup.former", folder=done.former) + "\n")
    with open_store(options.folder, options.keystore, language=options.language) as session:
        session.audit.record("", "restored", detail=done.info.name)
    return OK


def renew_key(options: BackupOptions) -> int:
    """Put the whole store under a new master key; the recovery passphrase, which is asked for, stays the same.

    Cut off anywhere, the next opening goes on.

    Raises:
        StorageError: the store is open in the window, or this is not the passphrase. Nothing was changed.
    """
    words = texts(options.language)
    if not (options.folder / "keys.json").exists():
        sys.stderr.write(words("backup.no_store", folder=options.folder) + "\n")
        return UNSOUND
    phrase = _passphrase(options.language)
    store = Store(options.folder, options.keystore, phrase, words)
    try:
        store.begin_key_rotation(phrase)
    finally:
        store.close()
    with open_store(options.folder, options.keystore, language=options.language) as session:
        session.audit.record("", "renew_key")
    sys.stdout.write(words("backup.key_renewed") + "\n")
    return OK


def _passphrase(language: str) -> str:
    """Asked for without being shown; from standard input where nobody sits there."""
    if sys.stdin.isatty():
        return getpass.getpass(texts(language)("backup.ask_passphrase") + " ")
    return sys.stdin.readline().strip()
