from pathlib import Path

import pytest

from consultant_app.training import cli
from consultant_app.training.learning import skin_task
from consultant_app.training.learning.config import TrainSettings


def test_sets_run_and_settings_reach_the_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(skin_task, "train", lambda *arguments: calls.append(arguments))
    file = tmp_path / "training.toml"
    file.write_text("steps = 12\nrate = 0.001\n", encoding="utf-8")
    command = ["train", "--sets", "a", "b", "--run", "c", "--config", str(file), "--steps", "20"]
    assert cli.main(command) == 0
    assert calls == [([Path("a"), Path("b")], Path("c"), TrainSettings(steps=20, rate=1e-3))]


def test_a_set_that_is_not_there_ends_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", "--sets", str(tmp_path / "absent"), "--run", str(tmp_path / "run")]) == 4
    assert "consultant-train render" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()
