"""Guidance on scikit-image's astronaut, moved about in front of a drawn camera."""

import numpy as np
import pytest

from consultant_app.capture.source import Format
from consultant_app.capture.synthetic import Shot, SyntheticSource
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.guidance import Coach, Instruction
from consultant_app.imaging.quality import LIMITS
from consultant_app.imaging.quality.geometry import expression, pose
from consultant_app.imaging.quality.limits import SIDE_LIMITS
from consultant_app.services.guidance import RULES, LiveGuide, rules_for

HD = Format(1280, 720, 30)
HERS = {Instruction.RELAX, Instruction.HAIR}


class Clock:
    now = 10.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def loaded():
    return LiveGuide()


@pytest.fixture
def guide(loaded):
    loaded.forget()
    return loaded


@pytest.fixture
def clock():
    return Clock()


def seen(guide, clock, script, pictures=6):
    """Measures of the last of some pictures of a scene."""
    source = SyntheticSource(clock, script=script, shown=HD)
    source.start()
    for _ in range(pictures):
        clock.now += 1 / 30 + 1e-6
        frame = source.latest()
        measures = guide.measure(frame.rgb, frame.at)
    return measures


def still(**options):
    return lambda _: Shot(**options)


def said(measures):
    """The most urgent instruction for measures that last, her broad smile and her fringe set aside."""
    clock = Clock()
    coach = Coach([rule for rule in RULES if rule.instruction not in HERS], clock)
    for _ in range(60):
        clock.now += 1 / 30
        shown = coach.look(measures)
    return shown.instruction


@pytest.mark.parametrize(
    ("shot", "instruction"),
    [
        ({}, Instruction.READY),
        ({"zoom": 0.17}, Instruction.CLOSER),
        ({"zoom": 0.85}, Instruction.FARTHER),
        ({"x": 0.35}, Instruction.CENTRE),
        ({"roll": 17}, Instruction.UPRIGHT),
        ({"light": 0.1}, Instruction.MORE_LIGHT),
        ({"light": 1.7}, Instruction.LESS_LIGHT),
    ],
)
def test_what_is_wrong_with_the_scene_is_said(guide, clock, shot, instruction):
    measures = seen(guide, clock, still(**shot))
    assert measures["faces"] == 1
    assert said(measures) is instruction


def test_nobody_and_two_are_told_apart(guide, clock):
    empty = np.full((720, 1280, 3), 120, np.uint8)
    assert guide.measure(empty, 1.0) == {"faces": 0.0}
    source = SyntheticSource(clock, script=still(), shown=Format(640, 720, 30))
    source.start()
    one = source.latest().rgb
    assert guide.measure(np.concatenate([one, one], axis=1), 1.1) == {"faces": 2.0}


def test_a_face_is_followed_and_a_second_one_noticed(guide, clock):
    source = SyntheticSource(clock, script=still(), shown=Format(640, 720, 30))
    source.start()
    one = source.latest().rgb
    alone = np.concatenate([one, np.full_like(one, 90)], axis=1)
    assert guide.measure(alone, 1.0)["faces"] == 1
    both = np.concatenate([one, one], axis=1)
    faces = [guide.measure(both, 1 + place / 30)["faces"] for place in range(1, 20)]
    assert faces[-1] == 2


def test_motion_is_seen_and_rest_is_rest(guide, clock):
    assert seen(guide, clock, still(), 12)["motion"] < 0.1
    guide.forget()
    moving = seen(guide, clock, lambda at: Shot(x=0.4 + 0.35 * at), 12)
    assert moving["motion"] > 0.35


def test_live_and_still_measure_the_same(guide, clock):
    """The gate's own functions, on the photo itself."""
    source = SyntheticSource(clock, script=still(), shown=HD)
    source.start()
    rgb = source.latest().rgb
    live = guide.measure(rgb, 1.0)
    points = guide._finder.find_one(rgb).points
    for key, value in expression(points):
        assert live[key] == pytest.approx(value, abs=0.04), key
    turned = dict(pose(points))
    assert abs(live["yaw"]) == pytest.approx(turned["turned"], abs=3)
    assert abs(live["pitch"]) == pytest.approx(turned["tilted"], abs=3)


def test_without_a_parsing_network_it_guides_all_the_same(guide, clock, monkeypatch):
    monkeypatch.setattr(guide, "_parser", None)
    measures = seen(guide, clock, still(), 2)
    assert measures["faces"] == 1
    assert measures["over_exposed"] < 4


def test_her_fringe_is_said(guide, clock):
    measures = seen(guide, clock, still())
    due = {rule.instruction for rule in RULES if rule.beyond(measures[rule.measure], due=False)}
    assert {Instruction.HAIR} <= due <= HERS


def test_every_rule_leaves_within_its_limit_and_knows_the_gate():
    for rule in RULES:
        assert rule.leave >= rule.enter if rule.low else rule.leave <= rule.enter
    assert {rule.measure for rule in RULES} & set(LIMITS) >= {"smile", "dim", "glasses", "eyes_closed"}


def told_to(view, yaw):
    """What is said to a head that is right but for its turn, in degrees to her left."""
    clock = Clock()
    coach = Coach(rules_for(view), clock)
    for _ in range(90):
        clock.now += 1 / 30
        guide = coach.look({"faces": 1.0, "yaw": yaw, "pitch": 0.0, "roll": 0.0})
        if guide.release:
            return "release"
    return guide.instruction


@pytest.mark.parametrize(
    ("yaw", "front", "left", "right"),
    [
        (0, "release", Instruction.SIDE_LEFT, Instruction.SIDE_RIGHT),
        (20, Instruction.TURN_RIGHT, Instruction.SIDE_LEFT, Instruction.SIDE_RIGHT),
        (40, Instruction.TURN_RIGHT, Instruction.SIDE_LEFT, "release"),
        (-40, Instruction.TURN_LEFT, "release", Instruction.SIDE_RIGHT),
        (60, Instruction.TURN_RIGHT, Instruction.SIDE_LEFT, Instruction.SIDE_BACK),
        (-60, Instruction.TURN_LEFT, Instruction.SIDE_BACK, Instruction.SIDE_RIGHT),
    ],
)
def test_each_view_has_a_turn_of_its_own(yaw, front, left, right):
    assert [told_to(view, yaw) for view in FaceView] == [front, left, right]


def test_what_guidance_lets_pass_of_a_side_the_gate_lets_pass_too():
    assert rules_for(FaceView.FRONT) == RULES
    for view in (FaceView.LEFT, FaceView.RIGHT):
        turns = {rule.instruction: rule for rule in rules_for(view) if rule.measure == "yaw"}
        far, little = turns.pop(Instruction.SIDE_BACK), *turns.values()
        assert abs(little.enter) > SIDE_LIMITS["side_little"].warn
        assert abs(far.enter) < SIDE_LIMITS["side_far"].warn
        assert abs(little.enter) < abs(little.leave) < abs(far.leave) < abs(far.enter)
