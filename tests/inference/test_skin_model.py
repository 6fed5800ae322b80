import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ModelError
from consultant_app.files import resource
from consultant_app.inference.manifest import parse_manifest
from consultant_app.inference.skin_model import SkinModel, grade_of

FOLDER = resource("models", "skin")
MANIFEST = parse_manifest((FOLDER / "model.json").read_bytes())


@pytest.fixture(scope="module")
def model() -> SkinModel:
    return SkinModel(FOLDER, threads=1)


def test_evidence_lies_between_nothing_and_all_on_a_grid_of_a_quarter(model: SkinModel) -> None:
    size = MANIFEST.input_size
    maps = model.evidence(np.random.default_rng(0).integers(0, 255, (size, size, 3), np.uint8))
    assert tuple(maps) == MANIFEST.channels
    for name, evidence in maps.items():
        assert evidence.shape == (size // 4, size // 4), name
        assert evidence.dtype == np.float32
        assert 0 <= evidence.min() <= evidence.max() <= 1


def test_the_same_crop_gives_the_same_evidence(model: SkinModel) -> None:
    crop = np.random.default_rng(1).integers(0, 255, (MANIFEST.input_size,) * 2 + (3,), np.uint8)
    first, second = model.evidence(crop), model.evidence(crop)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_another_size_is_a_bug(model: SkinModel) -> None:
    with pytest.raises(ValueError, match="takes"):
        model.evidence(np.zeros((64, 64, 3), np.uint8))


@pytest.mark.parametrize("key", sorted(MANIFEST.calibrations))
def test_calibrations_rise_and_stay_on_their_scale(key: str) -> None:
    curve = MANIFEST.calibrations[key]
    assert curve.channel in MANIFEST.channels
    assert list(curve.evidence) == sorted(set(curve.evidence))
    assert list(curve.grade) == sorted(curve.grade)
    assert 0 <= curve.grade[0] <= curve.grade[-1] <= CRITERIA[key].grade_max
    assert list(curve.error_grade) == sorted(set(curve.error_grade))
    assert all(error > 0 for error in curve.error)


@given(st.sampled_from(sorted(MANIFEST.calibrations)), st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_never_lowers_a_grade(key: str, first: float, second: float) -> None:
    low, high = sorted((first, second))
    curve, top = MANIFEST.calibrations[key], CRITERIA[key].grade_max
    assert grade_of(curve, low, top)[0] <= grade_of(curve, high, top)[0]


def test_a_model_that_is_not_its_manifests_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "skin")
    file = tmp_path / "skin" / MANIFEST.file
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="altered"):
        SkinModel(tmp_path / "skin")


@pytest.mark.parametrize("damage", ["{", "{}", '{"id": 3}'])
def test_a_damaged_manifest_is_said_so(damage: str) -> None:
    with pytest.raises(ModelError, match="damaged"):
        parse_manifest(damage.encode())


def test_the_manifest_says_what_it_was_trained_on() -> None:
    text = json.dumps(MANIFEST.training_data).lower()
    assert "rendered" in text
    assert MANIFEST.metrics["rendered_holdout"]
