from pathlib import Path
from typing import Any

import pytest

from consultant_app.training import cli
from consultant_app.training.finetune import run as run_module
from consultant_app.training.finetune.findings import Finding, GradesError
from consultant_app.training.finetune.settings import FinetuneSettings

NEEDED = ["finetune", "--grades", "g.csv", "--photos", "p", "--weights", "a.pt", "b.pt", "--version", "2.0"]


def test_every_setting_is_a_flag_and_the_report_is_printed(tmp_path, monkeypatch, capsys) -> None:
    asked: dict[str, Any] = {}

    def finetune(
        sources: run_module.Sources, run: Path, settings: FinetuneSettings, version: str, **rest: bool
    ) -> None:
        asked.update(sources=sources, settings=settings, version=version, **rest)
        (run / run_module.REPORT).write_text("# What came out", encoding="utf-8")

    monkeypatch.setattr(run_module, "finetune", finetune)
    flags = ["--run", str(tmp_path), "--scope", "head", "--epochs", "3", "--pull", "0.5", "--skip-unusable"]
    assert cli.main(NEEDED + flags) == 0
    assert asked["sources"].weights == (Path("a.pt"), Path("b.pt"))
    assert asked["settings"] == FinetuneSettings(scope="head", epochs=3, pull=0.5)
    assert (asked["version"], asked["skip_unusable"]) == ("2.0", True)
    assert "# What came out" in capsys.readouterr().out


def test_faults_are_told_and_the_exit_says_so(tmp_path, monkeypatch, capsys) -> None:
    def finetune(*_: object, **__: object) -> None:
        raise GradesError([Finding(3, "grade", "'x' is no number. Give 0 to 4."), Finding(None, "all", "Odd.")])

    monkeypatch.setattr(run_module, "finetune", finetune)
    assert cli.main([*NEEDED, "--run", str(tmp_path)]) == 4
    said = capsys.readouterr().err.splitlines()
    assert said[1:] == ["whole file, column all: Odd.", "row 3, column grade: 'x' is no number. Give 0 to 4."]


def test_an_unknown_scope_is_refused(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main([*NEEDED, "--run", str(tmp_path), "--scope", "everything"])
    assert "readout" in capsys.readouterr().err
