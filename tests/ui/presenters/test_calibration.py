import pytest

from consultant_app.domain.calibration import CalibrationError, CardKind, Due
from consultant_app.ui.camera import Camera
from consultant_app.ui.presenters.calibration import CalibrationPresenter, Step
from consultant_app.ui.presenters.capture import CapturePresenter


class Clock:
    now = 20.0

    def __call__(self):
        return self.now


@pytest.fixture
def page(tasks, workspace, cameras, preferences, qtbot):
    clock = Clock()
    cameras._clock = clock
    capture = CapturePresenter(workspace, tasks, Camera(lambda: cameras, clock), preferences, clock)
    made = CalibrationPresenter(workspace, tasks, capture, clock)

    def run(seconds):
        for _ in range(round(seconds / 0.04)):
            clock.now += 0.04
            capture.camera.poll()
            qtbot.waitUntil(lambda: not tasks.busy)

    made.run = run
    capture.open()
    capture.camera._timer.stop()
    run(0.2)
    assert capture.live
    yield made
    made.close()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_it_tells_what_the_camera_delivers(page):
    page.run(1.0)
    assert page.size == (64, 48)
    assert page.rate == pytest.approx(25, abs=1)
    assert page.known is None
    assert page.due is None


def test_no_card_is_sought_before_it_is_asked_for(page, workspace):
    page.run(1.5)
    assert workspace.calibrations.asked == []


def test_it_looks_again_and_again_and_says_why_it_sees_none(page, workspace):
    page.start(CardKind.GREY)
    page.run(1.5)
    assert set(workspace.calibrations.asked) == {CardKind.GREY}
    assert 2 <= len(workspace.calibrations.asked) <= 4
    assert page.problem.key == "no_chart"
    page.home()
    assert page.problem is None


def test_the_same_reason_is_not_told_twice(page, qtbot):
    page.start()
    page.run(0.2)
    with qtbot.assertNotEmitted(page.changed):
        page.run(1.5)


def test_found_saved_and_forgotten(page, workspace, qtbot):
    workspace.calibrations.problem = None
    page.start()
    page.run(0.2)
    assert page.step is Step.FOUND
    assert page.known is None
    page.save()
    qtbot.waitUntil(lambda: page.step is Step.SAVED)
    assert page.known == page.proposal.calibration
    workspace.calibrations.reminder = Due.OLD
    assert page.due is Due.OLD
    page.forget()
    qtbot.waitUntil(lambda: page.known is None)
    assert page.step is Step.HOME


def test_nothing_to_save_and_nothing_to_forget_does_nothing(page, tasks):
    page.save()
    page.forget()
    assert not tasks.busy


def test_what_was_found_with_another_camera_is_dropped(page, workspace, cameras):
    workspace.calibrations.problem = None
    page.start()
    page.run(0.2)
    page.capture.choose(cameras.plugged[1])
    assert page.step is Step.HOME
    assert page.proposal is None


def test_a_full_disk_is_told(page, workspace, qtbot):
    workspace.calibrations.problem, workspace.calibrations.full = None, True
    page.start()
    page.run(0.2)
    with qtbot.waitSignal(page.failed) as told:
        page.save()
    assert isinstance(told.args[0], CalibrationError)
    assert page.step is Step.FOUND


def test_the_guide_is_printed_or_the_reason_told(page, workspace, qtbot, tmp_path):
    with qtbot.waitSignal(page.printed):
        page.print_guide(tmp_path / "guide.pdf", "fr")
    assert (tmp_path / "guide.pdf").read_text() == "%PDF fr"
    workspace.unwritable = True
    with qtbot.waitSignal(page.failed):
        page.print_guide(tmp_path / "guide.pdf", "fr")
