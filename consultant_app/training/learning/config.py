"""The settings of a training as typed data: from a TOML file, any of them overridden by a flag.

The reading and writing serve any pydantic model, so that other commands can be configured the same way.
"""

import argparse
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.objective import Weights

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


W = TypeVar("W", bound="DataclassInstance")


def no_negative_weight(weights: W) -> W:
    """The weights of a loss, if none of them rewards errors.

    Raises:
        ValueError: one is below zero.
    """
    low = [name for name, value in asdict(weights).items() if value < 0]
    if low:
        raise ValueError(f"a weight below zero would reward errors: {', '.join(low)}")
    return weights


class LoopSettings(BaseModel):
    """How to train any network. Two runs of equal settings on equal data on one kind of machine are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)

    steps: int = Field(default=3200, ge=1)
    """Optimiser steps."""
    batch: int = Field(default=8, ge=1)
    """Pairs of crops a step, over all processes."""
    crop: int = Field(default=192, ge=64, multiple_of=32)
    """Side of a crop in pixels, a multiple of 32."""
    rate: float = Field(default=2e-3, gt=0)
    """Peak learning rate of the head."""
    seed: int = Field(default=1, ge=0)
    """All randomness follows from it, the step and the item."""
    save_every: int = Field(default=400, ge=1)
    """Steps between checkpoints."""
    log_every: int = Field(default=50, ge=1)
    """Steps between lines of the log, each the mean since the one before."""
    average: float = Field(default=0.998, ge=0, lt=1)
    """Decay of the running mean of the weights that is evaluated and exported."""
    start: str = ""
    """File of weights to start from: whatever of them fits; by default the encoder's published ones."""


class TrainSettings(LoopSettings):
    """How to train the skin network."""

    weights: Weights = Weights()
    """Weights of the terms of the loss."""

    _checked = field_validator("weights")(no_negative_weight)


M = TypeVar("M", bound=BaseModel)


def add_settings(parser: argparse.ArgumentParser, model: type[BaseModel]) -> None:
    """``--config FILE`` and a flag for every field of a model; a nested field is ``--outer-inner``."""
    parser.add_argument("--config", type=Path, help="settings as TOML; a flag goes before what it says")
    group = parser.add_argument_group("settings")
    for path, default, text in _fields(model):
        # The model reads the text, so that file and flag are checked by one rule.
        help_text = f"{text} [{default}]".replace("%", "%%").strip()
        flag = "--" + "-".join(path).replace("_", "-")
        group.add_argument(flag, dest=".".join(path), metavar="X", default=argparse.SUPPRESS, help=help_text)


def settings_of(options: argparse.Namespace, model: type[M]) -> M:
    """The settings that the arguments of ``add_settings`` give.

    Raises:
        ConsultantError: see ``read_settings``.
    """
    given = vars(options)
    names = (".".join(path) for path, _, _ in _fields(model))
    return read_settings(model, options.config, {name: given[name] for name in names if name in given})


def read_settings(model: type[M], file: Path | None, overrides: Mapping[str, object]) -> M:
    """Settings from a TOML file, where one is given, with single fields replaced.

    Args:
        model: What to read.
        file: TOML; fields that it leaves out keep their default.
        overrides: Dotted name of a field -> value, or its text.

    Raises:
        ConsultantError: no such file, no TOML, unknown names or values out of range: all of them at once.
    """
    values = _read_toml(file) if file else {}
    for name, value in overrides.items():
        *outer, last = name.split(".")
        place = values
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        findings = [f"  {'.'.join(map(str, e['loc']))} = {e['input']!r}: {e['msg']}" for e in error.errors()]
        source = f" in {file} or the flags" if file else ""
        text = f"These settings{source} cannot be used; correct them and start again:\n" + "\n".join(findings)
        raise ConsultantError(text) from error


def to_toml(settings: BaseModel) -> str:
    """Settings as TOML that ``read_settings`` reads back to equal ones."""
    plain = settings.model_dump(mode="json", exclude_none=True)
    tables = {name: value for name, value in plain.items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in plain.items() if name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConsultantError(f"The settings in {file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConsultantError(f"{file} is not valid TOML: {error}.") from error


def _fields(model: type[BaseModel]) -> Iterator[tuple[tuple[str, ...], object, str]]:
    """Path, default and description of every plain field, those of nested dataclasses one by one."""
    for name, field in model.model_fields.items():
        text = field.description or ""
        if is_dataclass(field.default) and not isinstance(field.default, type):
            for inner, value in asdict(field.default).items():
                yield (name, inner), value, text
        else:
            yield (name,), field.default, text
