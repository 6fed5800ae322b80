from pathlib import Path

import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage.faults import Faults
from consultant_app.storage.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path, faults: Faults) -> Shelf:
    return Shelf.of_store(tmp_path, "0123456789", faults)


def test_an_entry_never_leads_out_of_the_shelf(shelf: Shelf) -> None:
    photos = shelf.folder / "photos"
    assert shelf.photo("client/a.bin") == photos / "client" / "a.bin"
    for entry in ("../../etc/passwd", "/etc/passwd", "a/b/c", "client/../../x.bin", "../x", "..", ""):
        assert photos in shelf.photo(entry).parents
        assert ".." not in shelf.photo(entry).parts
    assert shelf.database("20260504T093000Z", "../../x.db").parent == shelf.folder / "20260504T093000Z"


def test_the_folder_is_made_in_a_folder_that_is_there_alone(shelf: Shelf, tmp_path: Path, faults: Faults) -> None:
    shelf.reach()
    shelf.reach()
    assert shelf.folder.name == "counter-01234567"
    with pytest.raises(StorageError, match="cannot be reached"):
        Shelf.of_store(tmp_path / "not mounted", "0123456789", faults).reach()


def test_a_copy_that_does_not_read_back_is_no_backup(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.reach()
    source = tmp_path / "store.db"
    source.write_bytes(b"content")
    assert shelf.put_database("now", "a.db", source) == shelf.put_database("now", "b.db", source)
    monkeypatch.setattr("consultant_app.storage.shelf.sha256_of", lambda _: "another")
    with pytest.raises(StorageError, match="did not read back"):
        shelf.put_database("now", "c.db", source)
    assert not shelf.database("now", "c.db").exists()
