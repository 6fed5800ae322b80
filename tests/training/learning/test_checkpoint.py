import errno
import os
from pathlib import Path

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import checkpoint


def test_a_state_reads_back(tmp_path: Path) -> None:
    state = {"step": 3, "weights": {"a": torch.arange(4.0)}}
    checkpoint.save(tmp_path / "last.pt", state)
    loaded = checkpoint.load(tmp_path / "last.pt")
    assert loaded["step"] == 3
    assert torch.equal(loaded["weights"]["a"], torch.arange(4.0))


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "last.pt"
    checkpoint.save(path, {"step": 1})

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("consultant_app.files.os.fsync", full)
    with pytest.raises(ConsultantError, match=r"The disk is full.*Free about"), checkpoint.writing(tmp_path):
        checkpoint.save(path, {"step": 2})
    assert [file.name for file in tmp_path.iterdir()] == ["last.pt"]
    assert checkpoint.load(path) == {"step": 1}


def test_another_fault_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConsultantError, match=r"cannot be written \(.+\)"), checkpoint.writing(tmp_path):
        checkpoint.save(tmp_path / "file" / "last.pt", {})


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_a_damaged_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "last.pt"
    checkpoint.save(path, {"weights": torch.arange(99.0)})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ConsultantError, match="begin this run anew"):
        checkpoint.load(path)
