import numpy as np
import pytest

from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.severity import FULL, grade_from_truth, zone_means
from consultant_app.training.evaluation.judge import agreement, agreement_with_expert
from consultant_app.training.release.calibrate import ZonePairs, fit

RANDOM = np.random.default_rng(4)
TRUTH = RANDOM.uniform(0, 0.2, 600)
NOISE = RANDOM.normal(0, 0.01, 600)
PAIRS = ZonePairs(np.sqrt(TRUTH + 0.01) + NOISE, TRUTH, np.array(["a"] * 600))


def test_grades_are_read_back_off_a_bent_noisy_relation() -> None:
    curve = fit("forehead_lines", PAIRS, 0.2)
    figures = agreement("forehead_lines", curve, PAIRS, 0.2)
    assert figures["r"] > 0.97
    assert figures["mae_grades"] < 0.4
    assert 0.6 < figures["coverage_68"] < 0.76


def test_a_calibration_never_leaves_its_scale() -> None:
    curve = fit("forehead_lines", PAIRS, 0.2)
    for evidence in (-1.0, 0.0, 5.0):
        grade, error = grade_of(curve, evidence, 6)
        assert 0 <= grade <= 6
        assert error > 0


def test_a_grade_is_linear_in_the_mean_truth_of_the_zone() -> None:
    assert grade_from_truth("forehead_lines", FULL["forehead_lines"] / 2, FULL["forehead_lines"]) == pytest.approx(
        3
    )
    assert grade_from_truth("forehead_lines", 1.0, FULL["forehead_lines"]) == 6


def test_hidden_zones_have_no_mean() -> None:
    bits = np.ones((20, 20), np.uint16)  # everything belongs to the first zone
    values = np.full((20, 20), 0.25, np.float32)
    skin = np.zeros((20, 20), bool)
    assert zone_means(values, skin, bits) == {}
    skin[:12] = True
    assert set(zone_means(values, skin, bits).values()) == {0.25}


def test_agreement_with_an_expert_has_an_interval_around_it() -> None:
    class Face:
        def __init__(self, grade: float) -> None:
            self.grade = grade

    faces = [Face(index % 4) for index in range(80)]
    measure = [face.grade + 0.3 * ((7 * index) % 11) for index, face in enumerate(faces)]
    figures = agreement_with_expert(measure, faces)  # type: ignore[arg-type]
    assert figures["low"] < figures["spearman"] < figures["high"]
    assert figures["photos"] == 80
