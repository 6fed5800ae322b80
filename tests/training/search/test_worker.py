import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from optuna.storages import RDBStorage

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.study import Tally
from consultant_app.training.search.worker import Plan, Report, _Worker, study_of, work

MakePlan = Callable[..., Plan]


class Cheap:
    """Trials that cost nothing; ``then`` may do more before each judgement."""

    def __init__(self, plan: Plan, then: Callable[[dict[str, Any], int, Path], None] | None = None) -> None:
        self.plan = plan
        self.then = then
        self.seen: list[dict[str, Any]] = []

    def __call__(self, settings: dict[str, Any], run: Path, report: Report) -> None:
        self.seen.append(settings)
        for step in range(settings["save_every"], settings["steps"] + 1, settings["save_every"]):
            if self.then:
                self.then(settings, step, run)
            report(step, Judgement.of(1 - 100 * abs(settings["rate"] - 4e-3), None, 1.0, self.plan.search.judge))


def values_of(plan: Plan) -> list[tuple[object, ...]]:
    trials = study_of(plan).get_trials()
    return [(t.number, t.state.name, sorted(t.params.items()), t.value) for t in trials]


def test_a_study_gets_the_trials_that_were_asked_for(make_plan: MakePlan) -> None:
    plan = make_plan(5)
    assert work(plan, "one", Cheap) == Tally(complete=5, pruned=0, failed=0, running=0, waiting=0, lost=0)
    trials = study_of(plan).get_trials()
    assert [t.number for t in trials] == [0, 1, 2, 3, 4]
    first = trials[0]
    # The first trial is what one had before.
    assert first.params == {"rate": 2e-3, "average": 0.998}
    assert first.user_attrs["judgements"].keys() == {"2", "4"}
    assert first.user_attrs["score"] == pytest.approx(first.value)
    assert first.user_attrs["worker"] == "one"
    assert first.user_attrs["settings"]["steps"] == 4


def test_it_is_the_same_search_when_it_was_interrupted(make_plan: MakePlan, tmp_path: Path) -> None:
    whole = make_plan(6)
    work(whole, "one", Cheap)
    expected = values_of(whole)
    for file in tmp_path.glob("study.db*"):
        file.unlink()
    for trials in (2, 6):
        work(make_plan(trials), f"worker {trials}", Cheap)
    assert values_of(whole) == expected
    assert len({str(params) for _, _, params, _ in expected}) == 6


def test_a_finished_study_asks_for_nothing_more(make_plan: MakePlan) -> None:
    plan = make_plan(2)
    work(plan, "one", Cheap)
    runner = Cheap(plan)
    assert work(plan, "two", lambda _: runner).done == 2
    assert runner.seen == []


def test_bad_trials_are_stopped_early_and_leave_no_checkpoints(make_plan: MakePlan, tmp_path: Path) -> None:
    plan = make_plan(8, pruner="median", startup=3, warmup=0, base={"steps": 6, "save_every": 2})

    def leave(_settings: dict[str, Any], step: int, run: Path) -> None:
        (run / f"weights_{step:06d}.pt").write_text("")

    count = work(plan, "one", lambda p: Cheap(p, leave))
    assert count.done == 8
    assert count.pruned >= 2
    for trial in study_of(plan).get_trials():
        left = list((tmp_path / "trials" / f"{trial.number:04d}").glob("*.pt"))
        assert bool(left) == (trial.state.name == "COMPLETE")


def test_a_failed_trial_says_why_and_counts(make_plan: MakePlan) -> None:
    plan = make_plan(3)

    def fail_once(settings: dict[str, Any], _step: int, _run: Path) -> None:
        if settings["rate"] == 2e-3:
            raise RuntimeError("out of memory")

    count = work(plan, "one", lambda p: Cheap(p, fail_once))
    assert (count.complete, count.failed) == (2, 1)
    assert study_of(plan).get_trials()[0].user_attrs["failure"] == "out of memory"


def test_a_score_that_is_no_number_fails_the_trial(make_plan: MakePlan) -> None:
    def run(_plan: Plan) -> Callable[..., None]:
        return lambda _settings, _run, report: report(4, Judgement(float("nan"), None, 1.0, float("nan")))

    with pytest.raises(ConsultantError, match=r"3 trials in a row failed.*diverged"):
        work(make_plan(5), "one", run)


def test_a_training_without_judgement_fails_the_trial(make_plan: MakePlan) -> None:
    with pytest.raises(ConsultantError, match="without being judged"):
        work(make_plan(5), "one", lambda _plan: lambda _settings, _run, _report: None)


def test_a_bug_ends_the_worker_and_costs_no_trial(make_plan: MakePlan) -> None:
    plan = make_plan(2)

    def broken(_settings: dict[str, Any], _step: int, _run: Path) -> None:
        raise TypeError("a bug")

    with pytest.raises(TypeError, match="a bug"):
        work(plan, "one", lambda p: Cheap(p, broken))
    count = work(plan, "two", Cheap)
    assert (count.complete, count.lost) == (2, 1)


def test_another_definition_is_refused(make_plan: MakePlan) -> None:
    work(make_plan(1), "one", Cheap)
    with pytest.raises(ConsultantError, match=r"other values of: base, seed, training\.batch"):
        work(make_plan(1, seed=2, base={"steps": 4, "save_every": 2, "batch": 4}), "two", Cheap)


def test_the_trial_of_a_killed_worker_is_taken_over(make_plan: MakePlan, script: Path, tmp_path: Path) -> None:
    plan = make_plan(3)
    hanging = subprocess.Popen([sys.executable, script, "hang", tmp_path, "3", plan.storage])
    for _ in range(12000):
        if (tmp_path / "hangs").exists() or hanging.poll() is not None:
            break
        time.sleep(0.05)
    assert hanging.poll() is None
    hanging.send_signal(signal.SIGKILL)
    assert hanging.wait() == -signal.SIGKILL
    assert study_of(plan).get_trials()[0].state.name == "RUNNING"
    _age_heartbeats(tmp_path / "study.db")
    found: list[str] = []

    def look(_settings: dict[str, Any], _step: int, run: Path) -> None:
        found.extend(path.read_text() for path in run.glob("last.pt"))

    count = work(plan, "rescuer", lambda p: Cheap(p, look))
    assert count == Tally(complete=3, pruned=0, failed=0, running=0, waiting=0, lost=1)
    lost, again, *_ = study_of(plan).get_trials()
    assert (lost.state.name, again.state.name) == ("FAIL", "COMPLETE")
    assert again.params == lost.params
    # It went on from what the killed worker had left.
    assert found == ["half way", "half way"]


def _age_heartbeats(database: Path) -> None:
    """As if a day had passed: a test must not wait for the clock."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE trial_heartbeats SET heartbeat = datetime(heartbeat, '-1 day')")
    connection.close()


def _suspend(trial: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker's heart stops; the thread that beats it would else go on while the test waits."""
    beat = RDBStorage.record_heartbeat

    def others_beat(storage: RDBStorage, number: int) -> None:
        if number != trial:
            beat(storage, number)

    monkeypatch.setattr(RDBStorage, "record_heartbeat", others_beat)


def test_a_worker_that_was_only_suspended_gives_way(
    make_plan: MakePlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(2)
    others: list[Tally] = []

    def meanwhile(_settings: dict[str, Any], step: int, _run: Path) -> None:
        if step == 4 and not others:
            _suspend(study_of(plan).get_trials()[0]._trial_id, monkeypatch)
            _age_heartbeats(tmp_path / "study.db")
            others.append(work(plan, "other", Cheap))

    count = work(plan, "suspended", lambda p: Cheap(p, meanwhile))
    assert count.complete == 2
    assert count.lost == 1
    assert {t.user_attrs["worker"] for t in study_of(plan).get_trials() if t.state.name == "COMPLETE"} == {"other"}


def test_the_last_trial_taken_twice_is_run_once(make_plan: MakePlan) -> None:
    plan = make_plan(1)
    runner = Cheap(plan)

    def meanwhile(_settings: dict[str, Any], step: int, _run: Path) -> None:
        if step == 2:
            # Another worker had counted before this trial was begun, and begins one too.
            _Worker(plan, "other", study_of(plan), runner).one_trial()

    count = work(plan, "one", lambda p: Cheap(p, meanwhile))
    assert (count.complete, count.lost) == (1, 1)
    assert runner.seen == []
    assert study_of(plan).get_trials()[1].user_attrs["surplus"] is True
