import numpy as np
import pytest
import torch
from torch import Tensor, nn

from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.severity import FULL, grade_from_truth, zone_means
from consultant_app.training.learning.network import Prediction
from consultant_app.training.release.calibrate import ZonePairs, fit, look
from consultant_app.training.render.scene import CHANNELS

COUNT, TOP = 600, 6
RANDOM = np.random.default_rng(4)
TRUTH = RANDOM.uniform(0, 0.2, COUNT)
DRAW = RANDOM.normal(0, 1, COUNT)
DEVIATION = np.exp(RANDOM.normal(-4.6, 0.6, COUNT))
WHO = np.array(["a"] * COUNT)
PAIRS = ZonePairs(np.sqrt(TRUTH + 0.01) + 0.01 * DRAW, TRUTH, WHO)
TRUE_GRADES = np.array([grade_from_truth("forehead_lines", truth, 0.2) for truth in TRUTH])


def read(curve: Calibration, pairs: ZonePairs) -> tuple[np.ndarray, np.ndarray]:
    """Grades and errors of all zones."""
    doubts = [None] * COUNT if pairs.deviation is None else pairs.deviation
    rows = [grade_of(curve, float(e), TOP, d) for e, d in zip(pairs.evidence, doubts, strict=True)]
    grades, errors = np.array(rows).T
    return grades, errors


def test_grades_are_read_back_off_a_bent_noisy_relation() -> None:
    grades, errors = read(fit("forehead_lines", PAIRS, 0.2), PAIRS)
    off = np.abs(grades - TRUE_GRADES)
    assert np.corrcoef(grades, TRUE_GRADES)[0, 1] > 0.97
    assert off.mean() < 0.4
    assert 0.6 < (off <= errors).mean() < 0.76


def test_a_calibration_never_leaves_its_scale() -> None:
    curve = fit("forehead_lines", PAIRS, 0.2)
    for evidence in (-1.0, 0.0, 5.0):
        grade, error = grade_of(curve, evidence, TOP)
        assert 0 <= grade <= TOP
        assert error > 0


def test_a_deviation_that_says_nothing_leaves_one_error_for_all_photos() -> None:
    curve = fit("forehead_lines", ZonePairs(PAIRS.evidence, TRUTH, WHO, DEVIATION), 0.2)
    assert curve.deviation_power == 0
    assert curve.error == fit("forehead_lines", PAIRS, 0.2).error


def test_a_deviation_that_tells_the_error_narrows_the_intervals_of_those_who_are_sure() -> None:
    evidence = np.sqrt(TRUTH + 0.01) + DEVIATION * DRAW
    told, untold = ZonePairs(evidence, TRUTH, WHO, DEVIATION), ZonePairs(evidence, TRUTH, WHO)
    curve = fit("forehead_lines", told, 0.2)
    assert curve.deviation_power >= 0.5
    assert curve.usual_deviation == pytest.approx(np.median(DEVIATION), rel=1e-3)
    grades, errors = read(curve, told)
    _, same = read(fit("forehead_lines", untold, 0.2), untold)
    off, sure = np.abs(grades - TRUE_GRADES), np.median(DEVIATION) > DEVIATION
    assert errors[sure].mean() < 0.8 * same[sure].mean()
    # One error for all promises the sure too little and the unsure too much; a told one keeps its word to both.
    for half in (sure, ~sure):
        assert 0.6 < (off <= errors)[half].mean() < 0.76
    assert (off <= same)[sure].mean() > 0.78
    assert (off <= same)[~sure].mean() < 0.6


def test_zones_without_the_attribute_make_no_ambiguous_curve() -> None:
    evidence = np.concatenate([np.zeros(400), PAIRS.evidence[:200]])
    truth = np.concatenate([np.zeros(400), TRUTH[:200]])
    curve = fit("forehead_lines", ZonePairs(evidence, truth, WHO), 0.2)
    for rising in (curve.evidence, curve.error_grade):
        assert all(np.diff(rising) > 0)
    assert all(np.diff(curve.grade) >= 0)


def test_a_grade_is_linear_in_the_mean_truth_of_the_zone() -> None:
    full = FULL["forehead_lines"]
    assert grade_from_truth("forehead_lines", full / 2, full) == pytest.approx(3)
    assert grade_from_truth("forehead_lines", 1.0, full) == TOP


def test_hidden_zones_have_no_mean() -> None:
    bits = np.ones((20, 20), np.uint16)  # everything belongs to the first zone
    values = np.full((20, 20), 0.25, np.float32)
    skin = np.zeros((20, 20), bool)
    assert zone_means(values, skin, bits) == {}
    skin[:12] = True
    assert set(zone_means(values, skin, bits).values()) == {0.25}


class _Grey(nn.Module):
    """Evidence and doubt that follow the photo's red, so that each place can be told."""

    def forward(self, image: Tensor) -> Prediction:
        red = image[:, :1].expand(-1, len(CHANNELS), -1, -1)
        pool = nn.functional.avg_pool2d
        return Prediction(pool(red, 4), pool(red, 32))


def test_a_network_says_what_the_shipped_model_would() -> None:
    photo = np.zeros((64, 64, 3), np.uint8)
    photo[:32] = 255
    seen = look(_Grey(), photo)
    assert tuple(seen.maps) == tuple(seen.log_variance) == CHANNELS
    for name in CHANNELS:
        assert seen.maps[name].shape == seen.log_variance[name].shape == (16, 16)
        assert seen.maps[name][:8] == pytest.approx(float(torch.sigmoid(torch.tensor(1.0))))
        assert seen.log_variance[name][:8] == pytest.approx(1.0)
        assert seen.log_variance[name][8:] == pytest.approx(-127 / 128)
