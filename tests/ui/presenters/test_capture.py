import pytest

from consultant_app.capture.machine import Cause, Phase
from consultant_app.capture.source import Trouble
from consultant_app.domain.errors import ModelError
from consultant_app.domain.guidance import Instruction
from consultant_app.ui.camera import Camera
from consultant_app.ui.presenters.capture import CapturePresenter

GOOD = {"faces": 1.0, "far": 55.0, "yaw": 0.0}


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
def capture(tasks, workspace, cameras, clock, preferences, qtbot):
    made = CapturePresenter(workspace, tasks, Camera(lambda: cameras, clock), preferences, clock)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def live(capture, run):
    capture.open()
    capture.camera._timer.stop()
    run(0.08)
    assert capture.live
    return capture


@pytest.fixture
def run(capture, clock, qtbot, tasks):
    """Let so many seconds pass, with guidance of every picture."""

    def passed(seconds):
        for _ in range(round(seconds / 0.04)):
            clock.now += 0.04
            capture.camera.poll()
            qtbot.waitUntil(lambda: not tasks.busy)

    return passed


def test_opens_the_first_camera_and_then_the_one_that_was_chosen(capture, cameras, preferences):
    capture.open()
    assert capture.camera.info.name == "Integrated Webcam HD"
    capture.choose(cameras.plugged[1])
    assert preferences.camera == "usb"
    capture.choose(cameras.plugged[1])
    capture.close()
    capture.open()
    assert cameras.starts == ["built-in", "usb", "usb"]


def test_a_chosen_camera_that_is_gone_gives_way_to_another(capture, preferences):
    preferences.camera = "old one"
    capture.open()
    assert capture.camera.info.id == "built-in"


def test_without_a_camera_it_waits_for_one(capture, cameras):
    usual, cameras.plugged = cameras.plugged, []
    capture.open()
    assert capture.missing
    assert not capture.live
    capture.release()
    cameras.plugged = usual
    cameras.changed()
    assert not capture.missing
    assert cameras.starts == ["built-in"]


def test_says_what_is_wrong_and_releases_when_nothing_is(live, workspace, run):
    bursts = []
    live.released.connect(bursts.append)
    run(1)
    assert live.guide.instruction is Instruction.NO_FACE
    workspace.guide.measures = {**GOOD, "yaw": 30.0}
    run(1)
    assert live.guide.instruction is Instruction.TURN_RIGHT
    workspace.guide.measures = GOOD
    run(2.6)
    assert len(bursts) == 1
    assert len(bursts[0].frames) == 5


def test_from_opening_to_the_release_a_good_pose_takes_less_than_three_seconds(capture, workspace, run, clock):
    workspace.guide.measures = GOOD
    taken = []
    capture.released.connect(lambda _: taken.append(clock.now))
    opened = clock.now
    capture.open()
    capture.camera._timer.stop()
    run(3)
    assert taken[0] - opened < 2.5


def test_by_hand_it_releases_at_once_and_only_live(live, clock):
    bursts = []
    live.released.connect(bursts.append)
    live.release()
    assert len(bursts) == 1
    clock.now += 1
    live.release()
    assert len(bursts) == 1


def test_without_the_automatic_it_only_waits(live, workspace, run, preferences):
    live.set_automatic(False)
    assert not preferences.automatic
    workspace.guide.measures = GOOD
    bursts = []
    live.released.connect(bursts.append)
    run(4)
    assert not bursts
    assert live.guide.instruction is Instruction.READY


def test_the_camera_keeps_its_exposure_for_a_face_in_good_light(live, workspace, run):
    live.set_automatic(False)
    workspace.guide.measures = GOOD
    run(2)
    assert live.camera.locked
    workspace.guide.measures = {**GOOD, "over_exposed": 40.0}
    run(2.5)
    assert not live.camera.locked


def test_a_lost_camera_ends_guidance_and_comes_back(live, workspace, cameras, run):
    workspace.guide.measures = GOOD
    run(1)
    assert live.guide is not None
    before = workspace.guide.forgotten
    cameras.trouble = Trouble.BUSY
    run(0.2)
    assert live.cause is Cause.BUSY
    assert live.guide is None
    assert live.frame is None
    assert workspace.guide.forgotten > before
    cameras.trouble = None
    run(1.5)
    assert live.camera.phase is Phase.LIVE


def test_only_one_picture_is_looked_at_at_a_time(live, workspace, clock):
    live._asked = None
    seen = len(workspace.guide.seen)
    for _ in range(10):
        clock.now += 0.04
        live.camera.poll()
    assert live._asked is not None
    assert len(workspace.guide.seen) <= seen + 1


def test_closed_it_says_nothing_any_more(live, cameras):
    live.camera.poll()
    live.close()
    assert live.guide is None
    assert not cameras.sources[-1].running
    assert live.camera.phase is Phase.CLOSED
    live.close()


def test_without_its_models_the_button_still_works(capture, workspace, run):
    workspace.guide.problem = ModelError("The model is missing. Install the program again.")
    told, bursts = [], []
    capture.failed.connect(told.append)
    capture.released.connect(bursts.append)
    capture.open()
    capture.camera._timer.stop()
    run(0.2)
    assert told == [workspace.guide.problem]
    assert capture.guide is None
    capture.release()
    assert len(bursts) == 1


def test_the_sound_is_remembered(capture, preferences):
    assert not capture.sound
    capture.set_sound(True)
    assert preferences.sound
    assert capture.sound
