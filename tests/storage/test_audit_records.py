# ruff: noqa: S608 - statements are put together from this file alone
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from consultant_app.domain.audit import AuditState
from consultant_app.files import bundled
from consultant_app.storage.audit_records import ANCHOR, AuditRecords
from consultant_app.storage.database import Database, connect
from consultant_app.storage.faults import Faults
from consultant_app.storage.migrate import migrate
from consultant_app.texts import texts
from tests.storage.conftest import NOW

KEY = b"k" * 32
COUNT = 12


Written = dict[str, bytes]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Name -> content of a database with a log of a few entries, and of its anchor."""
    folder = tmp_path_factory.mktemp("audit")
    faults = Faults(texts("en"), folder)
    path = folder / "store.db"
    migrate(path, KEY, faults, bundled("migrations"))
    database = Database(path, KEY, faults)
    audit = AuditRecords(database, folder, b"w" * 32, faults)
    for number in range(COUNT):
        audit.append(NOW + timedelta(seconds=number), f"user-{number % 3}", "read_client", f"client-{number % 2}")
    database.close()
    return {name: (folder / name).read_bytes() for name in ("store.db", ANCHOR)}


@pytest.fixture
def database(tmp_path: Path, faults: Faults, written: Written) -> Iterator[Database]:
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    database = Database(tmp_path / "store.db", KEY, faults)
    yield database
    database.close()


@pytest.fixture
def audit(database: Database, tmp_path: Path, faults: Faults) -> AuditRecords:
    return AuditRecords(database, tmp_path, b"w" * 32, faults)


def _tamper(path: Path, *statements: str) -> None:
    """As somebody who holds the database's key, but not the log's own."""
    with closing(connect(path, KEY)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS audit_log_refuses_update")
        connection.execute("DROP TRIGGER IF EXISTS audit_log_refuses_delete")
        for statement in statements:
            connection.execute(statement)


def _tampered(
    tmp_path: Path, faults: Faults, written: Written, *statements: str, anchor: bool = True
) -> AuditState:
    """What the check says of the log after somebody was at it."""
    place = tmp_path / "tampered"
    place.mkdir(exist_ok=True)
    for name, content in written.items():
        (place / name).write_bytes(content)
    if not anchor:
        (place / ANCHOR).unlink()
    _tamper(place / "store.db", *statements)
    database = Database(place / "store.db", KEY, faults)
    try:
        return AuditRecords(database, place, b"w" * 32, faults).verify()
    finally:
        database.close()


def test_a_log_that_nobody_touched_is_sound_and_reads_back(audit: AuditRecords) -> None:
    assert audit.verify().sound
    assert audit.verify().entries == COUNT
    entries = audit.read(at_most=5)
    assert [entry.number for entry in entries] == [12, 11, 10, 9, 8]
    assert entries[0].at == NOW + timedelta(seconds=11)
    assert [entry.number for entry in audit.read(before=4)] == [3, 2, 1]
    assert {entry.subject for entry in audit.read(subject="client-1")} == {"client-1"}


def test_an_empty_log_is_sound(tmp_path: Path, faults: Faults, written: Written) -> None:
    gone = ("DELETE FROM audit_log", "DELETE FROM secrets")
    assert _tampered(tmp_path, faults, written, *gone, anchor=False).sound


def test_the_database_itself_refuses_changes(database: Database) -> None:
    for statement in ("UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"):
        with pytest.raises(DBAPIError, match="only grows"), database.connection() as connection:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "detail", "mac", "number"])
def test_every_changed_field_of_every_entry_is_found(
    tmp_path: Path, faults: Faults, written: Written, column: str
) -> None:
    value = {"at": "'2020-01-01 00:00:00.000000'", "mac": "zeroblob(32)", "number": "99"}.get(column, "'x'")
    for number in range(1, COUNT + 1):
        change = f"UPDATE audit_log SET {column} = {value} WHERE number = {number}"
        state = _tampered(tmp_path, faults, written, change)
        assert not state.sound
        assert state.number == number


def test_every_entry_taken_out_is_found_and_closing_the_gap_hides_nothing(
    tmp_path: Path, faults: Faults, written: Written
) -> None:
    for number in range(1, COUNT + 1):
        later = range(number + 1, COUNT + 1)
        closing_up = [f"UPDATE audit_log SET number = {after - 1} WHERE number = {after}" for after in later]
        taken = f"DELETE FROM audit_log WHERE number = {number}"
        assert not _tampered(tmp_path, faults, written, taken).sound
        assert not _tampered(tmp_path, faults, written, taken, *closing_up).sound


def test_every_exchange_of_neighbours_is_found(tmp_path: Path, faults: Faults, written: Written) -> None:
    for number in range(1, COUNT):
        exchange = (
            f"UPDATE audit_log SET number = 99 WHERE number = {number}",
            f"UPDATE audit_log SET number = {number} WHERE number = {number + 1}",
            f"UPDATE audit_log SET number = {number + 1} WHERE number = 99",
        )
        assert _tampered(tmp_path, faults, written, *exchange).fault == "altered"


def test_every_cut_at_the_end_is_found_also_without_the_anchor(
    tmp_path: Path, faults: Faults, written: Written
) -> None:
    for left in range(COUNT):
        cut = f"DELETE FROM audit_log WHERE number > {left}"
        assert _tampered(tmp_path, faults, written, cut).fault == "cut"
        assert _tampered(tmp_path, faults, written, cut, anchor=False).fault == "anchor"


def test_a_log_without_its_secret_is_no_new_log(tmp_path: Path, audit: AuditRecords) -> None:
    _tamper(tmp_path / "store.db", "DELETE FROM secrets")
    assert audit.verify().fault == "altered"


def test_an_added_entry_is_found(tmp_path: Path, audit: AuditRecords) -> None:
    _tamper(
        tmp_path / "store.db",
        "INSERT INTO audit_log SELECT 13, at, actor, action, subject, detail, mac FROM audit_log"
        " WHERE number = 12",
    )
    assert audit.verify().number == 13


@pytest.mark.parametrize("field", ["number", "mac", "code"])
def test_an_altered_anchor_is_found(tmp_path: Path, audit: AuditRecords, field: str) -> None:
    path = tmp_path / ANCHOR
    anchor = json.loads(path.read_text())
    anchor[field] = 3 if field == "number" else "00" * 32
    path.write_text(json.dumps(anchor))
    assert audit.verify().fault == "anchor"
    path.write_text("no anchor")
    assert audit.verify().fault == "anchor"


def test_an_older_anchor_after_a_cut_off_append_is_no_fault(tmp_path: Path, audit: AuditRecords) -> None:
    anchor = (tmp_path / ANCHOR).read_bytes()
    audit.append(NOW, "user", "read_client")
    (tmp_path / ANCHOR).write_bytes(anchor)
    assert audit.verify().sound
    audit.anchor_anew()
    assert json.loads((tmp_path / ANCHOR).read_text())["number"] == COUNT + 1


def test_without_the_logs_key_no_chain_can_be_forged(tmp_path: Path, database: Database, faults: Faults) -> None:
    with closing(connect(tmp_path / "store.db", KEY)) as connection:
        assert connection.execute("SELECT length(sealed) FROM secrets").fetchall() == [(12 + 32 + 16,)]
        with pytest.raises(dbapi2.DatabaseError):
            connection.execute("DELETE FROM audit_log")
    other = AuditRecords(database, tmp_path, b"v" * 32, faults)
    with pytest.raises(Exception, match="damaged"):
        other.verify()
