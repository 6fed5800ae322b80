import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2
from sqlmodel import Session

from consultant_app.domain.errors import StorageError
from consultant_app.storage import database as database_module
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults

KEY = b"k" * 32


@pytest.fixture
def database(tmp_path: Path, faults: Faults):
    database = Database(tmp_path / "store.db", KEY, faults)
    with database.connection() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
    yield database
    database.close()


def _add(database: Database, word: str) -> None:
    with database.transaction() as session:
        session.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})


def _words(database: Database) -> list[str]:
    with database.transaction() as session:
        return list(session.execute(text("SELECT word FROM words")).scalars())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 3000),
    ],
)
def test_every_connection_keeps_the_measured_rules(database: Database, pragma: str, value: object) -> None:
    with database.connection() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def _half_done(session: Session, faults: Faults) -> None:
    session.execute(text("INSERT INTO words VALUES ('two')"))
    raise faults("full")


def test_a_transaction_counts_whole_or_not_at_all(database: Database, faults: Faults) -> None:
    _add(database, "one")
    with pytest.raises(StorageError), database.transaction() as session:
        _half_done(session, faults)
    assert _words(database) == ["one"]


def test_nothing_lies_in_the_clear(database: Database, tmp_path: Path) -> None:
    _add(database, "plain-sentinel")
    files = list(tmp_path.glob("store.db*"))
    assert {path.name for path in files} >= {"store.db", "store.db-wal"}
    assert not any(b"plain-sentinel" in path.read_bytes() for path in files)
    assert not (tmp_path / "store.db").read_bytes().startswith(b"SQLite format")


def test_a_wrong_key_and_an_altered_page_are_seen(database: Database, tmp_path: Path, faults: Faults) -> None:
    for number in range(200):
        _add(database, f"{number}" * 100)
    database.close()
    path = tmp_path / "store.db"
    wrong = Database(path, b"x" * 32, faults)
    with pytest.raises(StorageError, match="damaged or was altered"):
        wrong.verify()
    wrong.close()
    content = bytearray(path.read_bytes())
    content[3 * 4096 + 100] ^= 1
    path.write_bytes(content)
    altered = Database(path, KEY, faults)
    with pytest.raises(StorageError, match="damaged or was altered"):
        altered.verify()
    altered.close()


def test_another_programs_lock_is_said(
    tmp_path: Path, faults: Faults, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()
    monkeypatch.setattr(database_module, "_BUSY_TIMEOUT_MS", 10)
    impatient = Database(tmp_path / "store.db", KEY, faults)
    other = dbapi2.connect(str(tmp_path / "store.db"), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="Another program"):
        _add(impatient, "late")
    other.execute("COMMIT")
    _add(impatient, "in time")
    other.execute("BEGIN")
    other.execute("SELECT * FROM words").fetchall()
    _add(impatient, "seen by nobody else")
    with pytest.raises(StorageError, match="Another program"):
        impatient.checkpoint()
    with pytest.raises(StorageError, match="still holds the file"):
        impatient.checkpoint("erasure_pending")
    other.close()
    impatient.checkpoint()
    assert (tmp_path / "store.db-wal").stat().st_size == 0
    impatient.close()


def test_a_second_thread_waits_for_the_first(database: Database) -> None:
    threads = [threading.Thread(target=_add, args=(database, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(_words(database)) == [str(number) for number in range(8)]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, faults: Faults) -> None:
    database = Database(tmp_path / "missing" / "store.db", KEY, faults)
    with pytest.raises(StorageError, match="cannot be written"):
        _words(database)
    database.close()


def test_an_error_never_tells_what_was_stored(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught, database.transaction() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:word)"), {"word": "plain-sentinel"})
    assert "plain-sentinel" not in str(caught.value)
