from dataclasses import replace

import cv2
import numpy as np
import pytest

from consultant_app.domain.analysis import State
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.errors import ModelError
from consultant_app.domain.illustration import Illustration
from consultant_app.imaging.baseline_layers import SCALES_MM
from consultant_app.services.simulation import IMPROVED, SimulationService, layer_settings, simulations_of


class Even:
    """An editor that sees the same in every place: all skin a third darker by each attribute."""

    def __init__(self, identity):
        self.identity = identity
        self.powers = {}

    def layers(self, crop):  # noqa: ARG002
        return dict.fromkeys(SCALES_MM, np.full((320, 320, 3), -0.3, np.float32))


@pytest.fixture(scope="module")
def service(engine, baseline):
    return SimulationService(engine, Even(baseline.identity))


@pytest.fixture(scope="module")
def opened(service, portrait_photo):
    return service.open(portrait_photo)


@pytest.fixture
def simulation(opened):
    opened.reset()
    return opened


def said(photo, **grades):
    """The photo with other grades."""
    criteria = tuple(
        replace(result, grade=grades[result.key], score=50, plus_minus=5, state=State.OK, reason=None)
        if result.key in grades
        else result
        for result in photo.analysis.criteria
    )
    return replace(photo, analysis=replace(photo.analysis, criteria=criteria))


def test_what_is_seen_can_be_set_and_begins_at_nothing(simulation, portrait_photo):
    assert set(simulation.keys) <= set(CRITERIA)
    assert {"redness", "frown_lines", "radiance"} <= set(simulation.keys)
    assert "forehead_lines" not in simulation.keys  # her fringe hides it
    assert list(simulation.keys) == [key for key in CRITERIA if key in simulation.keys]
    assert set(simulation.settings.values()) == {0.0}
    assert np.array_equal(simulation.image, portrait_photo.rgb)


def test_a_slider_moves_its_own_zones_and_nothing_else(simulation, portrait_photo):
    simulation.set("redness", -1)
    changed = (simulation.image != portrait_photo.rgb).any(axis=2)
    assert changed.any()
    allowed = np.zeros(changed.shape, np.uint8)
    for zone in CRITERIA["redness"].zones:
        cv2.fillPoly(allowed, [np.round(portrait_photo.zone_polygons[zone]).astype(np.int32)], 1)
    assert not (changed & (allowed == 0)).any()
    assert (simulation.image.astype(int) - portrait_photo.rgb).min() >= 0  # less of what darkens
    simulation.reset()
    assert np.array_equal(simulation.image, portrait_photo.rgb)


@pytest.mark.parametrize("value", [1.01, -2, float("nan"), float("inf")])
def test_a_value_outside_the_slider_is_refused_and_nothing_moves(simulation, value):
    simulation.set("redness", 0.5)
    with pytest.raises(ValueError, match="outside"):
        simulation.set_all({"shine": 0.2, "redness": value})
    assert simulation.settings["redness"] == 0.5
    assert simulation.settings["shine"] == 0


def test_what_cannot_be_shown_is_refused(simulation):
    for key in ("forehead_lines", "nonsense"):
        with pytest.raises(KeyError, match=key):
            simulation.set(key, 0.5)


def test_priorities_become_half_as_visible_and_the_rest_stays(service, portrait_photo):
    photo = replace(
        portrait_photo, analysis=replace(portrait_photo.analysis, priorities=("redness", "forehead_lines"))
    )
    simulation = service.open(photo)
    simulation.set("shine", 1)
    simulation.improve_priorities()
    assert {key: value for key, value in simulation.settings.items() if value} == {"redness": IMPROVED}


def test_radiance_moves_its_published_parts_and_none_beyond_its_range(simulation):
    assert layer_settings({"radiance": 0.5, "shine": 0.8}, {}) == {
        "tone_evenness": 0.5, "texture": 0.5, "shine": 1.0
    }  # fmt: skip
    assert layer_settings({"redness": 0.5}, {}) == {"redness": 0.5}
    simulation.set("radiance", -1)
    composed = simulation.image.copy()
    simulation.set_all({"tone_evenness": -1, "texture": -1, "shine": -1})
    assert np.array_equal(composed, simulation.image)


def test_a_slider_lays_on_as_much_as_its_power_says() -> None:
    asked = {"redness": 1.0, "pores": -1.0, "shine": 0.0, "texture": -0.5}
    shown = layer_settings(asked, {"redness": 2.0, "pores": 2.0, "shine": 3.0, "texture": 2.0})
    assert shown == {"redness": 3.0, "pores": -1.0, "shine": 0.0, "texture": -0.75}


def test_firmness_moves_by_as_much_as_was_found(service, portrait_photo):
    slack = service.open(said(portrait_photo, firmness=5.0))
    assert "firmness" in slack.keys
    slack.set("firmness", -1)
    lifted = slack.image.copy()
    assert not np.array_equal(lifted, portrait_photo.rgb)
    assert "firmness" not in service.open(said(portrait_photo, firmness=0.0)).keys


def test_a_large_photo_is_shown_reduced_and_written_whole(service, portrait_photo):
    simulation = service.open(said(portrait_photo, firmness=4.0), longest=256)
    assert simulation.image.shape == simulation.before.shape == (256, 256, 3)
    simulation.set_all({"redness": -1, "firmness": 0.5})
    whole = simulation.illustration()
    assert whole.rgb.shape == portrait_photo.rgb.shape
    small = cv2.resize(whole.rgb, (256, 256), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(small - simulation.image).mean() < 0.6
    assert np.abs(small - simulation.image)[simulation.image != simulation.before].mean() < 6


def test_an_illustration_says_what_it_is_made_of(simulation, baseline, portrait_photo):
    made = simulation.illustration({"redness": -0.5, "shine": 0.0})
    assert isinstance(made, Illustration)
    assert made.settings == {"redness": -0.5}
    assert made.model == baseline.identity
    assert made.photo == "astronaut.png"
    simulation.set("redness", -0.5)
    assert np.array_equal(made.rgb, simulation.image)
    assert np.array_equal(simulation.illustration({}).rgb, portrait_photo.rgb) is False
    simulation.reset()
    assert np.array_equal(simulation.illustration().rgb, portrait_photo.rgb)


def test_the_same_eyes_look_again(engine, baseline, portrait_photo):
    """With the baseline: the closed loop sees less of what was taken away, and the same of the untouched photo."""
    simulations = SimulationService(engine, baseline)
    simulation = simulations.open(portrait_photo)
    same = simulations.score_again(simulation.illustration())
    assert [r.score for r in same.criteria] == [r.score for r in portrait_photo.analysis.criteria]
    gone = simulations.score_again(simulation.illustration({"redness": -1.0}))
    was = portrait_photo.analysis.criterion("redness").grade
    assert gone.criterion("redness").grade < was


def test_a_past_visits_photo_is_found_again(service, portrait_photo):
    simulation = service.open(replace(portrait_photo, landmarks=None))
    assert "redness" in simulation.keys


def test_hidden_zones_cannot_be_set(service, portrait_photo):
    points = portrait_photo.landmarks.copy()
    painted = portrait_photo.rgb.copy()
    forehead = np.round(portrait_photo.zone_polygons[Zone.FOREHEAD]).astype(np.int32)
    cv2.fillPoly(painted, [cv2.convexHull(forehead)], (20, 60, 220))
    simulation = service.open(replace(portrait_photo, rgb=painted, landmarks=points))
    assert "forehead_lines" not in simulation.keys
    assert "redness" in simulation.keys


def test_without_an_editor_there_is_no_simulation(engine, tmp_path):
    assert simulations_of(engine, tmp_path) is None
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "model.json").write_text("{}")
    with pytest.raises(ModelError, match="no signature"):
        simulations_of(engine, tmp_path)
