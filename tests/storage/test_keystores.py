import stat
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from consultant_app.storage.keystores import (
    FileKeystore,
    KeystoreUnusableError,
    OsKeystore,
    keystores_for,
    save_in_first_usable,
)


class MemoryKeyring(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(service, username, len(password))


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def use(monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend) -> None:
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    monkeypatch.setattr(keyring, "set_password", backend.set_password)


def test_the_systems_keystore_keeps_a_secret_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, MemoryKeyring())
    OsKeystore().save("a", b"1" * 32)
    OsKeystore().save("b", b"2" * 32)
    assert (OsKeystore().load("a"), OsKeystore().load("c")) == (b"1" * 32, None)


def test_a_foreign_entry_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = MemoryKeyring()
    use(monkeypatch, backend)
    OsKeystore().save("a", b"1" * 32)
    backend.kept = dict.fromkeys(backend.kept, "not hex")
    assert OsKeystore().load("a") is None


def test_a_locked_keystore_is_unusable(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, LockedKeyring())
    with pytest.raises(KeystoreUnusableError):
        OsKeystore().load("a")
    with pytest.raises(KeystoreUnusableError):
        OsKeystore().save("a", b"1")


def test_a_keystore_that_forgets_is_unusable(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, ForgetfulKeyring())
    with pytest.raises(KeystoreUnusableError):
        OsKeystore().save("a", b"1")


def test_the_file_is_its_owners_only_and_for_one_store(tmp_path: Path) -> None:
    path = tmp_path / "keystore.key"
    keystore = FileKeystore(path)
    assert keystore.load("a") is None
    keystore.save("a", b"1" * 32)
    assert (keystore.load("a"), keystore.load("b")) == (b"1" * 32, None)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"\xff\xfe")
    assert keystore.load("a") is None


@pytest.mark.expects_log
def test_without_a_usable_system_keystore_the_file_takes_over_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(monkeypatch, LockedKeyring())
    save_in_first_usable(keystores_for("os", tmp_path), "a", b"1")
    assert FileKeystore(tmp_path / "keystore.key").load("a") == b"1"
    assert "weaker" in caplog.text


def test_only_the_file_is_used_where_it_is_wanted(tmp_path: Path) -> None:
    assert [keystore.name for keystore in keystores_for("file", tmp_path)] == ["file"]


@pytest.mark.expects_log
def test_no_keystore_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, LockedKeyring())
    with pytest.raises(KeystoreUnusableError):
        save_in_first_usable((OsKeystore(),), "a", b"1")
