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
from consultant_app.inference.manifest import Calibration, parse_manifest
from consultant_app.inference.skin_model import Evidence, SkinModel, grade_of

FOLDER = resource("models", "skin")
MANIFEST = parse_manifest((FOLDER / "model.json").read_bytes())


@pytest.fixture(scope="module")
def model() -> SkinModel:
    return SkinModel(FOLDER, threads=1)


@pytest.fixture(scope="module")
def seen(model: SkinModel) -> Evidence:
    return model.evidence(noise())


def noise() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 255, (MANIFEST.input_size,) * 2 + (3,), np.uint8)


def test_evidence_lies_between_nothing_and_all_on_a_grid_of_a_quarter(seen: Evidence) -> None:
    size = MANIFEST.input_size
    assert tuple(seen.maps) == MANIFEST.channels
    assert tuple(seen.log_variance) == (MANIFEST.channels if MANIFEST.variance_name else ())
    for name, evidence in seen.maps.items():
        assert evidence.shape == (size // 4, size // 4), name
        assert evidence.dtype == np.float32
        assert 0 <= evidence.min() <= evidence.max() <= 1
    for name, doubt in seen.log_variance.items():
        assert doubt.shape == (size // 4, size // 4), name
        assert np.isfinite(doubt).all()


def test_doubt_is_said_in_cells_of_a_thirty_second(seen: Evidence) -> None:
    side = MANIFEST.input_size // 32
    for name, doubt in seen.log_variance.items():
        cells = doubt.reshape(side, 8, side, 8)
        assert (cells == cells[:, :1, :, :1]).all(), name


def test_the_same_crop_gives_the_same_evidence(model: SkinModel, seen: Evidence) -> None:
    again = model.evidence(noise())
    for name in MANIFEST.channels:
        assert np.array_equal(seen.maps[name], again.maps[name])
    assert all(np.array_equal(doubt, again.log_variance[name]) for name, doubt in seen.log_variance.items())


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
    assert len(curve.evidence) == len(curve.grade)
    assert len(curve.error_grade) == len(curve.error)


@given(st.sampled_from(sorted(MANIFEST.calibrations)), st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_never_lowers_a_grade(key: str, first: float, second: float) -> None:
    low, high = sorted((first, second))
    curve, top = MANIFEST.calibrations[key], CRITERIA[key].grade_max
    assert grade_of(curve, low, top)[0] <= grade_of(curve, high, top)[0]


CURVE = Calibration(
    channel="redness",
    evidence=(0.1, 0.5),
    grade=(0.0, 4.0),
    error_grade=(0.0, 4.0),
    error=(0.2, 0.6),
    smallest_scale=0.5,
    usual_deviation=0.05,
    deviation_power=0.5,
)


def test_grades_and_errors_are_read_off_by_straight_lines() -> None:
    assert grade_of(CURVE, 0.3, 4) == pytest.approx((2.0, 0.4))
    assert grade_of(CURVE, -1.0, 4) == pytest.approx((0.0, 0.2))
    assert grade_of(CURVE, 0.9, 4) == pytest.approx((4.0, 0.6))
    assert grade_of(CURVE, 0.9, 3)[0] == 3


def test_a_photo_less_sure_than_usual_has_a_wider_error_and_the_same_grade() -> None:
    usual = grade_of(CURVE, 0.3, 4, 0.05)
    assert usual == pytest.approx(grade_of(CURVE, 0.3, 4))
    for times in (0.4, 2.0, 2.9):
        grade, error = grade_of(CURVE, 0.3, 4, 0.05 * times)
        assert grade == usual[0]
        assert error == pytest.approx(usual[1] * times**0.5)
    # Beyond three times more or less nothing was tested.
    assert grade_of(CURVE, 0.3, 4, 9.0)[1] == pytest.approx(usual[1] * 3**0.5)
    assert grade_of(CURVE, 0.3, 4, 0.0)[1] == pytest.approx(usual[1] / 3**0.5)


def test_a_deviation_that_was_found_to_say_nothing_changes_nothing() -> None:
    blind = CURVE.model_copy(update={"deviation_power": 0.0})
    assert grade_of(blind, 0.3, 4, 0.5) == grade_of(blind, 0.3, 4)


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
