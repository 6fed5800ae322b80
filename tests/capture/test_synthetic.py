from itertools import pairwise

import numpy as np
import pytest

from consultant_app.capture.machine import CameraMachine, Phase, same_picture
from consultant_app.capture.source import Format, Setting
from consultant_app.capture.synthetic import Shot, Still, SyntheticSource, arriving, astronaut

SMALL = Format(192, 108, 30)


@pytest.fixture
def source(clock):
    made = SyntheticSource(clock, shown=SMALL)
    made.start()
    return made


def test_every_picture_is_new_and_of_its_size(source, clock):
    frames = []
    for _ in range(5):
        frames.append(source.latest())
        assert source.latest() is frames[-1]
        clock.wait(1 / 30 + 1e-6)
    assert {frame.size for frame in frames} == {(192, 108)}
    assert not any(same_picture(a.rgb, b.rgb) for a, b in pairwise(frames))
    assert [frame.number for frame in frames] == [1, 2, 3, 4, 5]


def test_a_machine_takes_it_for_live(source, clock):
    machine = CameraMachine(clock)
    machine.open()
    for _ in range(90):
        clock.wait(1 / 30)
        machine.saw(source.latest())
        assert not machine.tick()
    assert machine.phase is Phase.LIVE


def test_the_face_is_where_the_script_says(clock):
    still = Still(np.zeros((100, 100, 3), np.uint8), (30.0, 60.0), 20.0)
    still.rgb[58:63, 28:33] = 250
    script = lambda _: Shot(zoom=0.5, x=0.25, y=0.75)  # noqa: E731
    source = SyntheticSource(clock, still, script, Format(200, 120, 30))
    source.start()
    bright = np.argwhere(source.latest().rgb.mean(axis=2) > 125)
    assert bright.mean(axis=0)[::-1] == pytest.approx((50, 90), abs=2)
    assert np.ptp(bright[:, 0]) == pytest.approx(5 * 0.5 * 120 / 20, abs=3)


def test_light_scales_the_picture(clock):
    pictures = []
    for light in (1.0, 0.5):
        source = SyntheticSource(clock, script=lambda _, light=light: Shot(light=light), shown=SMALL)
        source.start()
        pictures.append(source.latest().rgb.mean())
    assert pictures[1] == pytest.approx(pictures[0] / 2, rel=0.05)


def test_she_comes_nearer_and_stays():
    assert arriving(0).zoom < 0.3
    assert arriving(5).zoom == arriving(50).zoom
    assert astronaut().rgb.shape == (512, 512, 3)


def test_stopped_it_shows_nothing_and_keeps_what_it_is_told(source):
    source.lock()
    assert source.locked == frozenset(Setting)
    source.unlock()
    assert not source.locked
    source.stop()
    assert source.latest() is None
