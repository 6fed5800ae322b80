"""Copies of the database as a whole: made while it is in use, looked through, and freed of erased clients."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from consultant_app.storage.database import connect
from consultant_app.storage.faults import Faults

_FILES = (
    "SELECT v.client_id, f.file_name, f.sha256 FROM photos f JOIN visits v ON v.id = f.visit_id",
    "SELECT v.client_id, f.file_name, f.sha256 FROM reports f JOIN visits v ON v.id = f.visit_id",
    "SELECT d.client_id, f.file_name, f.sha256 FROM draft_files f JOIN drafts d ON d.id = f.draft_id",
)
"""All encrypted files that a database knows; a test holds it to all tables with a file's name."""


def take_snapshot(source: Path, copy: Path, key: bytes, faults: Faults) -> None:
    """Copy an open database to a single file, by SQLite's online backup: writers go on, the copy is of one moment.

    Raises:
        StorageError: the disk is full, or the database is damaged; no copy is left that could pass for one.
    """
    with faults.translated():
        remove_database(copy)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with closing(connect(source, key)) as original, closing(connect(copy, key)) as target:
            original.backup(target)
            _close_wal(target)


def check_database(path: Path, key: bytes, faults: Faults) -> None:
    """Check every page, every index and every reference of a database file that nobody else uses.

    Raises:
        StorageError: something does not hold, or the key is another.
    """
    with faults.translated(), closing(connect(path, key)) as connection:
        sound = (
            connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
            and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and connection.execute("PRAGMA foreign_key_check").fetchall() == []
        )
        _close_wal(connection)
    if not sound:
        raise faults("damaged")


def row_counts(path: Path, key: bytes, faults: Faults) -> dict[str, int]:
    """Table -> number of rows."""
    with faults.translated(), closing(connect(path, key)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables.fetchall()
        }


def files_of(path: Path, key: bytes, faults: Faults) -> dict[str, str]:
    """The encrypted files that a database of this version knows: ``client/name`` -> SHA-256 of their bytes."""
    with faults.translated(), closing(connect(path, key)) as connection:
        return {
            f"{client}/{name}": digest
            for query in _FILES
            for client, name, digest in connection.execute(query).fetchall()
        }


def take_out_clients(path: Path, key: bytes, client_ids: Iterable[str], faults: Faults) -> int:
    """Delete clients from a database file of any version that nobody else uses, and overwrite what they were.

    Returns:
        How many were in it.
    """
    with faults.translated(), closing(connect(path, key)) as connection:
        before = connection.execute("SELECT count(*) FROM clients").fetchone()[0]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM clients WHERE id = ?", [(name,) for name in client_ids])
        connection.execute("COMMIT")
        after = connection.execute("SELECT count(*) FROM clients").fetchone()[0]
        _close_wal(connection)
    return int(before - after)


def remove_database(path: Path) -> None:
    """Delete a database file with what SQLite keeps beside it. Raises ``OSError``."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _close_wal(connection: dbapi2.Connection) -> None:
    """Leave everything in the one file: what is copied must not need a file beside it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()
