"""The encrypted database: how a connection is set up, and the one way to speak through it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2
from sqlmodel import Session

from consultant_app.storage.faults import Faults

_BUSY_TIMEOUT_MS = 3000
_ONE_CONNECTION_WAIT_S = 30


class Database:
    """An open SQLCipher database with a single connection.

    Threads: any thread may call, but one at a time: the pool holds one connection, a second thread waits for it.
    The window keeps all calls on its one serial executor thread, so the wait never happens there. Never open a
    transaction inside another one; the inner would wait for the outer.

    Args:
        path: The database file; made where it is missing.
        key: 256-bit raw key.
        faults: Makes the errors.
        foreign_keys: Off only for migrations: rebuilding a parent table with them on deletes its children.
    """

    def __init__(self, path: Path, key: bytes, faults: Faults, *, foreign_keys: bool = True) -> None:
        self._faults = faults
        self._engine = _engine(path, key, foreign_keys=foreign_keys)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed as a whole at the end, or not at all.

        Raises:
            StorageError: the file is locked, full, damaged, not writable, or the key is wrong.
        """
        with self._faults.translated(), Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A transaction on the bare connection, for migrations. Raises as ``transaction``."""
        with self._faults.translated(), self._engine.begin() as connection:
            yield connection

    def verify(self) -> None:
        """Check the authentication code of every page (0.1 s for 50 MB).

        Raises:
            StorageError: the key is wrong, or a page was altered.
        """
        if self._outside_transactions("PRAGMA cipher_integrity_check"):
            raise self._faults("damaged")
        self._outside_transactions("SELECT count(*) FROM sqlite_schema")

    def checkpoint(self, busy_key: str = "locked") -> None:
        """Move everything from the WAL into the database and cut the WAL to nothing, so that no erased row stays.

        Args:
            busy_key: What to say where another program reads the database, so that the WAL must stay.

        Raises:
            StorageError: another program reads the database.
        """
        [(busy, _, _)] = self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise self._faults(busy_key)

    def changes(self) -> int:
        """Rows that were added, changed or deleted since the connection was opened. On the store's thread."""
        with self._faults.translated(), closing(self._engine.raw_connection()) as connection:
            driver = connection.driver_connection
            return 0 if driver is None else int(driver.total_changes)

    def close(self) -> None:
        """Close the connection; SQLite folds the WAL into the database."""
        self._engine.dispose()

    def _outside_transactions(self, statement: str) -> list[tuple[Any, ...]]:
        with self._faults.translated(), closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall())


def connect(path: Path, key: bytes) -> dbapi2.Connection:
    """A bare connection, set up as every other, each statement committed by itself; the caller closes it.

    For what works on a whole file: copies, changes of the key. Raises what the driver raises.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in _pragmas(key, foreign_keys=True):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(path: Path, key: bytes, *, foreign_keys: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=dbapi2,
        hide_parameters=True,  # an error's text may reach a log; what a client is called must not
        # the pool hands the connection from thread to thread, one at a time; SQLite itself is built serialised
        connect_args={"check_same_thread": False, "isolation_level": None},
        pool_size=1,
        max_overflow=0,
        pool_timeout=_ONE_CONNECTION_WAIT_S,
    )
    pragmas = _pragmas(key, foreign_keys=foreign_keys)

    @event.listens_for(engine, "connect")
    def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # the driver's own BEGIN comes only before the first write: DDL and reads would lie outside
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _pragmas(key: bytes, *, foreign_keys: bool) -> tuple[str, ...]:
    return (
        "cipher_log_level = NONE",  # it would write to the console; our errors say what matters
        f"key = \"x'{key.hex()}'\"",  # raw: no key derivation, opens in about a millisecond
        "cipher_compatibility = 4",  # a later SQLCipher's new defaults must not lock the file
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "journal_mode = WAL",
        "synchronous = FULL",  # with NORMAL an acknowledged visit can be lost in a power cut
        "secure_delete = ON",  # erased rows are overwritten, not only unlinked
        "temp_store = MEMORY",
        "cache_size = -32768",  # 32 MB: the index of 100,000 clients stays decrypted between two keys
        "trusted_schema = OFF",
        "cell_size_check = ON",
    )
