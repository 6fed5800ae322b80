import logging
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import NOW, OpenStore

DAY = timedelta(days=1)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def visited(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine) -> Store:
    store.visits.add(NewVisit(client.id, NOW, photo, routine, "note", keep_photo=True))
    return store


def _shelf(target: Path) -> Path:
    [folder] = target.iterdir()
    return folder


def _files(target: Path) -> set[str]:
    return {str(path.relative_to(_shelf(target))) for path in _shelf(target).rglob("*") if path.is_file()}


def test_a_backup_holds_database_photos_and_wrapped_keys_and_verifies(visited: Store, target: Path) -> None:
    info = visited.backups.make(target, NOW)
    assert (info.clients, info.visits, info.photos, info.missing) == (1, 1, 2, 0)
    assert info.name == "20260504T093000Z"
    assert {"keys.json", "erasures.json", f"{info.name}/manifest.json"} < _files(target)
    [check] = visited.backups.verify(target)
    assert (check.name, check.info, check.faults) == (info.name, info, ())


def test_nothing_readable_lies_in_a_backup(visited: Store, target: Path) -> None:
    visited.backups.make(target, NOW)
    for path in _shelf(target).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"sentinel" not in content
            assert "Lefèvre".encode() not in content
            assert b"SQLite format" not in content


def test_a_second_backup_copies_no_photo_again(visited: Store, target: Path) -> None:
    visited.backups.make(target, NOW)
    photos = {path: path.stat().st_mtime_ns for path in _shelf(target).glob("photos/*/*")}
    second = visited.backups.make(target, NOW)
    third = visited.backups.make(target, NOW + DAY)
    assert {path: path.stat().st_mtime_ns for path in _shelf(target).glob("photos/*/*")} == photos
    assert len({second.name, third.name, "20260504T093000Z"}) == 3
    assert len(visited.backups.verify(target)) == 3


def test_an_erased_client_leaves_older_backups_too(visited: Store, client: Client, target: Path) -> None:
    visited.backups.make(target, NOW)
    visited.clients.erase(client.id, NOW + DAY)
    visited.backups.make(target, NOW + DAY)
    first, second = visited.backups.verify(target)
    assert first.faults == second.faults == ()
    assert first.info is not None
    assert (first.info.clients, first.info.visits, first.info.photos) == (0, 0, 0)
    assert not list(_shelf(target).glob("photos/*/*"))
    assert len(list(_shelf(target).glob("*/*.db"))) == 2
    assert client.id in (_shelf(target) / "erasures.json").read_text()


def test_old_backups_go_and_their_photos_with_them(visited: Store, target: Path) -> None:
    for hours in (0, 1, 2):
        visited.backups.make(target, NOW + timedelta(hours=hours))
    leftover = _shelf(target) / "20260101T000000Z" / "half.db"
    leftover.parent.mkdir()
    leftover.write_bytes(b"cut off")
    visited.backups.make(target, NOW + 5 * DAY)
    assert [check.name for check in visited.backups.verify(target)] == ["20260504T113000Z", "20260509T093000Z"]
    assert not leftover.parent.exists()
    assert len(list(_shelf(target).glob("photos/*/*"))) == 2


@pytest.mark.expects_log
def test_a_photo_that_is_damaged_in_the_store_is_left_out_and_said(
    visited: Store, folder: Path, target: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sorted(folder.glob("photos/*/*"))
    first.unlink()
    second.write_bytes(b"rotten")
    with caplog.at_level(logging.WARNING):
        info = visited.backups.make(target, NOW)
    assert (info.photos, info.missing) == (0, 2)
    assert "2 files" in caplog.text
    assert visited.backups.verify(target)[0].faults == ()


def test_a_share_that_is_not_there_is_said_and_costs_nothing(visited: Store, target: Path) -> None:
    target.rmdir()
    with pytest.raises(StorageError, match="cannot be reached"):
        visited.backups.make(target, NOW)
    assert not target.exists()


@pytest.mark.parametrize("part", ["manifest.json", "*.db", "photo"])
def test_every_altered_byte_is_found(visited: Store, target: Path, part: str) -> None:
    info = visited.backups.make(target, NOW)
    shelf = _shelf(target)
    pattern = "photos/*/*" if part == "photo" else f"{info.name}/{part}"
    path = next(iter(shelf.glob(pattern)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    [check] = visited.backups.verify(target)
    assert len(check.faults) == 1
    assert "damaged" in check.faults[0]


@pytest.mark.expects_log
def test_a_damaged_backup_does_not_keep_the_next_from_being_made(
    visited: Store, client: Client, target: Path
) -> None:
    info = visited.backups.make(target, NOW)
    (_shelf(target) / info.name / "manifest.json").write_text("{}")
    visited.clients.erase(client.id, NOW)
    visited.backups.make(target, NOW + DAY)
    first, second = visited.backups.verify(target)
    assert first.faults
    assert not second.faults


def test_a_manifest_of_another_counter_or_version_is_told(visited: Store, target: Path) -> None:
    info = visited.backups.make(target, NOW)
    path = _shelf(target) / info.name / "manifest.json"
    text = path.read_text()
    key = visited._key_ring.keys().id
    path.write_text(text.replace(key, "0" * 16))
    assert "passphrase does not open" in visited.backups.verify(target)[0].faults[0]
    path.write_text('{"format": 9}')
    assert "newer version" in visited.backups.verify(target)[0].faults[0]


def test_a_full_target_leaves_the_older_backups_whole(
    visited: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consultant_app.storage import shelf as shelf_module

    visited.backups.make(target, NOW)

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf_module, "copy_atomically", full)
    with pytest.raises(StorageError, match="no room"):
        visited.backups.make(target, NOW + DAY)
    monkeypatch.undo()
    assert [check.faults for check in visited.backups.verify(target)] == [()]


def test_changes_and_erasures_are_counted(visited: Store, client: Client) -> None:
    before = visited.backups.changes()
    assert visited.backups.erasures() == 0
    visited.clients.erase(client.id, NOW)
    assert visited.backups.changes() > before
    assert visited.backups.erasures() == 1


def test_backups_reach_over_a_change_of_the_key(
    open_store: OpenStore, visited: Store, client: Client, target: Path
) -> None:
    passphrase = visited.recovery_passphrase
    assert passphrase is not None
    visited.backups.make(target, NOW)
    visited.begin_key_rotation(passphrase)
    visited.close()
    store = open_store()
    store.clients.erase(client.id, NOW)
    store.backups.make(target, NOW + DAY)
    first, second = store.backups.verify(target)
    assert first.faults == second.faults == ()
    assert first.info is not None
    assert first.info.clients == 0
    shutil.rmtree(target)
