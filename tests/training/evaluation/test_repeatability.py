import dataclasses

import numpy as np
import pytest

from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation import repeatability as subject
from consultant_app.training.evaluation.engine import Engine, Reading

CURVES = {
    key: Calibration(
        channel="redness", evidence=(0, 1), grade=(0, 4), error_grade=(0,), error=(0.5,), smallest_scale=0.5
    )
    for key in ("redness", "pores")
}


def _mean_red(crop: np.ndarray) -> Evidence:
    """A measure that follows the lamp: what repeatability must expose."""
    red = np.full((160, 160), float(crop[..., 0].mean()) / 255, np.float32)
    return Evidence({"redness": red}, {"redness": np.zeros_like(red)})


@pytest.mark.usefixtures("few_draws")
def test_a_measure_that_follows_the_lamp_does_not_repeat(
    astronaut_canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "_FEWEST", 1)
    monkeypatch.setattr(subject, "SHOPS", 2)
    engine = Engine(_mean_red, {"redness": CURVES["redness"]}, FaceFinder(resource("models", "face"), threads=1))
    faces = [dataclasses.replace(astronaut_canvas, name=name) for name in "ab"]
    first = subject.repeatability(engine, faces, seed=7)
    for figures in first.values():
        assert figures["redness"]["sd_points"] > 3
        assert figures["redness"]["icc21"] < 0.5


def test_only_persons_read_on_every_shot_count() -> None:
    full, gap = [{"redness": Reading(1.0, 0.1)}] * 2, [{"redness": Reading(2.0, 0.1)}, {}]
    assert subject.points_of("redness", [full, gap], 2).tolist() == [[25.0, 25.0]]
    assert subject.points_of("pores", [full, gap], 2).shape == (0, 2)


def test_figures_of_a_known_error() -> None:
    random = np.random.default_rng(0)
    table = random.uniform(0, 100, 400)[:, None] + random.normal(0, 3, (400, 4))
    figures = subject.repeated(table)
    assert figures["sd_points"] == pytest.approx(3, abs=0.2)
    assert figures["sd_points_low"] < 3 < figures["sd_points_high"]
    assert figures["mdc95_points"] == pytest.approx(8.3, abs=0.5)
    assert figures["icc21"] == pytest.approx(0.99, abs=0.01)
