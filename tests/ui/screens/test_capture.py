import pytest
from PyQt6.QtCore import Qt
from skimage.data import astronaut

from consultant_app.capture.frame import CameraInfo
from consultant_app.capture.machine import CameraMachine, Cause
from consultant_app.capture.source import Trouble
from consultant_app.capture.synthetic import SYNTHETIC_ID
from consultant_app.domain.calibration import CardKind, Due
from consultant_app.domain.guidance import Guide, Instruction
from consultant_app.ui.camera import Camera
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.screens.capture import RELEASE_KEYS, CaptureScreen


class Clock:
    now = 20.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(cameras):
    cameras._clock = Clock()
    return cameras._clock


@pytest.fixture
def clicks():
    return []


@pytest.fixture
def screen(qtbot, ui, workspace, cameras, clock, preferences, clicks):
    camera = Camera(lambda: cameras, clock)
    presenter = CapturePresenter(workspace, ui.tasks, camera, preferences, clock)
    made = CaptureScreen(ui, presenter, lambda: clicks.append(1))
    for part in (made, made.bar):
        qtbot.addWidget(part)
        part.resize(1366, 672 if part is made else 64)
        part.show()
    presenter.open()
    camera._timer.stop()
    yield made
    presenter.close()
    qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def live(screen, clock):
    clock.now += 0.04
    screen._presenter.camera.poll()
    assert screen._presenter.live
    return screen


def test_while_it_starts_its_shape_and_words_are_shown(screen):
    assert screen._pages.currentWidget() is screen.preview
    assert screen.preview.words == "The camera is starting…"
    assert not screen.shutter.isEnabled()


def test_the_picker_has_the_cameras_names(qtbot, live, cameras):
    assert [row.accessibleName() for row in live.rows] == ["Integrated Webcam HD", "Logi 4K Pro"]
    assert [row.chosen for row in live.rows] == [True, False]
    qtbot.mouseClick(live.rows[1], Qt.MouseButton.LeftButton)
    assert [row.chosen for row in live.rows] == [False, True]
    assert cameras.starts == ["built-in", "usb"]


def test_nameless_and_drawn_cameras_have_names_too(screen, cameras, ui):
    cameras.plugged = [CameraInfo("0", ""), CameraInfo(SYNTHETIC_ID, "")]
    cameras.changed()
    assert [row.accessibleName() for row in screen.rows] == ["Camera 1", "Demonstration, without a camera"]
    ui.language.choose("fr")
    assert [row.accessibleName() for row in screen.rows] == ["Caméra 1", "Démonstration, sans caméra"]


@pytest.mark.parametrize("key", RELEASE_KEYS)
def test_every_key_of_a_clicker_releases(qtbot, live, key):
    with qtbot.waitSignal(live._presenter.released, timeout=500):
        qtbot.keyClick(live, key)


def test_the_round_button_releases_and_clicks_only_if_wished(qtbot, live, clicks):
    with qtbot.waitSignal(live._presenter.released, timeout=500):
        qtbot.mouseClick(live.shutter, Qt.MouseButton.LeftButton)
    assert not clicks
    live.sound.click()
    live._presenter.release()
    assert clicks == [1]


def test_a_key_of_no_meaning_does_nothing(qtbot, live):
    with qtbot.assertNotEmitted(live._presenter.released):
        qtbot.keyClick(live, Qt.Key.Key_A)


def test_choices_by_mouse_leave_the_keyboard_to_the_release(qtbot, live):
    live.setFocus()
    qtbot.mouseClick(live.automatic, Qt.MouseButton.LeftButton)
    assert not live._presenter.automatic
    assert not live.automatic.hasFocus()


@pytest.mark.parametrize(("language", "words"), [("en", "Come a little closer"), ("fr", "Approchez-vous un peu")])
def test_the_instruction_is_in_the_language_on_screen(live, ui, language, words):
    ui.language.choose(language)
    live._presenter._say(Guide(Instruction.CLOSER))
    assert live.preview.words == words
    assert not live.preview.ready
    live._presenter._say(Guide(Instruction.READY, count=3))
    assert live.preview.ready
    assert live.preview.count == 3


TROUBLES = {
    Cause.UNPLUGGED: ("not connected", "pas branchée"),
    Cause.BUSY: ("Another program", "Un autre programme"),
    Cause.PERMISSION: ("does not allow", "n’autorise pas"),
    Cause.UNKNOWN: ("could not be started", "n’a pas pu démarrer"),
    Cause.FROZEN: ("stands still", "ne bouge plus"),
    Cause.BLACK: ("is black", "est noire"),
}


@pytest.mark.parametrize("cause", list(Cause))
def test_each_trouble_says_what_happened_and_what_to_do(live, ui, monkeypatch, cause):
    monkeypatch.setattr(CameraMachine, "cause", cause, raising=False)
    live._presenter.camera._machine.__dict__.pop("cause")
    live._presenter.changed.emit()
    assert live._pages.currentWidget() is live.trouble
    for place, language in enumerate(("en", "fr")):
        ui.language.choose(language)
        assert TROUBLES[cause][place] in live.trouble.title.text()
        assert len(live.trouble.about.text()) > 30


def test_a_camera_that_comes_back_is_shown_again(live, cameras, clock):
    cameras.trouble = Trouble.BUSY
    live._presenter.camera.poll()
    assert live._pages.currentWidget() is live.trouble
    cameras.trouble = None
    for _ in range(40):
        clock.now += 0.04
        live._presenter.camera.poll()
    assert live._pages.currentWidget() is live.preview


def test_without_a_camera_a_file_can_be_chosen(qtbot, screen, cameras):
    screen._presenter.close()
    cameras.plugged = []
    screen._presenter.open()
    assert "No camera" in screen.trouble.title.text()
    with qtbot.waitSignal(screen.file_asked):
        qtbot.mouseClick(screen.trouble.file_button, Qt.MouseButton.LeftButton)


def test_a_calibration_that_is_due_is_said_beside_the_cameras(screen, workspace, ui):
    presenter = screen._presenter
    assert presenter.due is None
    assert screen.reminder.isHidden()
    known = workspace.calibrations
    known.problem, known.reminder = None, Due.OLD
    info = presenter.camera.info
    known.save(known.propose(astronaut(), info.id, info.name, CardKind.CHART).calibration)
    presenter.changed.emit()
    assert not screen.reminder.isHidden()
    ui.language.choose("fr")
    assert "étalonner" in screen.reminder.text()
