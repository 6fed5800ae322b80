import numpy as np
import pytest

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.routine import Routine
from consultant_app.imaging.overlay import heat_overlay
from consultant_app.ui.presenters.outcome import Outcome
from consultant_app.ui.presenters.shown_result import ShownResult
from tests.ui.made_results import made_photo, with_side


def outcome(photo):
    return Outcome(photo.analysis, Routine(), photo)


@pytest.fixture
def shown(tasks):
    result = ShownResult(tasks)
    result.take_result(outcome(made_photo()))
    return result


def test_a_heat_map_follows_the_choice(qtbot, shown):
    with qtbot.waitSignal(shown.heat_ready):
        shown.select("redness")
    assert shown.heat.shape == shown.display.rgb.shape
    assert not np.array_equal(shown.heat, shown.display.rgb)
    first = shown.heat
    shown.select(None)
    assert shown.heat is None
    shown.select("redness")
    assert shown.heat is first


def test_the_strength_follows_the_slider_and_the_last_word_counts(qtbot, shown, tasks):
    shown.select("redness")
    qtbot.waitUntil(lambda: not tasks.busy)
    usual = shown.heat
    for strength in (0.9, 0.5, 0.2):
        shown.set_strength(strength)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown.strength == 0.2
    faint = heat_overlay(shown.display.rgb, shown.display.evidence, "redness", 0.2)
    assert np.array_equal(shown.heat, faint)
    assert not np.array_equal(shown.heat, usual)
    shown.select("pores")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert np.array_equal(shown.heat, heat_overlay(shown.display.rgb, shown.display.evidence, "pores", 0.2))


def test_a_strength_without_a_map_on_screen_waits_for_the_next(tasks):
    shown = ShownResult(tasks)
    shown.set_strength(0.4)
    assert not tasks.busy
    assert shown.strength == 0.4


def test_every_score_comes_with_its_explanation(shown):
    assert list(shown.explanations) == [result.key for result in shown.analysis.criteria]
    assert shown.explanations["redness"].patches
    shown.forget_result()
    assert shown.explanations == {}


def test_what_cannot_be_said_has_no_map(shown, tasks):
    shown.select("firmness")
    assert not shown.has_map("firmness")
    assert shown.heat is None
    assert not tasks.busy


def test_a_late_map_of_another_choice_is_not_shown(qtbot, shown, tasks):
    shown.select("redness")
    shown.select("pores")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown.selected == "pores"
    assert shown.heat is shown.heats._drawn[shown.display, "pores"]


def test_a_criterion_is_shown_on_the_photo_that_has_its_map(qtbot, shown, tasks):
    shown.take_result(outcome(with_side(made_photo(), FaceView.LEFT, "side.jpg")))
    shown.show_view(FaceView.LEFT)
    with qtbot.waitSignal(shown.heat_ready):
        shown.select("redness")
    assert shown.view is FaceView.LEFT
    shown.select("pores")
    assert shown.view is FaceView.FRONT
    shown.show_view(FaceView.RIGHT)
    assert shown.view is FaceView.FRONT
    qtbot.waitUntil(lambda: not tasks.busy)
