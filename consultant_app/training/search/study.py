"""The study in its database: opened by every worker alike, and held to one definition."""

import json
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import optuna
from optuna.exceptions import ExperimentalWarning
from optuna.storages import RDBStorage, RetryHeartbeatStaleTrialCallback
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.sampling import pruner_of, sampler_of
from consultant_app.training.search.space import SearchSettings

FAILURE = "failure"
"""Attribute of a trial that ended in an error of its own settings or data, with the error's text."""

SURPLUS = "surplus"
"""Attribute of a trial that was begun when there were enough, and given up at once."""

_TRIES = 6


def open_storage(url: str, heartbeat: int, retries: int) -> RDBStorage:
    """Open the database that workers share, making its tables where they are missing.

    A worker says every ``heartbeat`` seconds that its trial lives. A trial silent for four times as long is
    failed by whoever asks next, and queued again at most ``retries`` times.

    Raises:
        ConsultantError: the address is wrong or the database cannot be reached.
    """
    is_file = url.startswith("sqlite")
    arguments = {"connect_args": {"timeout": 60}} if is_file else {"pool_pre_ping": True}
    for attempt in range(_TRIES):
        try:
            with warnings.catch_warnings():
                # The heartbeat is marked experimental since 2021; the tests hold it to what we need.
                warnings.simplefilter("ignore", ExperimentalWarning)
                storage = RDBStorage(
                    url,
                    engine_kwargs=arguments,
                    heartbeat_interval=heartbeat,
                    grace_period=4 * heartbeat,
                    heartbeat_stale_trial_callback=RetryHeartbeatStaleTrialCallback(max_retry=retries),
                )
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise ConsultantError(
                f"{_shown(url)} cannot be used as a search's database ({error}). Give --storage as "
                "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME with the package psycopg installed."
            ) from error
        except DatabaseError as error:
            # Workers that start together race to make the tables: the loser finds them on the next try.
            if attempt == _TRIES - 1:
                raise ConsultantError(
                    f"The search's database {_shown(url)} cannot be opened: {error.orig}. Check that its folder "
                    "or server exists, that this machine may write to it, and start again: nothing is lost."
                ) from error
            time.sleep(0.05 * 2**attempt)
        else:
            if is_file:
                _serialise(storage.engine)
            return storage
    raise AssertionError("unreachable: the last try returns or raises")


def local_storage(file: Path) -> str:
    """Address of a database in a file."""
    return f"sqlite:///{file.absolute().as_posix()}"


def _shown(url: str) -> str:
    """The address without a password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _serialise(engine: Engine) -> None:
    """Let a SQLite transaction take the write lock when it begins.

    Optuna reads, decides, then writes. Servers lock the row between; SQLite does not, and two workers could both
    take the same queued trial.
    """
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        # Readers then never wait, and a kill loses nothing; a power cut may cost the last moments of a trial.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def open_study(
    storage: RDBStorage,
    search: SearchSettings,
    defaults: Mapping[str, Any],
    data: Mapping[str, str],
    judgements: int,
) -> Study:
    """The study of a search, made by whoever comes first.

    Args:
        storage: The database.
        search: The search.
        defaults: Every setting of the training with its own value, dotted names.
        data: What the trials learn from and are judged on: a label -> sha256.
        judgements: How often a trial is judged.

    Raises:
        ConsultantError: the study of that name was begun with another definition, settings or data.
    """
    study = optuna.create_study(
        storage=storage,
        study_name=search.name,
        direction="maximize",
        load_if_exists=True,
        sampler=sampler_of(search, defaults),
        pruner=pruner_of(search, judgements),
    )
    mine = _definition(search, defaults, data)
    theirs = study.user_attrs.get("definition", mine)
    parted = sorted(key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key))
    if parted:
        raise ConsultantError(
            f"The study {search.name} was begun with other values of: {', '.join(parted)}. Its trials cannot be "
            "compared with new ones. Restore them, or give the search another name."
        )
    study.set_user_attr("definition", mine)
    return study


def _definition(search: SearchSettings, defaults: Mapping[str, Any], data: Mapping[str, str]) -> dict[str, Any]:
    """What trials must have in common to be comparable, as JSON gives it back."""
    # More trials or more patience may be asked for later; neither changes what a trial means.
    chosen = search.model_dump(exclude={"trials", "retries", "name"})
    shared = {f"training.{name}": value for name, value in defaults.items()}
    loaded: dict[str, Any] = json.loads(json.dumps({**chosen, **shared, "data": dict(data)}))
    return loaded


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a study is.

    Attributes:
        complete: Trials run to the end.
        pruned: Trials stopped early.
        failed: Trials that ended in an error of their own.
        running: Trials at work, or whose worker vanished a moment ago.
        waiting: Trials queued again.
        lost: Trials whose worker vanished or was stopped; others stand in for them.
    """

    complete: int
    pruned: int
    failed: int
    running: int
    waiting: int
    lost: int

    @property
    def done(self) -> int:
        """Trials that count."""
        return self.complete + self.pruned + self.failed


def tally(trials: list[FrozenTrial]) -> Tally:
    """Count trials."""
    states = [kind_of(trial) for trial in trials]
    kinds = ("complete", "pruned", "failed", "running", "waiting", "lost")
    return Tally(*(states.count(kind) for kind in kinds))


def kind_of(trial: FrozenTrial) -> str:
    """What became of a trial: a name of ``Tally``'s."""
    if trial.state is TrialState.FAIL:
        return "failed" if FAILURE in trial.user_attrs else "lost"
    return trial.state.name.lower()
