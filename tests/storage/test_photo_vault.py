import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage import photo_vault
from consultant_app.storage.faults import Faults
from consultant_app.storage.photo_vault import Owner, PhotoVault

KEY = b"k" * 32
OWNER = Owner("anna", "visit-1")


@pytest.fixture
def vault(folder: Path, faults: Faults) -> PhotoVault:
    return PhotoVault(folder / "photos", faults)


def _only_file(folder: Path) -> Path:
    [path] = (folder / "photos" / "anna").iterdir()
    return path


def test_a_file_comes_back_and_lies_there_encrypted(vault: PhotoVault, folder: Path) -> None:
    stored = vault.put(OWNER, "photo", b"plain sentinel", KEY)
    assert vault.get(OWNER, stored, KEY) == b"plain sentinel"
    assert b"sentinel" not in _only_file(folder).read_bytes()
    assert "photo" not in stored.file_name
    assert vault.names() == {("anna", stored.file_name)}


def test_an_altered_file_is_not_shown(vault: PhotoVault, folder: Path) -> None:
    stored = vault.put(OWNER, "photo", b"plain", KEY)
    path = _only_file(folder)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole + b"x", bytes([whole[0] ^ 1]) + whole[1:], b""):
        path.write_bytes(damaged)
        with pytest.raises(StorageError, match="was altered"):
            vault.get(OWNER, stored, KEY)


def test_a_missing_file_is_said(vault: PhotoVault, folder: Path) -> None:
    stored = vault.put(OWNER, "photo", b"plain", KEY)
    _only_file(folder).unlink()
    with pytest.raises(StorageError, match="is missing"):
        vault.get(OWNER, stored, KEY)


def test_files_cannot_be_swapped(vault: PhotoVault, folder: Path) -> None:
    """Even with the row's hash and nonce moved along, a file opens only for its client, visit and kind."""
    stored = vault.put(OWNER, "photo", b"plain", KEY)
    shutil.copytree(folder / "photos" / "anna", folder / "photos" / "berta")
    for owner, file in (
        (Owner("anna", "visit-2"), stored),
        (Owner("berta", "visit-1"), stored),
        (OWNER, replace(stored, kind="maps")),
    ):
        with pytest.raises(StorageError, match="was altered"):
            vault.get(owner, file, KEY)


def test_a_full_disk_is_said(vault: PhotoVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(photo_vault, "write_atomically", full)
    with pytest.raises(StorageError, match="disk is full"):
        vault.put(OWNER, "photo", b"plain", KEY)
    assert vault.names() == set()


def test_discarding_twice_is_fine(vault: PhotoVault) -> None:
    stored = vault.put(OWNER, "photo", b"plain", KEY)
    vault.discard("anna", [stored.file_name])
    vault.discard("anna", [stored.file_name])
    vault.discard_client("anna")
    vault.discard_client("anna")
    assert vault.names() == set()
