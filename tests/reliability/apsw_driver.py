"""A driver in SQLCipher's place that lets a test stand between SQLite and the disk.

The store runs on it unchanged. APSW's SQLite knows no encryption: what is tested is the order of writes and syncs,
which is the same. Every connection goes through the VFS that ``vfs`` names at that moment.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import apsw
from sqlcipher3 import dbapi2

Warning = dbapi2.Warning  # noqa: A001 - the names of PEP 249
paramstyle, threadsafety, apilevel = "qmark", 1, "2.0"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2
Binary = memoryview

vfs: str | None = None
_CODES = {apsw.FullError: 13, apsw.ReadOnlyError: 8, apsw.IOError: 10}


class Error(dbapi2.Error):
    """Carries SQLite's code as the real driver's errors do."""


class DatabaseError(Error, dbapi2.DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InterfaceError(Error):
    pass


DataError = InternalError = NotSupportedError = ProgrammingError = DatabaseError


def _told(error: apsw.Error) -> DatabaseError:
    kind = IntegrityError if isinstance(error, apsw.ConstraintError) else OperationalError
    told = kind(str(error))
    # What a VFS in Python raised comes back as it is, without a code of its own.
    told.sqlite_errorcode = getattr(error, "result", _CODES.get(type(error), 1))  # type: ignore[attr-defined]
    return told


class Cursor:
    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount, self.lastrowid = -1, 0

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        raw, self.description = self._connection.raw, None
        cursor = raw.cursor()
        cursor.exec_trace = self._trace
        before = raw.total_changes()
        try:
            self._rows = list(cursor.execute(statement, tuple(values)))
        except apsw.Error as error:
            raise _told(error) from error
        changed = raw.total_changes() != before
        self.rowcount = raw.changes() if changed else 0 if _changes_rows(statement) else -1
        self.lastrowid = raw.last_insert_rowid()
        return self

    def executemany(self, statement: str, all_values: Iterable[Sequence[Any]]) -> "Cursor":
        count = 0
        for values in all_values:
            self.execute(statement, values)
            count += max(self.rowcount, 0)
        self.rowcount = count
        return self

    def _trace(self, cursor: Any, _statement: str, _values: Any) -> bool:
        self.description = cursor.description or None
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows, []
        return taken

    def __iter__(self) -> Any:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []


class Connection:
    isolation_level = None

    def __init__(self, path: str) -> None:
        try:
            self.raw = apsw.Connection(path, vfs=vfs)
        except apsw.Error as error:
            raise _told(error) from error

    def cursor(self, *_: Any) -> Cursor:
        return Cursor(self)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(statement, values)

    def executemany(self, statement: str, values: Iterable[Sequence[Any]]) -> Cursor:
        return self.cursor().executemany(statement, values)

    def backup(self, target: "Connection") -> None:
        with target.raw.backup("main", self.raw, "main") as copy:
            copy.step()

    @property
    def total_changes(self) -> int:
        return self.raw.total_changes()

    def commit(self) -> None:
        if self.raw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, count: int, function: Any, **_: Any) -> None:
        self.raw.create_scalar_function(name, function, count)

    def close(self) -> None:
        try:
            self.raw.close()
        except apsw.Error as error:
            raise _told(error) from error


def _changes_rows(statement: str) -> bool:
    return statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}


def connect(path: str, *_: Any, **__: Any) -> Connection:
    return Connection(path)
