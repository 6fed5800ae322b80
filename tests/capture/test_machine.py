import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.capture.frame import Frame
from consultant_app.capture.machine import FRESH, CameraMachine, Cause, Phase, is_black, same_picture
from consultant_app.capture.source import Trouble

RATE = 1 / 30


@pytest.fixture
def machine(clock):
    made = CameraMachine(clock)
    made.open()
    return made


@pytest.fixture
def live(machine, pictures):
    machine.saw(pictures.good())
    assert machine.phase is Phase.LIVE
    return machine


def stream(machine, clock, make, seconds):
    """Feed frames made by ``make`` for so long; whether a restart was asked for."""
    asked = False
    for _ in range(round(seconds / RATE)):
        clock.wait(RATE)
        frame = make()
        if frame is not None:
            machine.saw(frame)
        asked |= machine.tick()
    return asked


def test_opens_with_the_first_good_picture(machine, pictures):
    assert machine.phase is Phase.OPENING
    assert machine.current() is None
    frame = pictures.good()
    machine.saw(frame)
    assert machine.phase is Phase.LIVE
    assert machine.current() is frame
    assert machine.size == (48, 32)


def test_black_pictures_while_it_warms_up_are_waited_for(machine, clock, pictures):
    stream(machine, clock, pictures.black, 0.6)
    assert machine.phase is Phase.OPENING
    machine.saw(pictures.good())
    assert machine.phase is Phase.LIVE


def test_silence_for_a_second_is_a_loss_and_is_mended_by_a_restart(live, clock, pictures):
    assert not stream(live, clock, lambda: None, 0.9)
    assert live.phase is Phase.LIVE
    assert live.current() is None
    stream(live, clock, lambda: None, 0.2)
    assert (live.phase, live.cause) == (Phase.LOST, Cause.FROZEN)
    assert stream(live, clock, lambda: None, 0.8)
    assert (live.phase, live.cause) == (Phase.RECONNECTING, Cause.FROZEN)
    live.saw(pictures.good())
    assert (live.phase, live.cause) == (Phase.LIVE, None)


def test_the_same_picture_again_and_again_is_frozen_and_never_shown_as_live(live, clock, pictures):
    stuck = pictures.good()
    clock.wait(RATE)
    live.saw(stuck)
    for _ in range(60):
        clock.wait(RATE)
        live.saw(pictures.again(stuck))
        live.tick()
        assert live.current() is None or clock() - stuck.at < FRESH
    assert live.cause is Cause.FROZEN


def test_a_covered_camera_is_black_and_lives_as_soon_as_it_is_uncovered(live, clock, pictures):
    stream(live, clock, pictures.black, 1.2)
    assert (live.phase, live.cause) == (Phase.LOST, Cause.BLACK)
    live.saw(pictures.good())
    assert live.phase is Phase.LIVE


def test_a_cover_is_waited_for_longer_than_a_driver(live, clock, pictures):
    assert not stream(live, clock, pictures.black, 3.9)
    assert stream(live, clock, pictures.black, 0.6)
    stream(live, clock, pictures.black, 1.2)
    assert (live.phase, live.cause) == (Phase.LOST, Cause.BLACK)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_trouble_is_kept_as_the_cause_until_it_is_over(live, clock, trouble):
    live.failed(trouble)
    assert (live.phase, live.cause) == (Phase.LOST, Cause(trouble.value))
    for _ in range(5):
        clock.wait(0.69)
        assert not live.tick()
        live.failed(trouble)
        clock.wait(0.02)
        assert live.tick()
        assert (live.phase, live.cause) == (Phase.RECONNECTING, Cause(trouble.value))
        live.failed(trouble)


def test_a_camera_that_is_plugged_in_again_is_tried_at_once(live):
    live.failed(Trouble.UNPLUGGED)
    assert not live.tick()
    live.returned()
    assert live.tick()


def test_another_size_while_live_is_fine(live, clock, pictures):
    clock.wait(RATE)
    live.saw(pictures.good(size=(64, 96)))
    assert live.phase is Phase.LIVE
    assert live.size == (96, 64)


def test_late_and_older_pictures_are_dropped(live, clock, pictures):
    now = live.current()
    for at in (clock() - 0.1, clock() - 2, clock() + 5):
        live.saw(pictures.good(at=at))
        assert live.current() is now


def test_an_opening_that_brings_nothing_is_tried_again_but_a_slow_driver_is_left_alone(machine, clock):
    clock.wait(4.1)
    machine.tick(starting=True)
    assert machine.phase is Phase.OPENING
    machine.tick()
    assert (machine.phase, machine.cause) == (Phase.LOST, Cause.FROZEN)


def test_a_driver_that_never_starts_is_given_up_in_the_end(machine, clock):
    clock.wait(15.1)
    machine.tick(starting=True)
    assert machine.phase is Phase.LOST


def test_closed_it_hears_and_shows_nothing(live, clock, pictures):
    live.close()
    live.saw(pictures.good())
    live.failed(Trouble.BUSY)
    clock.wait(9)
    assert not live.tick()
    assert live.phase is Phase.CLOSED
    assert live.current() is None
    live.returned()


def test_pictures_are_the_same_only_bit_by_bit(pictures):
    first = pictures.good().rgb
    other = first.copy()
    assert same_picture(first, first)
    assert same_picture(first, other)
    other[5, 7] ^= 1
    assert not same_picture(first, other)
    assert not same_picture(first, first[:16])


def test_dark_skin_in_a_dark_room_is_not_black_and_hot_pixels_are_no_picture():
    assert not is_black(np.full((320, 480, 3), 22, np.uint8))
    covered = np.full((320, 480, 3), 3, np.uint8)
    covered[0, 0] = 255
    assert is_black(covered)


class SimpleClock:
    now = 100.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


class Camera:
    """A camera with a driver: it can be good or bad in every way, and takes a while to start."""

    def __init__(self, machine, clock):
        self.machine, self.clock, self.state = machine, clock, "good"
        self.number, self.up_at, self.last, self.latest_change = 0, clock(), None, -1.0
        self.noise = np.random.default_rng(5)

    def step(self):
        self.clock.wait(RATE)
        if self.machine.tick():
            self.up_at = self.clock() + (0.3 if self.state == "good" else 0.0)
        if self.clock() < self.up_at:
            return
        if self.state in TROUBLES:
            self.machine.failed(Trouble(self.state))
        elif self.state != "silent":
            self._send()

    def _send(self):
        self.number += 1
        low, high = (0, 8) if self.state == "black" else (40, 200)
        size = (16, 32) if self.state == "resized" else (32, 32)
        rgb = self.noise.integers(low, high, (*size, 3), dtype=np.uint8)
        if self.state == "frozen" and self.last is not None:
            rgb = self.last.copy()
        if self.last is None or not same_picture(rgb, self.last):
            self.latest_change = self.clock()
        self.last = rgb
        self.machine.saw(Frame(rgb, self.number, self.clock()))


TROUBLES = [trouble.value for trouble in Trouble]
STATES = ["good", "resized", "silent", "frozen", "black", *TROUBLES]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(STATES), st.integers(1, 90)), max_size=6))
def test_whatever_happens_no_stale_picture_is_live_and_a_good_camera_is_back_within_three_seconds(events):
    clock = SimpleClock()
    machine = CameraMachine(clock)
    machine.open()
    camera = Camera(machine, clock)
    for state, steps in [*events, ("good", 90)]:
        camera.state = state
        for _ in range(steps):
            camera.step()
            shown = machine.current()
            if shown is not None:
                assert machine.phase is Phase.LIVE
                assert clock() - camera.latest_change < FRESH
                assert same_picture(shown.rgb, camera.last)
    assert machine.phase is Phase.LIVE
    assert machine.current() is not None
