import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consultant_app.training.learning.config import TrainSettings, read_settings
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.summary import write_summary
from consultant_app.training.search.worker import Plan, Report, Runner, study_of, work


def runner_of(plan: Plan) -> Runner:
    """The lower the rate the better; a large batch at a high rate fails."""

    def run(settings: dict[str, Any], _run: Path, report: Report) -> None:
        if settings["batch"] > 10 and settings["rate"] > 5e-3:
            raise RuntimeError("out of memory\nat | some address")
        for step in (2, 4):
            report(step, Judgement.of(1 - 50 * settings["rate"], 0.5, settings["average"], plan.search.judge))

    return run


SPACE = {
    "rate": {"low": 1e-4, "high": 1e-2},
    "batch": {"choices": [8, 16]},
}


@pytest.fixture
def finished(make_plan: Callable[..., Plan]) -> Plan:
    plan = make_plan(12, space=SPACE, sampler="random", seed=4)
    work(plan, "one", runner_of)
    return plan


def test_a_study_is_summed_up_for_people_programs_and_the_next_training(finished: Plan, tmp_path: Path) -> None:
    paths = write_summary(study_of(finished), tmp_path / "summary")
    assert [path.name for path in paths] == ["summary.json", "summary.md", "best.toml"]
    facts = json.loads(paths[0].read_text())
    assert facts["tally"]["complete"] + facts["tally"]["failed"] == 12
    assert facts["tally"]["failed"] > 0
    complete = [row for row in facts["trials"] if row["outcome"] == "complete"]
    assert facts["best"]["score"] == max(row["score"] for row in complete)
    assert facts["best"]["judgements"]["4"]["graded"] == 0.5
    assert facts["importance"].keys() == {"rate", "batch"}
    assert facts["importance"]["rate"] > facts["importance"]["batch"]
    assert facts["definition"]["seed"] == 4
    text = paths[1].read_text()
    assert text.count("\n| ") == (1 + 2) + (2 + 12)
    assert "| failed |" in text
    assert "out of memory |" in text
    assert f"Best: trial {facts['best']['trial']}" in text
    best = read_settings(TrainSettings, paths[2], {})
    assert best.rate == facts["best"]["params"]["rate"]
    assert best.batch == facts["best"]["params"]["batch"]
    assert best.steps == 4
    assert tomllib.loads(paths[2].read_text())["save_every"] == 2


def test_reading_a_study_again_says_the_same(finished: Plan, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_summary(study_of(finished), tmp_path / "one")]
    second = [path.read_bytes() for path in write_summary(study_of(finished), tmp_path / "two")]
    assert first == second


def test_a_study_without_a_complete_trial_names_no_best(make_plan: Callable[..., Plan], tmp_path: Path) -> None:
    paths = write_summary(study_of(make_plan()), tmp_path / "summary")
    assert [path.name for path in paths] == ["summary.json", "summary.md"]
    assert "none yet" in paths[1].read_text()
    assert json.loads(paths[0].read_text())["best"] is None


def test_too_few_trials_say_no_importance(make_plan: Callable[..., Plan], tmp_path: Path) -> None:
    plan = make_plan(2)
    work(plan, "one", runner_of)
    write_summary(study_of(plan), tmp_path / "summary")
    assert json.loads((tmp_path / "summary" / "summary.json").read_text())["importance"] == {}
