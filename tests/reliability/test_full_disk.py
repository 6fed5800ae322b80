import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from unittest import mock

import apsw
import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage import database
from consultant_app.storage.store import Store
from tests.reliability import apsw_driver
from tests.reliability.disk import Disk, disk
from tests.reliability.made import CLIENT, add_clients, open_made, save, visits_hold

REFUSALS = {"full": apsw.FullError, "read-only": apsw.ReadOnlyError, "broken": apsw.IOError}


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[tuple[Disk, Store]]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(database, "dbapi2", apsw_driver))
        made = stack.enter_context(disk("refusing"))
        stack.enter_context(mock.patch.object(apsw_driver, "vfs", made.name))
        store = open_made(tmp_path / "store")
        add_clients(store)
        yield made, store
        store.close()


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refused_at_every_step_of_a_save_the_last_good_state_stays(
    on_disk: tuple[Disk, Store], tmp_path: Path, refusal: str
) -> None:
    """Each step of SQLite is refused, and all after it; then the disk is well again and the next save holds."""
    made, store = on_disk
    made.refusal = REFUSALS[refusal]
    before = made.reached
    kept = {save(store, 0): 0}
    steps = made.reached - before
    assert steps > 3
    refused = 0
    for step in range(1, steps + 1):
        made.refuse_from = made.reached + step
        try:
            kept[save(store, step)] = step
        except StorageError:
            refused += 1
        finally:
            made.refuse_from = None
        kept[save(store, 1000 + step)] = 1000 + step
        assert visits_hold(store, dict(list(kept.items())[-2:])) == []  # all of them at the end
    assert refused > 0
    store.close()
    again = open_made(tmp_path / "store")
    assert visits_hold(again, kept) == []
    assert len(again.visits.history(CLIENT)) == len(kept)
    again.close()
    with closing(apsw_driver.connect(str(tmp_path / "store" / "store.db"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("act", ["fsync", "replace"])
def test_refused_at_every_file_of_a_save_nothing_is_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, act: str
) -> None:
    store = open_made(tmp_path / "store")
    add_clients(store)
    kept = {save(store, 0): 0}
    files = set((tmp_path / "store" / "photos").rglob("*"))
    owner = os if act == "fsync" else Path
    real, calls = getattr(owner, act), 0
    for fail_at in range(1, 5):
        calls = 0

        def failing(*given: object, fail_at: int = fail_at) -> object:
            nonlocal calls
            calls += 1
            if calls == fail_at:
                raise OSError(code, os.strerror(code))
            return real(*given)

        monkeypatch.setattr(owner, act, failing)
        try:
            kept[save(store, fail_at)] = fail_at
        except StorageError:
            assert set((tmp_path / "store" / "photos").rglob("*")) == files
        monkeypatch.undo()
        assert visits_hold(store, kept) == []
        files = set((tmp_path / "store" / "photos").rglob("*"))
    store.close()


def test_a_file_that_another_program_locks_is_said_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_MS", 1)
    store = open_made(tmp_path / "store")
    add_clients(store)
    kept = {save(store, 0): 0}
    with closing(database.connect(tmp_path / "store" / "store.db", store._key_ring.keys().database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program holds"):
            save(store, 1)
        other.execute("ROLLBACK")
    kept[save(store, 2)] = 2
    assert visits_hold(store, kept) == []
    store.close()


def test_a_database_with_any_damaged_page_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = open_made(tmp_path / "store")
    add_clients(store)
    save(store, 0)
    store.close()
    path = tmp_path / "store" / "store.db"
    whole = path.read_bytes()
    for page in range(0, len(whole) // 4096, 7):
        damaged = bytearray(whole)
        damaged[page * 4096 + 100] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(StorageError, match="damaged"):
            open_made(tmp_path / "store")
        assert path.read_bytes() == bytes(damaged)
    path.write_bytes(whole)
    open_made(tmp_path / "store").close()
