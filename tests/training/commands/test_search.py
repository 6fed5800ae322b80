import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("optuna", reason="the training packages are not installed")

from consultant_app.training import cli
from consultant_app.training.search import trials
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.worker import Plan, Report

SPACE = """
trials = 3
pruner = "none"
[base]
steps = 4
save_every = 2
[space.rate]
low = 1e-4
high = 1e-2
log = true
"""


class Cheap:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __call__(self, settings: dict[str, Any], _run: Path, report: Report) -> None:
        report(4, Judgement.of(1 - settings["rate"], None, 0.5, self.plan.search.judge))


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(trials, "TrainAndJudge", Cheap)
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "space.toml").write_text(SPACE, encoding="utf-8")
    names = ("--space", "space.toml", "--sets", "set", "--holdout", "set", "--out", "out")
    return ["search", *(name if name.startswith("--") else str(tmp_path / name) for name in names)]


def test_a_search_leaves_its_summary_and_the_best_settings(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 0
    out = tmp_path / "out"
    printed = capsys.readouterr().out.splitlines()
    assert printed == [str(out / name) for name in ("summary.json", "summary.md", "best.toml")]
    facts = json.loads((out / "summary.json").read_text())
    assert facts["tally"]["complete"] == 3
    assert tomllib.loads((out / "best.toml").read_text())["rate"] == facts["best"]["params"]["rate"]


def test_the_summary_can_be_written_again_without_a_trial(words: list[str], tmp_path: Path) -> None:
    assert cli.main([*words, "--summary"]) == 0
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["trials"] == []


def test_an_impossible_search_is_refused_before_anything_is_written(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "space.toml").write_text("trials = 3\n[space.speed]\nlow = 1\nhigh = 2\n", encoding="utf-8")
    assert cli.main(words) == 4
    assert "space.speed: the training has no such setting" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("extra", [("--workers", "0"), ("--heartbeat", "0"), ("--threads", "-1")])
def test_numbers_that_make_no_sense_are_refused(
    words: list[str], extra: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, *extra]) == 4
    assert "at least" in capsys.readouterr().err
