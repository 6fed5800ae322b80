"""One worker of a search: takes a trial, trains, judges, reports, until the study has enough.

Any number of them share a study through its database, on one machine or many; they may come, go and be killed.
"""

import math
import shutil
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import optuna
from optuna.exceptions import ExperimentalWarning, TrialPruned, UpdateFinishedTrialError
from optuna.storages._heartbeat import BaseHeartbeat
from optuna.study import Study
from optuna.trial import FrozenTrial, Trial

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.sampling import repeats, suggest
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.settings import data_hashes, default_settings, judgements_of
from consultant_app.training.search.space import SearchSettings
from consultant_app.training.search.study import FAILURE, SURPLUS, Tally, kind_of, open_storage, open_study, tally

_PATIENCE = 3
"""Trials of a worker that may fail one after the other: more is no bad luck but a fault of the place."""

_OWN_FAULTS = (ConsultantError, RuntimeError, ArithmeticError, MemoryError)
"""What settings can bring about: diverged learning, too little memory. All else is a bug and ends the worker."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a worker needs to know; small and picklable, so that it can be sent to another machine.

    Attributes:
        search: The search.
        storage: Address of the database.
        out: Folder for the trials' runs and the summary.
        sets: Rendered sets to learn from.
        holdout: Rendered sets to judge on.
        graded: Graded photographs to judge on; never learned from.
        heartbeat: Seconds between signs of life.
        threads: Processor threads of a worker; 0 leaves torch's choice.
    """

    search: SearchSettings
    storage: str
    out: Path
    sets: tuple[Path, ...]
    holdout: tuple[Path, ...]
    graded: Path | None = None
    heartbeat: int = 30
    threads: int = 0


class Report(Protocol):
    """Tells the study how a trial does."""

    def __call__(self, step: int, judgement: Judgement) -> None:
        """Report the judgement after ``step`` steps.

        Raises:
            TrialPruned: the trial does so badly that it is stopped; let it through.
        """


class Runner(Protocol):
    """Runs trials, one after the other."""

    def __call__(self, settings: dict[str, Any], run: Path, report: Report) -> None:
        """Train with ``settings`` (dotted names) into ``run``, reporting at every checkpoint and at the end."""


MakeRunner = Callable[[Plan], Runner]


def study_of(plan: Plan) -> Study:
    """The plan's study, made where it is missing.

    Raises:
        ConsultantError: the database cannot be used, or its study is of another definition.
    """
    storage = open_storage(plan.storage, plan.heartbeat, plan.search.retries)
    defaults = default_settings(plan.search)
    return open_study(
        storage, plan.search, defaults, data_hashes(plan.sets, plan.holdout, plan.graded), judgements_of(defaults)
    )


def work(plan: Plan, name: str, make_runner: MakeRunner) -> Tally:
    """Run trials until the study has as many as planned; returns how it then stands.

    Trials that others still run are waited for: should their worker vanish, they are taken over.

    Raises:
        ConsultantError: see ``study_of``; or three trials failed one after the other.
    """
    study = study_of(plan)
    worker = _Worker(plan, name, study, make_runner(plan))
    while True:
        _fail_stale(study)
        count = tally(study.get_trials(deepcopy=False))
        if count.done >= plan.search.trials:
            return count
        if count.waiting == 0 and count.done + count.running >= plan.search.trials:
            time.sleep(min(plan.heartbeat, 5))
            continue
        worker.one_trial()


def _fail_stale(study: Study) -> None:
    """Fail, and queue again, the trials of workers that no longer say that they live."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExperimentalWarning)
        optuna.storages.fail_stale_trials(study)


class _SurplusTrialError(Exception):
    """Two workers took the last trial at once; this is the later one."""


@dataclass(eq=False)
class _Worker:
    plan: Plan
    name: str
    study: Study
    runner: Runner
    failures: list[str] = field(default_factory=list)
    taken_over: bool = False

    def one_trial(self) -> None:
        """Run one trial and record how it ended.

        Raises:
            ConsultantError: it is the third in a row that failed.
        """
        self.taken_over = False
        try:
            self.study.optimize(self._objective, n_trials=1, catch=(*_OWN_FAULTS, _SurplusTrialError))
        except (ValueError, UpdateFinishedTrialError):
            # Others held this worker for dead (a suspended machine) and queued its trial again: theirs counts.
            if not self.taken_over:
                raise
        if len(self.failures) >= _PATIENCE:
            raise ConsultantError(
                f"{_PATIENCE} trials in a row failed, the last one so: {self.failures[-1]}\nMend that or narrow "
                "the space, then start the search again under another name."
            )

    def _objective(self, trial: Trial) -> float:
        # The storage's own first beat comes from a thread, a little later: a worker killed before would leave a
        # trial that nobody ever finds stale, and all others would wait for it.
        storage = self.study._storage  # noqa: SLF001 - the study offers no other way to it
        if isinstance(storage, BaseHeartbeat):
            storage.record_heartbeat(trial._trial_id)  # noqa: SLF001
        try:
            return self._recorded(trial)
        except UpdateFinishedTrialError:
            self.taken_over = True
            raise

    def _recorded(self, trial: Trial) -> float:
        """Run the trial; leave in it why it failed."""
        try:
            score = self._run(trial)
        except UpdateFinishedTrialError:
            raise
        except TrialPruned:
            self.failures.clear()
            raise
        except _OWN_FAULTS as error:
            self.failures.append(str(error) or type(error).__name__)
            trial.set_user_attr(FAILURE, self.failures[-1])
            raise
        self.failures.clear()
        return score

    def _run(self, trial: Trial) -> float:
        trials = self.study.get_trials(deepcopy=False)
        self._refuse_surplus(trial, trials)
        values = default_settings(self.plan.search)
        for name, domain in self.plan.search.space.items():
            values[name] = suggest(trial, name, domain, values[name])
        trial.set_user_attr("worker", self.name)
        trial.set_user_attr("settings", values)
        run = self._folder(next(t for t in trials if t.number == trial.number))
        report = _StudyReport(trial, steps=values["steps"], every=values["save_every"])
        started = time.monotonic()
        try:
            self.runner(values, run, report)
        except TrialPruned:
            # Nobody will go on from here, and a checkpoint is a hundred times the rest of the record.
            for checkpoint in run.glob("*.pt"):
                checkpoint.unlink()
            raise
        finally:
            trial.set_user_attr("seconds", round(time.monotonic() - started, 1))
        return report.final()

    def _refuse_surplus(self, trial: Trial, trials: list[FrozenTrial]) -> None:
        earlier = [t for t in trials if t.number < trial.number and kind_of(t) != "lost"]
        if len(earlier) >= self.plan.search.trials:
            trial.set_user_attr(SURPLUS, True)
            raise _SurplusTrialError

    def _folder(self, trial: FrozenTrial) -> Path:
        """Folder of the trial's run; one that was queued again goes on from the checkpoint of its predecessor."""
        folder = self.plan.out / "trials" / f"{trial.number:04d}"
        history = repeats(trial)
        before = self.plan.out / "trials" / f"{history[-1]:04d}" if history else folder
        # A copy, not the folder itself: its first worker may be suspended, not dead, and still write there.
        if before != folder and before.is_dir():
            shutil.copytree(before, folder, ignore=shutil.ignore_patterns("*.part"), dirs_exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


@dataclass(eq=False)
class _StudyReport:
    """Leaves every judgement in the trial, and asks whether it should go on."""

    trial: Trial
    steps: int
    every: int
    judgements: dict[str, dict[str, float]] = field(default_factory=dict)

    def __call__(self, step: int, judgement: Judgement) -> None:
        figures = judgement.figures()
        if not math.isfinite(judgement.score):
            raise ConsultantError(f"The trial's score after {step} steps is no number: the learning diverged.")
        self.judgements[str(step)] = figures
        self.trial.set_user_attr("judgements", self.judgements)
        for name, value in figures.items():
            self.trial.set_user_attr(name, value)
        self.trial.report(judgement.score, math.ceil(step / self.every))
        if step < self.steps and self.trial.should_prune():
            raise TrialPruned

    def final(self) -> float:
        """The score after the last step."""
        figures = self.judgements.get(str(self.steps))
        if figures is None:
            raise ConsultantError("The training ended without being judged: its last checkpoint is missing.")
        return figures["score"]
