"""Search for better settings of the training: many short runs, judged by real photographs and repeatability."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consultant_app.domain.errors import ConsultantError

if TYPE_CHECKING:
    from consultant_app.training.search.worker import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--space", type=Path, required=True, help="TOML file of the search: see docs/search.md")
    parser.add_argument("--sets", type=Path, nargs="+", required=True, help="rendered sets to learn from")
    parser.add_argument("--holdout", type=Path, nargs="+", required=True, help="rendered sets to judge on")
    parser.add_argument("--graded", type=Path, help="folder with grades.csv: only judges, never trains")
    parser.add_argument("--out", type=Path, required=True, help="folder for the trials' runs and the summary")
    parser.add_argument("--storage", help="database that all workers share [sqlite file in --out]")
    parser.add_argument("--workers", type=int, default=1, help="workers that this command starts [1]")
    parser.add_argument("--threads", type=int, default=0, help="processor threads of a worker [torch's choice]")
    parser.add_argument("--heartbeat", type=int, default=30, help="seconds between a worker's signs of life [30]")
    parser.add_argument(
        "--ray", metavar="ADDRESS", help="start the workers with Ray: local, auto or ray://HOST:PORT"
    )
    parser.add_argument("--gpus", type=float, default=0, help="graphics processors of a Ray worker [0]")
    parser.add_argument("--summary", action="store_true", help="only write the summary of what is there")


def run(options: argparse.Namespace) -> None:
    """Work on the search until it is done, then print where the summary lies."""
    from consultant_app.training.search.cluster import work_here, work_on_cluster
    from consultant_app.training.search.summary import write_summary
    from consultant_app.training.search.trials import TrainAndJudge
    from consultant_app.training.search.worker import study_of

    plan = _plan(options)
    if not options.summary:
        if options.ray:
            work_on_cluster(plan, options.workers, TrainAndJudge, options.ray, options.gpus)
        else:
            work_here(plan, options.workers, TrainAndJudge)
    for path in write_summary(study_of(plan), plan.out):
        print(path)


def _plan(options: argparse.Namespace) -> "Plan":
    """The plan with absolute paths: workers may start in other folders."""
    from consultant_app.training.search.settings import check_search
    from consultant_app.training.search.space import read_search
    from consultant_app.training.search.study import local_storage
    from consultant_app.training.search.worker import Plan

    if min(options.workers, options.heartbeat) < 1 or options.threads < 0:
        raise ConsultantError("--workers and --heartbeat must be at least 1, --threads at least 0.")
    search = read_search(options.space)
    check_search(search)
    out = options.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    return Plan(
        search=search,
        storage=options.storage or local_storage(out / "study.db"),
        out=out,
        sets=tuple(folder.absolute() for folder in options.sets),
        holdout=tuple(folder.absolute() for folder in options.holdout),
        graded=options.graded.absolute() if options.graded else None,
        heartbeat=options.heartbeat,
        threads=options.threads,
    )
