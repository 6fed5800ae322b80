"""What can go wrong with the store, said so that a consultant can act on it.

One place decides which errors of the disk and of the database are *environment* (a full disk, a damaged file) and
become a ``StorageError`` in her language. What is left passes through as the bug that it is.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from consultant_app.domain.errors import LockedOutError, StorageError
from consultant_app.texts import Texts

_SQLITE_KEYS = {
    3: "not_writable",  # SQLITE_PERM
    5: "locked",  # SQLITE_BUSY
    6: "locked",  # SQLITE_LOCKED
    8: "not_writable",  # SQLITE_READONLY
    10: "io",  # SQLITE_IOERR
    11: "damaged",  # SQLITE_CORRUPT
    13: "full",  # SQLITE_FULL
    14: "not_writable",  # SQLITE_CANTOPEN
    26: "damaged",  # SQLITE_NOTADB, also SQLCipher's answer to a wrong key
}
_OS_KEYS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "not_writable",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.ENOTDIR: "not_writable",
}
_EXTENDED_CODE_MASK = 0xFF
_LOCKED_OUT = frozenset({"locked_out", "wrong_passphrase"})


class Faults:
    """Makes the store's errors in one language.

    Args:
        words: The sentences; keys ``storage.*``.
        folder: The store's folder, named in the sentences.
        about: First part of the keys: what goes wrong with a folder of backups is told in other words.
    """

    def __init__(self, words: Texts, folder: Path, about: Literal["storage", "backup"] = "storage") -> None:
        self._words = words
        self._folder = folder
        self._about = about

    def __call__(self, key: str, **values: object) -> StorageError:
        """The error whose sentence is ``storage.<key>``, or ``backup.<key>``."""
        kind = LockedOutError if key in _LOCKED_OUT else StorageError
        return kind(self._words(f"{self._about}.{key}", folder=self._folder, **values))

    def of_backups(self, folder: Path) -> "Faults":
        """What can go wrong with the backups in a folder, in the same language."""
        return Faults(self._words, folder, "backup")

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn environment errors of the disk and the database that are raised inside into ``StorageError``."""
        try:
            yield
        except DBAPIError as error:
            if (key := _database_key(error.orig)) is None:
                raise
            raise self(key) from error
        except dbapi2.Error as error:  # raised while a connection is being set up, before SQLAlchemy wraps
            if (key := _database_key(error)) is None:
                raise
            raise self(key) from error
        except OSError as error:
            raise self(_OS_KEYS.get(error.errno or 0, "io")) from error


def _database_key(error: BaseException | None) -> str | None:
    """The text key of a database error; ``None`` for a bug such as a broken constraint."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    return _SQLITE_KEYS.get(code & _EXTENDED_CODE_MASK)
