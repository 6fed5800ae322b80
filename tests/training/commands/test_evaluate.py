from pathlib import Path

import pytest

from consultant_app.training.cli import main, parser
from consultant_app.training.commands.evaluate import command_of


def test_the_command_is_told_without_this_machines_places() -> None:
    options = parser().parse_args(
        ["evaluate", "--holdout", "/home/me/sets/hold a", "--graded", "/data/graded", "--most", "30"]
    )
    told = command_of(options)
    assert told == (
        "consultant-train evaluate --holdout 'out/sets/hold a' --graded ../shared/data/graded --most 30 --seed 7"
    )


def test_a_missing_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--model", str(tmp_path), "--holdout", str(tmp_path)]) == 4
    assert "Install" in capsys.readouterr().err
