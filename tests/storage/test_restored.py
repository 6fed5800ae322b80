from pathlib import Path

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.storage.restored import Wanted, check_backups, restore
from consultant_app.storage.store import Store
from consultant_app.texts import texts
from tests.storage.conftest import NOW, OpenStore


@pytest.fixture
def wanted(store: Store, client: Client, tmp_path: Path) -> Wanted:
    """A backup with one client, of a store that is closed."""
    share = tmp_path / "share"
    share.mkdir()
    assert client.id
    store.backups.make(share, NOW)
    store.close()
    assert store.recovery_passphrase is not None
    return Wanted(share, None, store.recovery_passphrase, store.folder, "file", replace=True)


def test_a_store_that_can_be_read_is_backed_up_before_it_is_replaced(
    wanted: Wanted, client: Client, open_store: OpenStore
) -> None:
    store = open_store()
    store.clients.erase(client.id, NOW)
    store.close()
    done = restore(wanted, texts("en"), NOW)
    assert done.info.clients == 0
    assert done.former is None
    assert not list(wanted.folder.glob("before-restore-*"))
    # Who was erased since the backup was made does not come back, though no backup was made since by itself.
    assert open_store().clients.search("") == []
    assert len(list(wanted.source.glob("*/*/manifest.json"))) == 2


def test_a_store_that_cannot_be_read_is_kept_beside(wanted: Wanted, open_store: OpenStore) -> None:
    (wanted.folder / "store.db").write_bytes(b"rotten" * 4096)
    done = restore(wanted, texts("en"), NOW)
    assert done.former is not None
    assert (done.former / "store.db").read_bytes().startswith(b"rotten")
    assert len(open_store().clients.search("")) == 1


def test_a_store_is_not_replaced_without_being_told_to(wanted: Wanted) -> None:
    careful = Wanted(wanted.source, None, wanted.passphrase, wanted.folder, "file")
    with pytest.raises(StorageError, match="--replace"):
        restore(careful, texts("en"), NOW)


def test_an_open_store_is_not_replaced(wanted: Wanted, open_store: OpenStore) -> None:
    open_store()
    with pytest.raises(StorageError, match="already open"):
        restore(wanted, texts("en"), NOW)


def test_backups_are_checked_without_a_store(wanted: Wanted, tmp_path: Path) -> None:
    place = tmp_path / "parts"
    [check] = check_backups(wanted.source, wanted.passphrase, place, texts("en"))
    assert check.faults == ()
    assert not place.exists()
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        check_backups(wanted.source, "AAAA-AAAA-AAAA", place, texts("en"))
