import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.errors import LockedOutError, StorageError
from consultant_app.storage import key_file
from consultant_app.storage.faults import Faults
from consultant_app.storage.key_file import Cost
from consultant_app.storage.keys import KeyRing
from consultant_app.storage.keystores import (
    FileKeystore,
    KeystoreName,
    KeystoreUnusableError,
    OsKeystore,
    keystores_for,
)

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def ring(tmp_path: Path, faults: Faults) -> KeyRing:
    return _ring(tmp_path, faults)


def _ring(folder: Path, faults: Faults) -> KeyRing:
    return KeyRing(folder / "keys.json", keystores_for("file", folder), faults, CHEAP)


def test_the_shipped_cost_is_the_measured_one() -> None:
    assert Cost() == Cost(memory_kib=65536, passes=3, lanes=4)


def test_keystore_and_passphrase_open_the_same_key(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    passphrase = ring.create()
    assert passphrase is not None
    assert len(passphrase) == 29
    by_keystore = _ring(tmp_path, faults)
    by_keystore.unlock()
    (tmp_path / "keystore.key").unlink()
    by_passphrase = _ring(tmp_path, faults)
    by_passphrase.unlock(passphrase.lower().replace("-", " "))
    assert ring.keys() == by_keystore.keys() == by_passphrase.keys()
    repaired = _ring(tmp_path, faults)
    repaired.unlock()
    assert repaired.keys() == ring.keys()


def test_a_wrong_passphrase_is_said(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    ring.create()
    (tmp_path / "keystore.key").unlink()
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        _ring(tmp_path, faults).unlock("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(StorageError, match="enter the recovery passphrase"):
        _ring(tmp_path, faults).unlock()


def test_another_stores_keystore_does_not_open(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    ring.create()
    store_id = json.loads((tmp_path / "keys.json").read_text())["store"]
    FileKeystore(tmp_path / "keystore.key").save(store_id, b"0" * 32)
    with pytest.raises(StorageError, match="no longer holds the key"):
        _ring(tmp_path, faults).unlock()


def test_a_given_passphrase_is_used_and_not_told(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    assert ring.create("quatre chevaux bleus") is None
    (tmp_path / "keystore.key").unlink()
    _ring(tmp_path, faults).unlock("Quatre Chevaux Bleus")


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path, ring: KeyRing) -> None:
    with pytest.raises(StorageError, match="at least 12"):
        ring.create("- short -")
    assert not list(tmp_path.glob("key*"))


def test_a_renewed_passphrase_replaces_the_former(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    former = ring.create()
    renewed = ring.renew_passphrase()
    (tmp_path / "keystore.key").unlink()
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        _ring(tmp_path, faults).unlock(former)
    again = _ring(tmp_path, faults)
    again.unlock(renewed)
    assert again.keys() == ring.keys()


def test_ready_is_remembered(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    ring.create()
    assert not _ring(tmp_path, faults).ready
    ring.mark_ready()
    ring.mark_ready()
    assert _ring(tmp_path, faults).ready


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "damaged"),
        ("{}", "damaged"),
        ('{"format": 1, "store": "a"}', "damaged"),
        ('{"format": 3, "anything": 1}', "newer version"),
    ],
)
def test_an_unreadable_key_file_is_said(tmp_path: Path, ring: KeyRing, text: str, words: str) -> None:
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(StorageError, match=words):
        ring.unlock()


def test_a_key_file_cannot_ask_for_all_memory(tmp_path: Path, faults: Faults, ring: KeyRing) -> None:
    ring.create()
    path = tmp_path / "keys.json"
    content = json.loads(path.read_text())
    content["cost"]["memory_kib"] = 1 << 30
    path.write_text(json.dumps(content))
    with pytest.raises(StorageError, match="damaged"):
        _ring(tmp_path, faults).unlock("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")


def test_a_missing_key_file_is_said(ring: KeyRing) -> None:
    assert not ring.ready
    with pytest.raises(StorageError, match=r"keys\.json is missing"):
        ring.unlock()


@pytest.mark.expects_log
def test_no_keystore_to_write_to_is_said(tmp_path: Path, faults: Faults) -> None:
    ring = KeyRing(tmp_path / "keys.json", (OsKeystore(),), faults, CHEAP)
    with pytest.raises(StorageError, match="could not be kept"):
        ring.create()
    assert not (tmp_path / "keys.json").exists()


@given(st.text(alphabet=key_file._ALPHABET, min_size=24, max_size=24))
def test_a_passphrase_may_be_typed_with_look_alikes(letters: str) -> None:
    typed = letters.lower().replace("0", "o").replace("1", "l")
    assert key_file.normal(f" {typed[:10]}-{typed[10:]}") == key_file.normal(letters)


def test_no_secret_lies_in_the_key_file(tmp_path: Path, ring: KeyRing) -> None:
    passphrase = ring.create()
    assert passphrase is not None
    text = (tmp_path / "keys.json").read_bytes()
    assert passphrase.encode() not in text
    assert ring._master not in text
    assert ring._master.hex().encode() not in text


class FakeOsKeystore:
    """A system's keystore that can be locked, emptied, or cut off while it keeps a secret."""

    name: KeystoreName = "os"

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.locked = False
        self.cut_off = False

    def load(self, store_id: str) -> bytes | None:
        if self.locked:
            raise KeystoreUnusableError
        return self.kept.get(store_id)

    def save(self, store_id: str, secret: bytes) -> None:
        if self.cut_off:
            raise InterruptedError
        if self.locked:
            raise KeystoreUnusableError
        self.kept[store_id] = secret


def test_a_keystore_that_was_lost_or_changed_is_recovered_by_the_passphrase(
    tmp_path: Path, faults: Faults
) -> None:
    keystore = FakeOsKeystore()

    def ring() -> KeyRing:
        return KeyRing(tmp_path / "keys.json", (keystore,), faults, CHEAP)

    first = ring()
    passphrase = first.create()
    for loss in (dict, lambda: dict.fromkeys(keystore.kept, b"x" * 32), lambda: dict.fromkeys(keystore.kept, b"")):
        keystore.kept = loss()
        with pytest.raises(LockedOutError, match="enter the recovery passphrase"):
            ring().unlock()
        with pytest.raises(LockedOutError, match="not the recovery passphrase"):
            ring().unlock("AAAA-AAAA-AAAA-AAAA")
        ring().unlock(passphrase)
        again = ring()
        again.unlock()
        assert again.keys() == first.keys()


@pytest.mark.expects_log
def test_a_repair_that_is_cut_off_leaves_a_way_in(tmp_path: Path, faults: Faults) -> None:
    keystore = FakeOsKeystore()
    ring = KeyRing(tmp_path / "keys.json", (keystore,), faults, CHEAP)
    passphrase = ring.create()
    keystore.kept = {}
    keystore.cut_off = True
    with pytest.raises(StorageError):
        KeyRing(tmp_path / "keys.json", (keystore,), faults, CHEAP).unlock(passphrase)
    keystore.cut_off = False
    again = KeyRing(tmp_path / "keys.json", (keystore,), faults, CHEAP)
    again.unlock(passphrase)
    assert again.keys() == ring.keys()


def test_the_master_key_is_overwritten_when_it_is_forgotten(ring: KeyRing) -> None:
    ring.create()
    buffer = ring._master
    assert any(buffer)
    ring.forget()
    assert not any(buffer)
    assert len(buffer) == 32
