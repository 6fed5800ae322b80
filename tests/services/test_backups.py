from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consultant_app.domain.clients import Client, ClientDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.people import AccessError, Role, User
from consultant_app.services.access import Access
from consultant_app.services.backups import BackupService
from consultant_app.services.store import StoreSession
from consultant_app.storage.store import Store
from consultant_app.texts import texts

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ANNA = "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01"


class Clocks:
    """The time of day, and the clock that only runs forwards."""

    def __init__(self) -> None:
        self.now, self.seconds = NOW, 0.0

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def store(open_session: Callable[..., StoreSession]) -> Store:
    store = open_session()._store
    store.clients.add(Client(ANNA, NOW, ClientDraft("Anna")))
    return store


@pytest.fixture
def backups(store: Store, clocks: Clocks) -> BackupService:
    return _service(store, clocks)


def _service(store: Store, clocks: Clocks) -> BackupService:
    return BackupService(
        store.backups, store.folder, texts("en"), lambda: clocks.now, Access(), lambda: clocks.seconds
    )


def _change(store: Store, clocks: Clocks) -> None:
    store.clients.replace(ANNA, ClientDraft(f"Anna {clocks.seconds}"), clocks.now)


def test_the_first_is_due_at_once_and_goes_beside_the_store(backups: BackupService, tmp_path: Path) -> None:
    assert backups.status().last is None
    assert backups.due()
    info = backups.run()
    assert info.clients == 1
    assert backups.status().last == NOW
    assert backups.status().target == str(tmp_path / "backups")
    assert [check.faults for check in backups.verify()] == [()]


def test_the_next_is_due_after_half_an_hour_if_something_changed(
    backups: BackupService, store: Store, clocks: Clocks
) -> None:
    backups.run()
    _change(store, clocks)
    clocks.pass_by(minutes=29)
    assert not backups.due()
    clocks.pass_by(minutes=1)
    assert backups.due()
    backups.run()
    clocks.pass_by(days=1)
    assert not backups.due()
    _change(store, clocks)
    assert backups.due()


def test_after_an_opening_half_an_hour_since_the_last_counts(
    backups: BackupService, store: Store, clocks: Clocks
) -> None:
    backups.run()
    clocks.pass_by(minutes=10)
    assert not _service(store, clocks).due()
    clocks.pass_by(minutes=20)
    assert _service(store, clocks).due()


def test_an_erasure_does_not_wait(backups: BackupService, store: Store, clocks: Clocks) -> None:
    backups.run()
    store.clients.erase(ANNA, clocks.now)
    assert backups.due()
    backups.run()
    assert not backups.due()


def test_a_share_out_of_reach_is_told_and_tried_again_later_and_later(
    backups: BackupService, store: Store, clocks: Clocks, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    backups.access.enter(_manager())
    backups.set_target(share)
    for wait in (5, 10, 20, 30, 30):
        assert backups.due()
        with pytest.raises(StorageError, match="cannot be reached"):
            backups.run()
        assert "cannot be reached" in backups.status().failure
        clocks.pass_by(minutes=wait - 1)
        assert not backups.due()
        clocks.pass_by(minutes=1)
    share.mkdir()
    backups.run()
    assert backups.status().failure == ""
    assert _service(store, clocks).status().target == str(share)


def test_only_a_manager_chooses_the_folder(backups: BackupService, tmp_path: Path) -> None:
    with pytest.raises(AccessError):
        backups.set_target(tmp_path)
    backups.access.enter(_manager())
    backups.set_target(tmp_path)
    backups.set_target(None)
    assert backups.status().target.endswith("backups")


def test_a_damaged_note_costs_a_backup_more_and_nothing_else(
    backups: BackupService, store: Store, clocks: Clocks
) -> None:
    backups.run()
    (store.folder / "backup.json").write_text("{")
    again = _service(store, clocks)
    assert again.status().last is None
    assert again.due()


def _manager() -> User:
    return User("2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c77", "Claire", Role.MANAGER)
