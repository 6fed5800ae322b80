from typing import Any

import optuna
import pytest
from optuna.pruners import HyperbandPruner, MedianPruner, NopPruner

from consultant_app.training.search.sampling import pruner_of, repeats, sampler_of, suggest
from consultant_app.training.search.space import SearchSettings

DEFAULTS = {"rate": 2e-3, "batch": 8, "kind": "plain"}
SPACE = {
    "rate": {"low": 1e-4, "high": 1e-2, "log": True},
    "batch": {"low": 4, "high": 12, "step": 4},
    "kind": {"choices": ["plain", "fancy"]},
}


def search(**changes: Any) -> SearchSettings:
    return SearchSettings.model_validate({"trials": 9, "startup": 3, "space": SPACE} | changes)


def drawn(count: int, made: SearchSettings, stops: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    """Settings of ``count`` trials; at ``stops`` a new worker goes on."""
    storage = optuna.storages.InMemoryStorage()
    study = optuna.create_study(storage=storage, study_name="s", sampler=sampler_of(made, DEFAULTS))
    for index in range(count):
        if index in stops:
            study = optuna.load_study(storage=storage, study_name="s", sampler=sampler_of(made, DEFAULTS))
        trial = study.ask()
        values = {name: suggest(trial, name, domain, DEFAULTS[name]) for name, domain in made.space.items()}
        study.tell(trial, float(values["rate"]) * 100 + float(values["batch"]))
    return [trial.params for trial in study.get_trials()]


@pytest.mark.parametrize("sampler", ["tpe", "random"])
def test_a_trial_depends_on_seed_number_and_history_alone(sampler: str) -> None:
    made = search(sampler=sampler)
    whole = drawn(9, made)
    assert drawn(9, made, stops=(1, 4, 5)) == whole
    assert drawn(9, search(sampler=sampler, seed=2)) != whole
    assert len({tuple(params.items()) for params in whole}) == 9


def test_the_first_trial_takes_the_trainings_own_values() -> None:
    assert drawn(1, search()) == [DEFAULTS]
    elsewhere = search(space=SPACE | {"rate": {"low": 1e-4, "high": 1e-3}})
    assert drawn(1, elsewhere) != [DEFAULTS]


def test_values_are_of_the_settings_kind() -> None:
    for params in drawn(6, search()):
        assert type(params["batch"]) is int
        assert params["batch"] in {4, 8, 12}
        assert 1e-4 <= params["rate"] <= 1e-2


def test_a_trial_that_was_queued_again_names_what_it_repeats() -> None:
    study = optuna.create_study(sampler=sampler_of(search(), DEFAULTS))
    study.add_trial(
        optuna.create_trial(state=optuna.trial.TrialState.WAITING, system_attrs={"retry_history": [0, 3]})
    )
    trial = study.ask()
    assert repeats(study.get_trials()[0]) == [0, 3]
    # A repetition of the first trial is the first trial.
    assert suggest(trial, "kind", search().space["kind"], "plain") == "plain"


def test_pruners() -> None:
    assert isinstance(pruner_of(search(pruner="none"), 8), NopPruner)
    assert isinstance(pruner_of(search(pruner="median"), 1), NopPruner)
    assert isinstance(pruner_of(search(pruner="median"), 8), MedianPruner)
    assert isinstance(pruner_of(search(pruner="hyperband"), 8), HyperbandPruner)
