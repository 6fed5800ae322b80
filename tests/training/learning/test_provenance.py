import hashlib
import json
from pathlib import Path

import pytest
import torch

import consultant_app
from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import provenance


def test_code_libraries_and_machine_are_named() -> None:
    found = provenance.provenance(torch.device("cpu"), 2)
    assert found["code"]["version"] == consultant_app.__version__
    assert found["libraries"]["torch"] == torch.__version__
    assert (found["device"], found["processes"], found["threads"]) == ("cpu", 2, 1)
    json.dumps(found)


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "_PACKAGE", tmp_path)
    assert provenance.code_version() == {"version": consultant_app.__version__}
    monkeypatch.setattr(provenance.shutil, "which", lambda _: None)
    assert "commit" not in provenance.code_version()


def test_inside_one_the_commit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"ls-files": "__init__.py", "rev-parse": "abc", "status": " M loop.py"}
    monkeypatch.setattr(provenance, "_git", lambda command, *_: answers[command])
    assert provenance.code_version() == {"version": consultant_app.__version__, "commit": "abc", "dirty": True}


def test_a_library_that_is_not_there_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "_LIBRARIES", ("no-such-library",))
    assert provenance.provenance(torch.device("cpu"), 1)["libraries"]["no-such-library"] is None


def test_a_set_is_known_by_its_manifest(small_set: Path, tmp_path: Path) -> None:
    (found,) = provenance.data_hashes([small_set])
    assert found["sha256_manifest"] == hashlib.sha256((small_set / "manifest.json").read_bytes()).hexdigest()
    assert found["seed"] == 7
    assert "truth" in found["sha256"]
    with pytest.raises(ConsultantError, match="consultant-train render"):
        provenance.data_hashes([tmp_path])


def test_settings_that_leave_the_house_name_weights_and_no_folder_of_the_machine(tmp_path: Path) -> None:
    kept = {"settings": {"steps": 5, "start": "/somewhere/else/run3/weights_000400.pt"}, "sets": []}
    (tmp_path / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
    published = provenance.published_settings(tmp_path)
    assert published["settings"] == {"steps": 5, "start": "run3/weights_000400.pt"}
    assert published["sets"] == []


def test_a_folder_without_a_run_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="consultant-train train"):
        provenance.published_settings(tmp_path)
