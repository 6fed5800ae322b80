import multiprocessing
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import optuna
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.cluster import work_here, work_on_cluster
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.study import local_storage, open_storage
from consultant_app.training.search.worker import Plan, Report, Runner, study_of

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (the extra 'cluster')")


def run(script: Path, kind: str, folder: Path, trials: int) -> subprocess.CompletedProcess[str]:
    """In a process of its own: workers of a search talk to one another."""
    (folder / "set").mkdir(exist_ok=True)
    (folder / "set" / "manifest.json").write_text("{}", encoding="utf-8")
    command = [sys.executable, script, kind, folder, str(trials), local_storage(folder / "study.db")]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)


def assert_shared(folder: Path, trials: int) -> None:
    """Every trial was run once, by one of two processes."""
    storage = open_storage(local_storage(folder / "study.db"), 1, 2)
    found = optuna.load_study(study_name="search", storage=storage).get_trials()
    kept = [trial for trial in found if "surplus" not in trial.user_attrs]
    assert [trial.state.name for trial in kept] == ["COMPLETE"] * trials
    assert [trial.number for trial in found] == list(range(len(found)))
    ran = {path.parent.name: path.read_text() for path in folder.glob("trials/*/ran.txt")}
    assert set(ran) == {f"{trial.number:04d}" for trial in kept}
    assert len(set(ran.values())) == 2
    workers = Counter(trial.user_attrs["worker"] for trial in kept)
    assert len(workers) == 2


def test_two_processes_share_a_study_in_one_file(script: Path, tmp_path: Path) -> None:
    done = run(script, "here", tmp_path, 16)
    assert done.returncode == 0, done.stderr
    assert_shared(tmp_path, 16)


@needs_ray
def test_ray_tasks_share_a_study(script: Path, tmp_path: Path) -> None:
    done = run(script, "cluster", tmp_path, 16)
    assert done.returncode == 0, done.stderr
    assert_shared(tmp_path, 16)


class DeadProcess:
    exitcode = -9

    def __init__(self, target: object, args: tuple[object, ...]) -> None:
        pass

    def start(self) -> None:
        pass

    def join(self) -> None:
        pass


def test_workers_that_were_all_killed_are_told_of(
    make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(multiprocessing.get_context("spawn")), "Process", DeadProcess)
    with pytest.raises(ConsultantError, match=r"exit codes -9, -9\) with 0 of 4 trials done"):
        work_here(make_plan(), 2, no_runner)


def test_what_is_wrong_with_the_data_is_said_before_any_process(
    make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    plan = make_plan()
    (tmp_path / "set" / "manifest.json").unlink()
    with pytest.raises(ConsultantError, match=r"manifest.json. Render the sets first"):
        work_here(plan, 2, no_runner)


def no_runner(_plan: Plan) -> Runner:
    raise AssertionError("nothing may be run")


def test_without_ray_it_says_how_to_install_it(
    make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConsultantError, match=r"consultant-app\[cluster\]"):
        work_on_cluster(make_plan(), 1, no_runner, "local")


class TaskError(Exception):
    def __init__(self, cause: Exception) -> None:
        super().__init__("a remote traceback")
        self.cause = cause


def stand_in(init: Callable[..., None], machines: int, get: Callable[[list[object]], object]) -> SimpleNamespace:
    """Ray as far as it is used, for what a healthy cluster of one machine never answers."""

    def remote(**_resources: float) -> Callable[[object], SimpleNamespace]:
        return lambda _work: SimpleNamespace(remote=lambda *_arguments: None)

    nodes = [{"Alive": True}] * machines
    ended: list[bool] = []
    return SimpleNamespace(
        init=init, nodes=lambda: nodes, remote=remote, get=get, ended=ended, shutdown=lambda: ended.append(True),
        exceptions=SimpleNamespace(RayTaskError=TaskError),
    )  # fmt: skip


def test_a_file_is_not_shared_between_machines(
    make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = stand_in(lambda _address: None, 3, lambda _tasks: None)
    monkeypatch.setitem(sys.modules, "ray", ray)
    with pytest.raises(ConsultantError, match=r"3 machines. Give --storage postgresql"):
        work_on_cluster(make_plan(), 2, no_runner, "auto")
    assert ray.ended == [True]


def test_what_a_worker_says_is_said_without_its_traceback(
    make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    def get(_tasks: list[object]) -> None:
        raise TaskError(ConsultantError("3 trials in a row failed"))

    ray = stand_in(lambda **_options: None, 1, get)
    monkeypatch.setitem(sys.modules, "ray", ray)
    with pytest.raises(ConsultantError, match=r"^3 trials in a row failed$"):
        work_on_cluster(make_plan(), 2, no_runner, "local")
    assert ray.ended == [True]


def test_a_cluster_that_does_not_answer_is_named(
    make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    def init(_address: str) -> None:
        raise ConnectionError("refused")

    monkeypatch.setitem(sys.modules, "ray", stand_in(init, 1, lambda _tasks: None))
    with pytest.raises(ConsultantError, match=r"answers at ray://far:1 \(refused\).*--ray local"):
        work_on_cluster(make_plan(), 2, no_runner, "ray://far:1")


def test_one_worker_is_the_caller_itself(make_plan: Callable[..., Plan]) -> None:
    plan = make_plan(1)
    pids = []

    def make_runner(_plan: Plan) -> Runner:
        def runner(settings: dict[str, Any], _run: Path, report: Report) -> None:
            pids.append(os.getpid())
            report(settings["steps"], Judgement(1, None, 1, 1))

        return runner

    work_here(plan, 1, make_runner)
    assert pids == [os.getpid()]
    assert study_of(plan).best_value == 1
