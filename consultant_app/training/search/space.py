"""What a search may try, as typed data read from a TOML file, and refused as a whole when it is impossible.

Names of settings are those of the training's configuration; a setting inside a group is named ``group.setting``.
"""

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from consultant_app.domain.errors import ConsultantError

Scalar = bool | int | float | str
"""A value that a setting can take in TOML and in the database."""

SAME_FOR_ALL = ("seed", "steps", "save_every")
"""Settings that may not be searched: trials are compared at equal steps, and a seed is luck, not a setting."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(_Frozen):
    """Numbers from ``low`` to ``high``, both included.

    Attributes:
        low: Smallest value.
        high: Largest value.
        log: Spread evenly over orders of magnitude.
        step: Distance of the values; ``None`` for any real number (any whole one for a setting of whole numbers).
    """

    low: int | float
    high: int | float
    log: bool = False
    step: int | float | None = None

    def contains(self, value: object) -> bool:
        """Whether the range can produce ``value``."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            return False
        return self.step is None or math.isclose(math.remainder(value - self.low, self.step), 0, abs_tol=1e-9)

    def ends(self) -> tuple[Scalar, ...]:
        """The values that say whether the training accepts the range."""
        return (self.low, self.high)


class Choices(_Frozen):
    """One of several values."""

    choices: tuple[Scalar, ...]

    def contains(self, value: object) -> bool:
        """Whether ``value`` is one of them."""
        return value in self.choices

    def ends(self) -> tuple[Scalar, ...]:
        """The values that say whether the training accepts the choices."""
        return self.choices


def _kind(domain: object) -> str:
    """Which of the two a table describes, so that findings speak of that one only."""
    return (
        "choices" if isinstance(domain, Choices) or (isinstance(domain, dict) and "choices" in domain) else "range"
    )


Domain = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Choices, Tag("choices")],
    Discriminator(_kind),
]
"""What one setting may be."""


class JudgeSettings(_Frozen):
    """How a trial is judged (see ``score``).

    Attributes:
        rendered: Weight of the agreement with rendered truth.
        graded: Weight of the agreement with the graded photographs, where they are given.
        repeatability: Weight of the agreement between the two cameras.
        faces: Held-out faces that are looked at, spread evenly over the sets.
    """

    rendered: float = Field(default=1.0, ge=0)
    graded: float = Field(default=1.0, ge=0)
    repeatability: float = Field(default=1.0, ge=0)
    faces: int = Field(default=24, ge=1)


class SearchSettings(_Frozen):
    """One search.

    Attributes:
        name: Name of the study in the database, which may hold several.
        trials: Trials to finish, by all workers together.
        seed: All randomness of the search follows from it and the number of a trial.
        sampler: ``tpe`` learns from the trials so far, ``random`` does not.
        startup: Finished trials before the sampler learns and the pruner stops any.
        pruner: ``median``, ``hyperband`` or ``none``.
        warmup: Judgements of a trial before it may be stopped (``median``).
        retries: How often the trial of a worker that vanished is queued again.
        judge: How a trial is judged.
        base: Settings that all trials share; what is not named keeps the training's own value.
        space: Setting -> what it may be.
    """

    name: str = Field(default="search", min_length=1)
    trials: int = Field(ge=1)
    seed: int = Field(default=1, ge=0)
    sampler: Literal["tpe", "random"] = "tpe"
    startup: int = Field(default=8, ge=1)
    pruner: Literal["median", "hyperband", "none"] = "median"
    warmup: int = Field(default=1, ge=0)
    retries: int = Field(default=2, ge=0)
    judge: JudgeSettings = JudgeSettings()
    base: dict[str, Scalar | dict[str, Scalar]] = {}
    space: dict[str, Domain]

    def flat_base(self) -> dict[str, Scalar]:
        """The shared settings with dotted names."""
        return flatten(self.base)


def flatten(values: Mapping[str, Any]) -> dict[str, Any]:
    """Groups of settings as dotted names, ``group.setting``."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inner = (
            {f"{name}.{key}": item for key, item in flatten(value).items()} if isinstance(value, dict) else None
        )
        flat.update({name: value} if inner is None else inner)
    return flat


def read_search(path: Path) -> SearchSettings:
    """Read a search from its TOML file.

    Raises:
        ConsultantError: the file is missing, is no TOML, or does not describe a search; all findings at once.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConsultantError(f"No file {path}. Give the TOML file of the search with --space.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConsultantError(f"{path} is no TOML file: {error}. See docs/search.md for an example.") from error
    try:
        return SearchSettings.model_validate(data)
    except ValidationError as error:
        findings = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise _refused(path.name, findings) from error


def check_space(search: SearchSettings, defaults: Mapping[str, Any]) -> None:
    """Refuse a space that no trial could come from.

    Args:
        search: The search.
        defaults: Every setting of the training with its own value, dotted names.

    Raises:
        ConsultantError: with all findings.
    """
    findings = [] if search.space else ["[space] is empty: name at least one setting to search."]
    base = search.flat_base()
    findings += [f"base.{name}: the training has no such setting." for name in base if name not in defaults]
    for name, domain in search.space.items():
        findings += [f"space.{name}: {finding}" for finding in _findings(name, domain, defaults, base)]
    judge = search.judge
    if judge.rendered + judge.graded + judge.repeatability <= 0:
        findings.append("judge: all weights are 0, so nothing would be judged.")
    if findings:
        raise _refused(search.name, findings)


def _findings(
    name: str, domain: Range | Choices, defaults: Mapping[str, Any], base: Mapping[str, Any]
) -> list[str]:
    if name not in defaults:
        return [f"the training has no such setting; it has {', '.join(sorted(defaults))}."]
    found = []
    if name in SAME_FOR_ALL:
        found.append("is the same for all trials; set it under [base].")
    if name in base:
        found.append("is also fixed under [base]; keep it in one place.")
    own = defaults[name]
    if isinstance(domain, Choices):
        return found + _choice_findings(domain, own)
    return found + _range_findings(domain, own)


def _choice_findings(domain: Choices, own: object) -> list[str]:
    found = []
    if len(domain.choices) < 2:
        found.append("give at least two choices, or fix the setting under [base].")
    if len(set(domain.choices)) < len(domain.choices):
        found.append("a choice is there twice.")
    # A whole number is a fine value of a real setting, not the other way round.
    fits = (int, float) if isinstance(own, float) else () if own is None else (type(own),)
    wrong = [c for c in domain.choices if fits and (type(c) not in fits)]
    if wrong:
        found.append(f"{wrong[0]!r} is not of the setting's kind ({type(own).__name__}).")
    return found


def _range_findings(domain: Range, own: object) -> list[str]:
    found = []
    if isinstance(own, bool | str):
        return [f"takes no range ({type(own).__name__}); give choices."]
    numbers = [n for n in (domain.low, domain.high, domain.step) if n is not None]
    if not all(math.isfinite(n) for n in numbers):
        return ["the numbers must be finite."]
    if isinstance(own, int) and any(isinstance(n, float) for n in numbers):
        found.append("takes whole numbers; write low, high and step without a point.")
    if domain.low >= domain.high:
        found.append(f"low {domain.low} must lie below high {domain.high}.")
    if domain.log and domain.low <= 0:
        found.append(f"a logarithmic range must start above 0, not at {domain.low}.")
    if domain.log and domain.step is not None:
        found.append("log and step exclude one another.")
    if domain.step is not None and (domain.step <= 0 or not domain.contains(domain.high)):
        found.append(f"step {domain.step} does not lead from {domain.low} to {domain.high}.")
    return found


def _refused(what: str, findings: list[str]) -> ConsultantError:
    lines = "\n".join(f"- {finding}" for finding in findings)
    return ConsultantError(f"The search {what} cannot be run until this is mended:\n{lines}")
