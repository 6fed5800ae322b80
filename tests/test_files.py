import hashlib
import os
from pathlib import Path

import pytest

from consultant_app.files import bundled, copy_atomically, resource, sha256_of, write_atomically


def test_what_travels_with_the_program_is_found() -> None:
    assert resource("texts", "en.json").is_file()
    assert bundled("migrations").is_dir()


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "file.bin"
    write_atomically(target, b"first")
    write_atomically(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "file.bin"
    write_atomically(target, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("durable", [True, False])
def test_a_copy_is_whole_and_says_what_it_copied(tmp_path: Path, durable: bool) -> None:
    source, target = tmp_path / "source.bin", tmp_path / "deep" / "target.bin"
    content = os.urandom(3_000_000)
    source.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    assert copy_atomically(source, target, durable=durable) == digest == sha256_of(target)
    assert list(target.parent.iterdir()) == [target]


def test_a_copy_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "source.bin", tmp_path / "folder" / "target.bin"
    source.write_bytes(b"new")
    write_atomically(target, b"old")

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input"):
        copy_atomically(source, target)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
    with pytest.raises(FileNotFoundError):
        copy_atomically(tmp_path / "nothing", target)
