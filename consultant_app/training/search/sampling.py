"""Which settings a trial gets: the same for the same seed, number and history, whoever runs it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from optuna.distributions import BaseDistribution
from optuna.pruners import BasePruner, HyperbandPruner, MedianPruner, NopPruner
from optuna.samplers import BaseSampler, RandomSampler, TPESampler
from optuna.study import Study
from optuna.trial import FrozenTrial, Trial, TrialState

from consultant_app.training.search.space import Choices, Domain, Scalar, SearchSettings


def repeats(trial: FrozenTrial) -> list[int]:
    """Numbers of the trials that this one repeats because their workers vanished, oldest first."""
    # Optuna's own reader of this attribute is marked experimental and warns at every call.
    history: list[int] = trial.system_attrs.get("retry_history", [])
    return history


def suggest(trial: Trial, name: str, domain: Domain, own: object) -> Scalar:
    """The value of a setting in a trial; whole numbers where the training's own value ``own`` is one."""
    if isinstance(domain, Choices):
        return cast("Scalar", trial.suggest_categorical(name, domain.choices))
    if isinstance(own, int):
        return trial.suggest_int(
            name, int(domain.low), int(domain.high), log=domain.log, step=int(domain.step or 1)
        )
    return trial.suggest_float(name, float(domain.low), float(domain.high), log=domain.log, step=domain.step)


class NumberedSampler(BaseSampler):
    """A sampler that starts afresh from (seed, number of the trial) for every trial.

    A stream of random numbers that lives in a worker would begin again when the worker does, and propose the same
    settings twice. The first trial takes the training's own values where the space holds them all, so that the
    best trial is never worse than what one had before.

    Args:
        search: The search.
        start: Setting -> value of the first trial; empty where the space does not hold them all.
    """

    def __init__(self, search: SearchSettings, start: Mapping[str, Any]) -> None:
        self._search = search
        self._start = dict(start)
        self._inner: BaseSampler = self._fresh(0)

    def _fresh(self, number: int) -> BaseSampler:
        seed = int(np.random.SeedSequence([self._search.seed, number]).generate_state(1)[0])
        if self._search.sampler == "random":
            return RandomSampler(seed=seed)
        # Running trials count as if they had done badly (constant_liar): workers then look in different places.
        return TPESampler(n_startup_trials=self._search.startup, constant_liar=True, seed=seed)

    def _given(self, trial: FrozenTrial) -> bool:
        return bool(self._start) and (trial.number == 0 or 0 in repeats(trial))

    def before_trial(self, study: Study, trial: FrozenTrial) -> None:
        """Begin the stream of this trial."""
        self._inner = self._fresh(trial.number)
        self._inner.before_trial(study, trial)

    def infer_relative_search_space(self, study: Study, trial: FrozenTrial) -> dict[str, BaseDistribution]:
        """The settings sampled together; those of the first trial are given, not sampled."""
        return {} if self._given(trial) else self._inner.infer_relative_search_space(study, trial)

    def sample_relative(
        self, study: Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        """Their values."""
        return self._inner.sample_relative(study, trial, search_space)

    def sample_independent(
        self, study: Study, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:  # noqa: ANN401
        """The value of one setting."""
        if self._given(trial):
            return self._start[param_name]
        return self._inner.sample_independent(study, trial, param_name, param_distribution)

    def after_trial(
        self, study: Study, trial: FrozenTrial, state: TrialState, values: Sequence[float] | None
    ) -> None:
        """Nothing is kept from one trial to the next but the study itself."""
        self._inner.after_trial(study, trial, state, values)


def sampler_of(search: SearchSettings, defaults: Mapping[str, Any]) -> NumberedSampler:
    """The sampler of a search; ``defaults`` are the training's own values, dotted names."""
    held = all(domain.contains(defaults[name]) for name, domain in search.space.items())
    return NumberedSampler(search, {name: defaults[name] for name in search.space} if held else {})


def pruner_of(search: SearchSettings, judgements: int) -> BasePruner:
    """The pruner of a search whose trials are judged ``judgements`` times."""
    if search.pruner == "none" or judgements < 2:
        return NopPruner()
    if search.pruner == "hyperband":
        return HyperbandPruner(min_resource=1, max_resource=judgements, reduction_factor=3)
    return MedianPruner(n_startup_trials=search.startup, n_warmup_steps=search.warmup + 1)
