import pytest

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.machine import Cause, Phase
from consultant_app.capture.source import Setting, Trouble
from consultant_app.ui.camera import BURST, Camera


class Clock:
    now = 20.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cameras(cameras, clock):
    cameras._clock = clock
    return cameras


@pytest.fixture
def camera(cameras, clock):
    made = Camera(lambda: cameras, clock)
    yield made
    made.close()


def run(camera, clock, seconds):
    for _ in range(round(seconds / 0.04)):
        clock.now += 0.04
        camera.poll()


@pytest.fixture
def live(camera, cameras, clock):
    camera.open(cameras.plugged[0])
    camera._timer.stop()
    run(camera, clock, 0.04)
    assert camera.phase is Phase.LIVE
    return camera


def test_nothing_is_loaded_before_a_camera_is_asked_for(cameras, clock):
    loads = []
    camera = Camera(lambda: loads.append(1) or cameras, clock)
    camera.poll()
    assert not loads
    assert [info.name for info in camera.look_around()] == ["Integrated Webcam HD", "Logi 4K Pro"]
    camera.look_around()
    assert loads == [1]


def test_each_picture_comes_once(live, clock):
    seen = []
    live.frame_came.connect(seen.append)
    live.poll()
    live.poll()
    run(live, clock, 0.2)
    assert len(seen) == 5
    assert live.current() is seen[-1]


def test_a_burst_ends_with_the_newest_and_is_short(live, clock):
    assert len(live.burst().frames) == 1
    run(live, clock, 3)
    burst = live.burst()
    assert len(burst.frames) == BURST
    assert burst.frames[-1] is live.current()
    assert len({id(frame) for frame in burst.frames}) == BURST
    assert 0.3 < burst.seconds < 0.7
    assert burst.camera.name == "Integrated Webcam HD"
    clock.now += 0.6
    assert live.burst() is None


def test_another_camera_lets_go_of_the_first(live, cameras):
    live.open(cameras.plugged[1])
    assert [source.running for source in cameras.sources] == [False, True]
    assert live.phase is Phase.OPENING
    live.close()
    assert not cameras.sources[1].running
    assert live.burst() is None
    assert live.phase is Phase.CLOSED


def test_unplugged_and_plugged_in_again(live, cameras, clock):
    told = []
    live.devices_changed.connect(lambda: told.append(live.devices))
    usual = list(cameras.plugged)
    cameras.plugged, cameras.trouble = usual[1:], Trouble.UNKNOWN
    cameras.changed()
    assert (live.phase, live.cause) == (Phase.LOST, Cause.UNPLUGGED)
    run(live, clock, 3)
    assert live.cause is Cause.UNPLUGGED
    cameras.plugged, cameras.trouble = usual, None
    cameras.changed()
    run(live, clock, 0.2)
    assert live.phase is Phase.LIVE
    assert told == [tuple(usual[1:]), tuple(usual)]


def test_without_a_word_from_the_platform_it_looks_around_itself(live, cameras, clock):
    usual = list(cameras.plugged)
    cameras.plugged, cameras.trouble = usual[1:], Trouble.BUSY
    run(live, clock, 2)
    assert live.cause is Cause.UNPLUGGED
    cameras.plugged, cameras.trouble = usual, None
    run(live, clock, 3)
    assert live.phase is Phase.LIVE


def test_a_silent_camera_is_started_anew(live, cameras, clock):
    changes = []
    live.changed.connect(lambda: changes.append((live.phase, live.cause)))
    cameras.silent = True
    run(live, clock, 2.5)
    assert (Phase.LOST, Cause.FROZEN) in changes
    assert len(cameras.starts) > 1
    cameras.silent = False
    run(live, clock, 3)
    assert live.phase is Phase.LIVE


def test_keeps_and_lets_go(live, camera):
    live.lock()
    assert live.locked == frozenset(Setting)
    live.unlock()
    assert not live.locked
    live.close()
    live.lock()
    live.unlock()
    assert not camera.locked


def test_an_unknown_camera_can_be_asked_for(camera, cameras, clock):
    cameras.trouble = Trouble.UNKNOWN
    camera.open(CameraInfo("gone", "Gone"))
    run(camera, clock, 0.2)
    assert camera.cause is Cause.UNPLUGGED
