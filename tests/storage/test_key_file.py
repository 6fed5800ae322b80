import json
from pathlib import Path

import pytest

from consultant_app.storage.faults import Faults
from consultant_app.storage.key_file import Cost, Recovery, generate_passphrase, parse_key_file
from consultant_app.storage.keys import KeyRing, portable_key_file
from consultant_app.storage.keystores import keystores_for
from consultant_app.storage.sealing import UnsealError, new_key

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
PHRASE = "quatre chevaux bleus"


@pytest.fixture
def text(tmp_path: Path, faults: Faults) -> bytes:
    KeyRing(tmp_path / "keys.json", keystores_for("file", tmp_path), faults, CHEAP).create(PHRASE)
    return (tmp_path / "keys.json").read_bytes()


def test_a_file_of_the_first_version_is_read(text: bytes, faults: Faults) -> None:
    content = json.loads(text)
    for later in ("keystore_next", "former", "rotation"):
        del content[later]
    file = parse_key_file(json.dumps(content).encode(), faults)
    assert file.format == 1
    assert file == parse_key_file(text, faults)


def test_what_the_first_version_does_not_know_makes_the_file_newer(text: bytes, faults: Faults) -> None:
    file = parse_key_file(text, faults)
    assert file.changed(keystore_next=file.keystore).format == 2
    assert file.changed(keystore_next=file.keystore).changed(keystore_next=None).format == 1


def test_a_portable_file_opens_by_the_passphrase_alone_and_keeps_the_keys_before(
    text: bytes, faults: Faults
) -> None:
    keys = (new_key(), new_key(), new_key())
    portable = portable_key_file(parse_key_file(text, faults), keys, PHRASE)
    read = parse_key_file(portable.text(), faults)
    assert read.master_by(PHRASE) == keys[0]
    assert read.former_by(keys[0]) == keys[1:]
    assert read.ready
    with pytest.raises(UnsealError):
        read.master_by("another passphrase")


def test_a_passphrase_of_another_store_does_not_open() -> None:
    recovery = Recovery.make(PHRASE, b"k" * 32, "store", CHEAP)
    assert recovery.open(PHRASE, "store") == b"k" * 32
    with pytest.raises(UnsealError):
        recovery.open(PHRASE, "other")


def test_generated_passphrases_differ() -> None:
    assert len({generate_passphrase() for _ in range(50)}) == 50
