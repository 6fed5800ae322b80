"""Puts the whole store under a new master key, at an opening; cut off anywhere, the next opening goes on.

The next key is noted in ``keys.json`` first. The database is then written anew under it, beside the former one,
checked, and renamed over it; last, the key file changes. So there is always one whole database, and a key file
that opens it: which of the two keys it is under is found by trying. Photos stay as they are: they are under the
clients' own keys, and only those keys' wrappings change.
"""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import connect
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import KeyRing, Keys
from consultant_app.storage.secret_values import rewrap_secrets
from consultant_app.storage.snapshot import check_database, remove_database, row_counts

_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"


def finish_rotation(path: Path, ring: KeyRing, faults: Faults) -> bool:
    """Put the database under the next key, where one was chosen.

    Call it by the one process that holds the store, before any other connection is open, with the keys unlocked.

    Returns:
        Whether the key changed.

    Raises:
        StorageError: the disk is full or the database damaged; the former key still holds.
    """
    after = ring.next_keys()
    if after is None:
        return False
    anew = path.with_name(path.name + ".rotating")
    if _opens(path, after.database):
        ring.end_rotation()
        return True
    before = ring.keys()
    with faults.translated():
        remove_database(anew)
        _write_anew(path, anew, before, after)
    _rewrap(anew, before, after, faults)
    check_database(anew, after.database, faults)
    _compare(path, anew, before, after, faults)
    with faults.translated():
        _make_durable(anew)
        anew.replace(path)
    ring.end_rotation()
    return True


def _opens(path: Path, key: bytes) -> bool:
    try:
        with closing(connect(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError:
        return False
    return True


def _write_anew(path: Path, anew: Path, before: Keys, after: Keys) -> None:
    with closing(connect(path, before.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute(f"ATTACH DATABASE ? AS anew KEY \"x'{after.database.hex()}'\"", (str(anew),))
        connection.execute("SELECT sqlcipher_export('anew')").fetchall()
        connection.execute("DETACH DATABASE anew")


def _rewrap(path: Path, before: Keys, after: Keys, faults: Faults) -> None:
    """Wrap the clients' keys, and the store's own secrets, by the new key instead of the former."""
    former, new = ClientKeys(before.clients, faults), ClientKeys(after.clients, faults)
    with faults.translated(), closing(connect(path, after.database)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        rows: Iterable[tuple[str, bytes]] = connection.execute("SELECT id, sealed_key FROM clients").fetchall()
        connection.executemany(
            "UPDATE clients SET sealed_key = ? WHERE id = ?",
            [(new.wrap(name, former.open(name, sealed)), name) for name, sealed in rows],
        )
        rewrap_secrets(connection, before.clients, after.clients, faults)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _compare(path: Path, anew: Path, before: Keys, after: Keys, faults: Faults) -> None:
    """Refuse a database that is not the former one to the last row and trigger."""
    same = row_counts(path, before.database, faults) == row_counts(anew, after.database, faults)
    if not same or _schema(path, before.database, faults) != _schema(anew, after.database, faults):
        raise faults("rotation_failed")


def _schema(path: Path, key: bytes, faults: Faults) -> list[tuple[str, str, str]]:
    with faults.translated(), closing(connect(path, key)) as connection:
        return list(connection.execute(_SCHEMA).fetchall())


def _make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
