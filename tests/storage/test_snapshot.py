from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.database import connect
from consultant_app.storage.faults import Faults
from consultant_app.storage.snapshot import (
    check_database,
    files_of,
    remove_database,
    row_counts,
    take_out_clients,
    take_snapshot,
)
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import NOW


@pytest.fixture
def copy(
    store: Store, client: Client, photo: AnalysedPhoto, routine: Routine, tmp_path: Path, faults: Faults
) -> Iterator[tuple[Path, bytes]]:
    """A snapshot of an open store with one visit, and its key."""
    store.visits.add(NewVisit(client.id, NOW, photo, routine, "note", keep_photo=True))
    key = store._key_ring.keys().database
    take_snapshot(store.folder / "store.db", tmp_path / "copy.db", key, faults)
    yield tmp_path / "copy.db", key
    remove_database(tmp_path / "copy.db")


def test_a_snapshot_is_one_whole_file(copy: tuple[Path, bytes], tmp_path: Path, faults: Faults) -> None:
    path, key = copy
    assert [found.name for found in tmp_path.glob("copy.db*")] == ["copy.db"]
    check_database(path, key, faults)
    counts = row_counts(path, key, faults)
    assert (counts["clients"], counts["visits"]) == (1, 1)
    assert len(files_of(path, key, faults)) == counts["photos"] == 2


def test_every_table_that_names_a_file_is_known(copy: tuple[Path, bytes]) -> None:
    path, key = copy
    with closing(connect(path, key)) as connection:
        tables = {
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            if any(
                column[1] == "file_name" for column in connection.execute(f"PRAGMA table_info({name})").fetchall()
            )
        }
    assert tables == {"photos", "reports", "draft_files"}, "teach snapshot._FILES the new table"


def test_who_is_taken_out_leaves_no_trace_in_the_file(
    copy: tuple[Path, bytes], client: Client, faults: Faults
) -> None:
    path, key = copy
    assert take_out_clients(path, key, [client.id, "nobody"], faults) == 1
    assert take_out_clients(path, key, [client.id], faults) == 0
    check_database(path, key, faults)
    with closing(connect(path, key)) as connection:
        assert connection.execute("SELECT count(*) FROM visits").fetchone() == (0,)
        connection.execute(f"ATTACH DATABASE '{path}.plain' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    plain = path.with_name(path.name + ".plain").read_bytes()
    assert b"SQLite format 3" in plain
    assert b"sentinel" not in plain
    assert "Lefèvre".encode() not in plain


def test_a_damaged_copy_is_found(copy: tuple[Path, bytes], faults: Faults) -> None:
    path, key = copy
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        check_database(path, key, faults)
    with pytest.raises(StorageError, match="damaged"):
        check_database(path, b"x" * 32, faults)
