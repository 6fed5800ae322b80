import numpy as np
import pytest
import torch

from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.finetune.curves import LearnedCurve, recalibrated, start_curves, with_errors_of
from tests.training.finetune.conftest import start_manifest

CURVE = Calibration(
    channel="redness", evidence=(0.1, 0.3, 0.8), grade=(0.0, 1.0, 4.0), error_grade=(1.0, 3.0), error=(0.4, 0.8),
    smallest_scale=0.5,
)  # fmt: skip
EVIDENCE = np.random.default_rng(1).uniform(0.1, 0.8, 300)
OWN = np.interp(EVIDENCE, CURVE.evidence, CURVE.grade)
ONES = np.ones(300)
ZONES = np.zeros(300, bool)


def test_every_criterion_with_a_map_has_a_curve_to_start_from() -> None:
    manifest = start_manifest()
    curves = start_curves(manifest)
    assert set(curves) == set(CHANNEL_OF)
    for key, curve in curves.items():
        assert curve == manifest.calibrations.get(key, curve)
        assert curve.channel == CHANNEL_OF[key]


def test_before_it_learns_a_curve_reads_as_the_application_does() -> None:
    learned = LearnedCurve(CURVE, 4)
    for value in (0.1, 0.15, 0.3, 0.5, 0.8):
        assert learned(torch.tensor(value)).item() == pytest.approx(grade_of(CURVE, value, 4)[0], abs=1e-5)
    assert learned.settled() == CURVE


def test_a_learned_curve_rises_and_has_a_gradient_even_outside_its_knots() -> None:
    learned = LearnedCurve(CURVE, 4)
    with torch.no_grad():
        learned.log_slope.fill_(-3.0)
        learned.offset.fill_(0.5)
    evidence = torch.linspace(-0.5, 1.5, 60, requires_grad=True)
    learned(evidence).sum().backward()
    assert evidence.grad is not None
    assert (evidence.grad > 0).all()
    settled = learned.settled()
    assert settled.grade == pytest.approx([0.5, 0.5 + np.exp(-3), 0.5 + 4 * np.exp(-3)], abs=1e-3)


def test_many_persons_bring_the_curve_to_the_house() -> None:
    curve = recalibrated(CURVE, EVIDENCE, 0.6 * OWN + 0.3, ONES, 300, 4)
    said = [grade_of(curve, value, 4)[0] for value in EVIDENCE]
    assert np.abs(said - (0.6 * OWN + 0.3)).mean() < 0.06


def test_few_persons_move_it_a_little_and_none_of_it_falls() -> None:
    far = np.clip(4 - OWN, 0, 4)  # a house that grades the wrong way round
    moves = []
    for persons in (1, 10, 100):
        curve = recalibrated(CURVE, EVIDENCE, far, ONES, persons, 4)
        assert np.all(np.diff(curve.grade) >= 0)
        assert 0 <= min(curve.grade) <= max(curve.grade) <= 4
        said = np.array([grade_of(curve, value, 4)[0] for value in EVIDENCE])
        moves.append(np.abs(said - OWN).mean())
    assert moves == sorted(moves)
    assert moves[0] < 0.5 * moves[-1]


def test_a_bent_house_gets_its_own_form() -> None:
    bent = 4 * (OWN / 4) ** 3
    curve = recalibrated(CURVE, EVIDENCE, bent, ONES, 600, 4)
    few = recalibrated(CURVE, EVIDENCE, bent, ONES, 6, 4)
    off = [
        np.abs([grade_of(c, v, 4)[0] - b for v, b in zip(EVIDENCE, bent, strict=True)]).mean()
        for c in (curve, few)
    ]
    assert off[0] < 0.5 * off[1]


def test_what_more_graders_said_weighs_more() -> None:
    grade = np.where(np.arange(300) % 2 == 0, 1.0, 3.0)
    heavy = np.where(np.arange(300) % 2 == 0, 1.0, 9.0)
    level = [np.mean(recalibrated(CURVE, EVIDENCE, grade, weight, 300, 4).grade) for weight in (ONES, heavy)]
    assert level[1] > level[0] + 0.3


def test_the_plus_minus_follows_what_was_seen() -> None:
    off = np.full(300, 1.2)
    wide = with_errors_of(CURVE, OWN, off, ZONES, 300, 4)
    assert min(wide.error) > 0.8
    assert with_errors_of(CURVE, OWN, off, ZONES, 1, 4).error[0] < wide.error[0]
    shared = CURVE.model_copy(update={"whole_error": 2.0})
    assert with_errors_of(shared, OWN, off, ~ZONES, 300, 4).error[0] == pytest.approx(wide.error[0] / 2, rel=0.02)
    assert max(with_errors_of(CURVE, OWN, np.zeros(300), ZONES, 300, 4).error) < 0.15
