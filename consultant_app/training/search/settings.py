"""The one place where a search knows the training's configuration and data: names, values, checks, hashes."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.config import TrainSettings, read_settings, to_toml
from consultant_app.training.search.space import Scalar, SearchSettings, check_space, flatten


def train_settings(values: Mapping[str, Any]) -> TrainSettings:
    """The training's configuration from dotted names.

    Raises:
        ConsultantError: the training does not accept a value.
    """
    return read_settings(TrainSettings, None, values)


def default_settings(search: SearchSettings) -> dict[str, Any]:
    """Every setting of the training with the value that a search starts from, dotted names.

    Raises:
        ConsultantError: the training does not accept a value under [base].
    """
    return flatten(train_settings(search.flat_base()).model_dump(mode="json"))


def check_search(search: SearchSettings) -> None:
    """Refuse what no trial could run with: an impossible space, or values that the training does not accept.

    Raises:
        ConsultantError: with all findings of a kind.
    """
    check_space(search, flatten(TrainSettings().model_dump(mode="json")))
    start = default_settings(search)
    refused = [
        f"- {name} = {value!r}: {error}"
        for name, domain in search.space.items()
        for value in domain.ends()
        if (error := _refusal(start, name, value)) is not None
    ]
    if refused:
        raise ConsultantError("The training does not accept these values of the space:\n" + "\n".join(refused))


def _refusal(start: Mapping[str, Any], name: str, value: Scalar) -> str | None:
    try:
        train_settings({**start, name: value})
    except ConsultantError as error:
        return str(error).splitlines()[-1].strip()
    return None


def judgements_of(settings: Mapping[str, Any]) -> int:
    """How often a trial is judged: at every checkpoint and at the end."""
    return math.ceil(int(settings["steps"]) / int(settings["save_every"]))


def config_text(values: Mapping[str, Any], comment: str) -> str:
    """Settings as the file that ``consultant-train train --config`` takes."""
    lines = "".join(f"# {line}\n" for line in comment.splitlines())
    return lines + to_toml(train_settings(values))


def data_hashes(sets: Iterable[Path], holdout: Iterable[Path], graded: Path | None) -> dict[str, str]:
    """What trials learn from and are judged on: label -> sha256 of the file that describes it.

    The folders' names are left out: another machine may keep the same data elsewhere.

    Raises:
        ConsultantError: a folder is not there or not complete.
    """
    files = {f"sets.{i}": folder / "manifest.json" for i, folder in enumerate(sets)}
    files |= {f"holdout.{i}": folder / "manifest.json" for i, folder in enumerate(holdout)}
    if graded is not None:
        files["graded"] = graded / "grades.csv"
    missing = [str(path) for path in files.values() if not path.is_file()]
    if missing:
        raise ConsultantError(
            f"The search needs {', '.join(missing)}. Render the sets first (consultant-train render), and give "
            "the folder of graded photographs with --graded."
        )
    return {label: hashlib.sha256(path.read_bytes()).hexdigest() for label, path in files.items()}
