import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from consultant_app.domain.errors import StorageError
from consultant_app.storage.faults import Faults
from consultant_app.texts import languages, texts


class _DatabaseError(sqlite3.Error):
    def __init__(self, code: int) -> None:
        super().__init__("said by the database")
        self.sqlite_errorcode = code  # type: ignore[misc]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (5, "Another program"),
        (261, "Another program"),
        (8, "cannot be written"),
        (14, "cannot be written"),
        (13, "disk is full"),
        (10, "could not be read"),
        (11, "damaged"),
        (26, "damaged"),
    ],
)
def test_environment_errors_of_the_database_say_what_to_do(faults: Faults, code: int, words: str) -> None:
    with pytest.raises(StorageError, match=words), faults.translated():
        raise OperationalError("x", None, _DatabaseError(code))


def test_a_broken_rule_of_the_database_is_a_bug(faults: Faults) -> None:
    with pytest.raises(IntegrityError), faults.translated():
        raise IntegrityError("x", None, _DatabaseError(19))


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written"), (errno.EIO, "could not be read")],
)
def test_errors_of_the_disk_say_what_to_do(faults: Faults, code: int, words: str) -> None:
    with pytest.raises(StorageError, match=words), faults.translated():
        raise OSError(code, "x")


def test_the_folder_is_named_in_every_language() -> None:
    for language in languages():
        assert "/somewhere" in str(Faults(texts(language), Path("/somewhere"))("not_writable"))
