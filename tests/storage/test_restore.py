import shutil
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage import restore as restore_module
from consultant_app.storage.faults import Faults
from consultant_app.storage.restore import finish_restore, put_in_place, stage, unlock_shelf
from consultant_app.storage.shelf import Shelf
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import NOW, OpenStore

DAY = timedelta(days=1)


class CutOffError(Exception):
    """The power went."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def passphrase(store: Store) -> str:
    assert store.recovery_passphrase is not None
    return store.recovery_passphrase


@pytest.fixture
def backed_up(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine, target: Path) -> str:
    """The id of the one visit in the one backup."""
    visit = store.visits.add(NewVisit(client.id, NOW, photo, routine, "note", keep_photo=True))
    store.audit.append(NOW, "somebody", "save_visit", visit.id)
    store.backups.make(target, NOW)
    return visit.id


def _stage(target: Path, passphrase: str, folder: Path, faults: Faults, name: str | None = None) -> None:
    shelf = Shelf.find(target, faults)
    folder.mkdir(exist_ok=True)
    stage(shelf, name, unlock_shelf(shelf, passphrase), passphrase, folder)


def test_a_new_computer_has_the_store_again(
    open_store: OpenStore, tmp_path: Path, target: Path, passphrase: str, backed_up: str, faults: Faults
) -> None:
    new = tmp_path / "new computer"
    _stage(target, passphrase, new, faults)
    former = put_in_place(new, NOW, faults)
    assert not former.exists()
    with pytest.raises(StorageError, match="enter the recovery passphrase"):
        open_store(new)
    store = open_store(new, passphrase=passphrase)
    visit = store.visits.open(backed_up)
    assert visit.photo is not None
    assert visit.note == "note"
    assert store.audit.verify().sound
    assert store.audit.verify().entries == 1
    store.close()
    open_store(new)
    assert {path.name for path in new.iterdir()} >= {"store.db", "keys.json", "photos", "keystore.key"}


@pytest.mark.usefixtures("backed_up")
def test_who_was_erased_since_does_not_come_back(
    open_store: OpenStore, store: Store, client: Client, tmp_path: Path, target: Path, passphrase: str,
    faults: Faults,
) -> None:  # fmt: skip
    spoiled = tmp_path / "spoiled"
    shutil.copytree(target, spoiled)
    store.clients.erase(client.id, NOW)
    store.backups.make(target, NOW + DAY)
    # The worst case: the older backup was out of reach when she was erased, only the ledger is newer.
    [shelf] = target.iterdir()
    shutil.copy(shelf / "erasures.json", spoiled / shelf.name / "erasures.json")
    new = tmp_path / "new"
    _stage(spoiled, passphrase, new, faults)
    assert not list((new / "restoring" / "photos").glob("*/*"))
    put_in_place(new, NOW, faults)
    restored = open_store(new, passphrase=passphrase)
    assert restored.clients.search("") == []
    with pytest.raises(StorageError, match="no longer in the store"):
        restored.clients.get(client.id)


def test_what_was_there_is_kept_beside(
    open_store: OpenStore,
    store: Store,
    folder: Path,
    target: Path,
    passphrase: str,
    backed_up: str,
    faults: Faults,
) -> None:
    store.close()
    _stage(target, passphrase, folder, faults)
    former = put_in_place(folder, NOW, faults)
    assert {"store.db", "keys.json", "photos"} <= {path.name for path in former.iterdir()}
    assert open_store(passphrase=passphrase).visits.open(backed_up).photo is not None


@pytest.mark.parametrize("kind", ["database", "photo", "manifest", "ledger", "keys"])
def test_a_damaged_backup_replaces_nothing(
    store: Store, folder: Path, target: Path, passphrase: str, backed_up: str, faults: Faults, kind: str,
    open_store: OpenStore,
) -> None:  # fmt: skip
    store.close()
    [shelf] = target.iterdir()
    pattern = {
        "database": "2*/*.db", "photo": "photos/*/*", "manifest": "2*/manifest.json",
        "ledger": "erasures.json", "keys": "keys.json",
    }[kind]  # fmt: skip
    path = next(iter(shelf.glob(pattern)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StorageError):
        _stage(target, passphrase, folder, faults)
    assert open_store().visits.open(backed_up).photo is not None
    assert not (folder / "restoring").exists()


@pytest.mark.usefixtures("backed_up")
def test_a_wrong_passphrase_or_name_is_said(target: Path, folder: Path, faults: Faults, passphrase: str) -> None:
    shelf = Shelf.find(target, faults)
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        unlock_shelf(shelf, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(StorageError, match="no such backup"):
        stage(shelf, "20200101T000000Z", unlock_shelf(shelf, passphrase), passphrase, folder)
    with pytest.raises(StorageError, match="no such backup"):
        Shelf.find(folder, faults)


@pytest.mark.parametrize("cut", range(1, 10))
def test_cut_off_at_any_rename_the_next_opening_ends_it(
    open_store: OpenStore, store: Store, folder: Path, target: Path, passphrase: str, backed_up: str,
    faults: Faults, monkeypatch: pytest.MonkeyPatch, cut: int,
) -> None:  # fmt: skip
    store.close()
    _stage(target, passphrase, folder, faults)
    rename, done = Path.rename, 0

    def cut_off(self: Path, to: Path) -> Path:
        nonlocal done
        done += 1
        if done == cut:
            raise CutOffError
        return rename(self, to)

    monkeypatch.setattr(restore_module.Path, "rename", cut_off)
    with pytest.raises(CutOffError) if cut < 9 else nullcontext():
        put_in_place(folder, NOW, faults)
    monkeypatch.undo()
    assert open_store(passphrase=passphrase).visits.open(backed_up).photo is not None
    assert not (folder / "restoring").exists()
    assert not (folder / "restore.json").exists()


def test_a_damaged_note_is_said_and_loses_nothing(folder: Path, faults: Faults) -> None:
    folder.mkdir()
    (folder / "restore.json").write_text("{")
    with pytest.raises(StorageError, match="damaged"):
        finish_restore(folder, faults)


@pytest.mark.usefixtures("backed_up")
def test_a_share_of_several_counters_asks_which(
    open_store: OpenStore, tmp_path: Path, target: Path, faults: Faults
) -> None:
    open_store(tmp_path / "other").backups.make(target, NOW)
    with pytest.raises(StorageError, match="several counters"):
        Shelf.find(target, faults)
    assert Shelf.find(next(target.iterdir()), faults).names() == ["20260504T093000Z"]


def test_a_backup_under_a_former_key_is_opened_by_the_passphrase_of_today(
    open_store: OpenStore, store: Store, tmp_path: Path, target: Path, passphrase: str, backed_up: str,
    faults: Faults,
) -> None:  # fmt: skip
    store.begin_key_rotation(passphrase)
    store.close()
    store = open_store()
    renewed = store.renew_passphrase()
    store.backups.make(target, NOW + DAY)
    first, _ = Shelf.find(target, faults).names()
    _stage(target, renewed, tmp_path / "new", faults, first)
    put_in_place(tmp_path / "new", NOW, faults)
    assert open_store(tmp_path / "new", passphrase=renewed).visits.open(backed_up).photo is not None
