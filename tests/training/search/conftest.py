from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("optuna", reason="the training packages are not installed")

from consultant_app.training.search.space import Range, SearchSettings
from consultant_app.training.search.study import local_storage
from consultant_app.training.search.worker import Plan

SCRIPT = '''
"""Workers of a search whose trials cost nothing: the best rate is 4e-3, larger averages are better."""
import math
import os
import sys
import time
from pathlib import Path

from consultant_app.training.search.cluster import work_here, work_on_cluster
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.space import Range, SearchSettings
from consultant_app.training.search.worker import Plan, work


class Cheap:
    def __init__(self, plan):
        self.plan = plan

    def __call__(self, settings, run, report):
        (run / "ran.txt").write_text(str(os.getpid()))
        (self.plan.out / f"begun-{os.getpid()}").touch()
        # However busy the machine is, neither worker does all the trials before the other begins.
        while len(list(self.plan.out.glob("begun-*"))) < 2:
            time.sleep(0.02)
        value = 1 - abs(math.log10(settings["rate"] / 4e-3))
        for step in range(settings["save_every"], settings["steps"] + 1, settings["save_every"]):
            report(step, Judgement.of(value, None, settings["average"], self.plan.search.judge))


class Hanging(Cheap):
    """Stops for good after the first judgement, as a worker does that will be killed."""

    def __call__(self, settings, run, report):
        (run / "last.pt").write_text("half way")
        report(settings["save_every"], Judgement.of(0.5, None, 0.5, self.plan.search.judge))
        (self.plan.out / "hangs").write_text(str(os.getpid()))
        time.sleep(600)


def main():
    kind, folder, trials, storage = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    search = SearchSettings(
        trials=trials,
        startup=4,
        pruner="none",
        base={"steps": 4, "save_every": 2},
        space={"rate": Range(low=1e-4, high=1e-2, log=True), "average": Range(low=0.9, high=0.999)},
    )
    plan = Plan(search, storage, folder, (folder / "set",), (folder / "set",), heartbeat=60)
    if kind == "hang":
        work(plan, "hanging", Hanging)
    elif kind == "here":
        work_here(plan, 2, Cheap)
    else:
        work_on_cluster(plan, 2, Cheap, "local")


if __name__ == "__main__":
    main()
'''


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A program of workers with trials that cost nothing: ``here|cluster|hang FOLDER TRIALS STORAGE``."""
    file = tmp_path / "workers.py"
    file.write_text(SCRIPT, encoding="utf-8")
    return file


@pytest.fixture
def make_plan(tmp_path: Path) -> Callable[..., Plan]:
    """A plan like the script's, on a file; a set is only its description."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "manifest.json").write_text("{}", encoding="utf-8")

    def make(trials: int = 4, **changes: object) -> Plan:
        values = {
            "trials": trials,
            "startup": 4,
            "pruner": "none",
            "base": {"steps": 4, "save_every": 2},
            "space": {
                "rate": Range(low=1e-4, high=1e-2, log=True),
                "average": Range(low=0.9, high=0.999),
            },
        }
        search = SearchSettings.model_validate(values | changes)
        storage = local_storage(tmp_path / "study.db")
        return Plan(search, storage, tmp_path, (tmp_path / "set",), (tmp_path / "set",), heartbeat=60)

    return make
