"""Workers as processes of one machine, or as Ray tasks on a cluster: both share the study by its database alone.

Ray only starts workers, here or on other machines, and starts them again where a machine was lost; what a trial is
and how many are left, the database says. A search can so be moved between a cluster, a few terminals and one
machine without losing a trial.
"""

import multiprocessing
import os
import platform
import sys
from multiprocessing.process import BaseProcess
from typing import Any

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.study import tally
from consultant_app.training.search.worker import MakeRunner, Plan, study_of, work

LOCAL = "local"
"""Address that means a Ray of our own on this machine, ended with the search."""


def work_here(plan: Plan, workers: int, make_runner: MakeRunner) -> None:
    """Run workers on this machine and wait for them: the caller itself if it is one, else processes.

    Raises:
        ConsultantError: see ``worker.work``; or all processes ended and the study is not done.
    """
    name = f"{platform.node()}-{os.getpid()}"
    if workers == 1:
        work(plan, name, make_runner)
        return
    # What is wrong with the plan is said once and at once, not by every process.
    study = study_of(plan)
    # A fresh interpreter each: a copy of this one would share its threads' locks.
    context = multiprocessing.get_context("spawn")
    processes: list[BaseProcess] = [
        context.Process(target=_process, args=(plan, f"{name}-{index}", make_runner)) for index in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    count = tally(study.get_trials(deepcopy=False))
    if count.done < plan.search.trials:
        codes = ", ".join(str(process.exitcode) for process in processes)
        raise ConsultantError(
            f"All workers have ended (exit codes {codes}) with {count.done} of {plan.search.trials} trials done. "
            "Start the same command again: it goes on from there."
        )


def _process(plan: Plan, name: str, make_runner: MakeRunner) -> None:
    try:
        work(plan, name, make_runner)
    except ConsultantError as error:
        sys.stderr.write(f"{name}: {error}\n")
        raise SystemExit(4) from None


def work_on_cluster(plan: Plan, workers: int, make_runner: MakeRunner, address: str, gpus: float = 0) -> None:
    """Run workers as Ray tasks and wait for them; a worker whose machine is lost is started again elsewhere.

    Args:
        plan: The search; its paths and its database must be reachable from every machine of the cluster.
        workers: Tasks.
        make_runner: What runs a trial.
        address: ``LOCAL``, ``auto`` (the cluster that this machine belongs to) or ``ray://HOST:PORT``.
        gpus: Graphics processors of a worker; parts of one are allowed.

    Raises:
        ConsultantError: Ray is not installed or not reached, the database is a file and the cluster has several
            machines, or a worker could not go on.
    """
    study_of(plan)
    threads = max(1, plan.threads)
    ray = _joined(address, workers * threads, workers * gpus)
    try:
        machines = sum(bool(node["Alive"]) for node in ray.nodes())
        if machines > 1 and plan.storage.startswith("sqlite"):
            raise ConsultantError(
                f"A SQLite file cannot be shared by the cluster's {machines} machines. "
                "Give --storage postgresql+psycopg://USER@HOST/NAME."
            )
        task = ray.remote(num_cpus=threads, num_gpus=gpus, max_retries=plan.search.retries)(work)
        ray.get([task.remote(plan, f"ray-{index}", make_runner) for index in range(workers)])
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, ConsultantError):
            raise ConsultantError(str(error.cause)) from error
        raise
    finally:
        ray.shutdown()


def _joined(address: str, cpus: int, gpus: float) -> Any:  # noqa: ANN401
    """Ray itself (untyped: it may not be installed), connected to a cluster or to one of our own."""
    # The product is wholly local: Ray must not report how it is used.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise ConsultantError(
            "Ray is not installed. Install it with: pip install 'consultant-app[cluster]'"
        ) from error
    try:
        if address == LOCAL:
            ray.init(num_cpus=cpus, num_gpus=gpus, include_dashboard=False)
        else:
            ray.init(address)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ConsultantError(
            f"No Ray cluster answers at {address} ({error}). Start one with 'ray start --head', or give "
            f"--ray {LOCAL} to use this machine alone."
        ) from error
    return ray
