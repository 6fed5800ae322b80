import tomllib
from pathlib import Path
from typing import Any

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.config import TrainSettings, read_settings
from consultant_app.training.search.settings import (
    check_search,
    config_text,
    data_hashes,
    default_settings,
    judgements_of,
    train_settings,
)
from consultant_app.training.search.space import SearchSettings


def search(space: dict[str, Any], **base: Any) -> SearchSettings:
    return SearchSettings.model_validate({"trials": 1, "space": space, "base": base})


def test_settings_start_from_the_trainings_own_and_the_base() -> None:
    values = default_settings(search({}, steps=10, weights={"agreement": 1.0}))
    assert values["steps"] == 10
    assert values["weights.agreement"] == 1.0
    assert values["rate"] == TrainSettings().rate
    assert train_settings(values) == TrainSettings(steps=10, weights={"agreement": 1.0})  # type: ignore[arg-type]


def test_a_space_that_the_training_accepts_passes() -> None:
    check_search(search({"rate": {"low": 1e-4, "high": 1e-2}, "crop": {"choices": [128, 192]}}, steps=10))


def test_values_that_the_training_refuses_are_named_with_its_reason() -> None:
    with pytest.raises(ConsultantError) as refused:
        check_search(search({"crop": {"choices": [128, 100]}, "average": {"low": 0.5, "high": 1.5}}))
    text = str(refused.value)
    assert "- crop = 100" in text
    assert "multiple of 32" in text
    assert "- average = 1.5" in text
    assert "128" not in text


def test_a_base_that_the_training_refuses_is_refused() -> None:
    with pytest.raises(ConsultantError, match="batch"):
        default_settings(search({}, batch=0))


@pytest.mark.parametrize(("steps", "every", "count"), [(6, 2, 3), (7, 2, 4), (2, 400, 1)])
def test_a_trial_is_judged_at_every_checkpoint_and_at_the_end(steps: int, every: int, count: int) -> None:
    assert judgements_of({"steps": steps, "save_every": every}) == count


def test_the_config_is_what_the_training_reads(tmp_path: Path) -> None:
    values = default_settings(search({}, rate=1.5e-3, weights={"variance": 0.1}))
    file = tmp_path / "best.toml"
    file.write_text(config_text(values, "one\ntwo"), encoding="utf-8")
    assert file.read_text().startswith("# one\n# two\n")
    assert tomllib.loads(file.read_text())["rate"] == 1.5e-3
    assert read_settings(TrainSettings, file, {}) == train_settings(values)


def test_data_are_known_by_what_they_are_not_by_where(tmp_path: Path) -> None:
    for name, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(text)
        (tmp_path / name / "grades.csv").write_text(text)
    a, b, c = (tmp_path / name for name in "abc")
    assert data_hashes([a], [b], c) == data_hashes([b], [a], c)
    assert data_hashes([a], [b], c) != data_hashes([a], [c], c)
    assert "graded" not in data_hashes([a], [b], None)


def test_missing_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match=r"(?s)x.manifest.json.*y.grades.csv.*--graded"):
        data_hashes([tmp_path / "x"], [], tmp_path / "y")
