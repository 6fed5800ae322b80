import time

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QScrollArea, QWidget

from consultant_app.capture.source import Setting, Trouble
from consultant_app.domain.calibration import CalibrationError, CardKind, Due
from consultant_app.domain.guidance import Guide, Instruction
from consultant_app.ui.camera import Camera
from consultant_app.ui.presenters.calibration import CalibrationPresenter, Step
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.screens.camera_light import CameraLightSheet


@pytest.fixture
def below(qtbot):
    window = QWidget()
    window.resize(911, 512)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sheet(ui, tasks, workspace, cameras, preferences, below, qtbot):
    camera = Camera(lambda: cameras, time.monotonic, below)
    capture = CapturePresenter(workspace, tasks, camera, preferences, time.monotonic, below)
    made = CameraLightSheet(ui, below, CalibrationPresenter(workspace, tasks, capture, time.monotonic, below))
    made.page = made._presenter
    made.open()
    qtbot.waitUntil(lambda: capture.live and not tasks.busy)
    yield made
    made.page.close()
    qtbot.waitUntil(lambda: not tasks.busy)


def press(qtbot, button):
    assert button.isVisibleTo(button.window())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_home_shows_cameras_picture_and_what_is_known(sheet, cameras, qtbot):
    assert [line.accessibleName() for line in sheet.picker.rows] == [info.name for info in cameras.plugged]
    assert sheet.picker.rows[0].chosen
    qtbot.waitUntil(lambda: "64 × 48" in sheet._facts.text())
    assert "not calibrated" in sheet.status.about.text()
    assert not sheet.left_button.isVisible()
    sheet.page.capture._say(Guide(Instruction.CLOSER))
    assert sheet.preview.words == "Come a little closer"


def test_what_the_camera_keeps_is_said(sheet, monkeypatch):
    kept = property(lambda _: frozenset({Setting.FOCUS, Setting.EXPOSURE}))
    monkeypatch.setattr(Camera, "locked", kept)
    assert sheet._fact_words().endswith("exposure kept · focus kept")


def test_another_camera_is_chosen(sheet, qtbot):
    press(qtbot, sheet.picker.rows[1])
    assert sheet.page.capture.camera.info.id == "usb"
    assert sheet.picker.rows[1].chosen


def test_the_wizard_from_the_card_to_the_saved_calibration(sheet, workspace, qtbot):
    press(qtbot, sheet.status.calibrate_button)
    assert sheet._title.text() == "Hold up the chart"
    assert sheet.stepper.accessibleName() == "Step 1 of 3"
    qtbot.waitUntil(lambda: "24 patches" in sheet.problem.text())
    press(qtbot, sheet.kinds.button(CardKind.GREY))
    assert sheet._title.text() == "Hold up the grey card"
    press(qtbot, sheet.kinds.button(CardKind.CHART))
    workspace.calibrations.problem = None
    qtbot.waitUntil(lambda: sheet.page.step is Step.FOUND)
    assert "7.2 before, 1.1 after" in sheet._about.text()
    assert sheet.compare.isVisible()
    press(qtbot, sheet.right_button)
    qtbot.waitUntil(lambda: sheet.page.step is Step.SAVED)
    press(qtbot, sheet.right_button)
    assert sheet.page.step is Step.HOME
    assert "Calibrated on 23 November 2026" in sheet.status.about.text()
    press(qtbot, sheet.status.forget_button)
    qtbot.waitUntil(lambda: "not calibrated" in sheet.status.about.text())


def test_a_grey_card_and_a_second_reading(sheet, workspace, qtbot):
    workspace.calibrations.problem = None
    sheet.page.start(CardKind.GREY)
    qtbot.waitUntil(lambda: sheet.page.step is Step.FOUND)
    assert "off by 7.2" in sheet._about.text()
    workspace.calibrations.problem = CalibrationError("no_card")
    press(qtbot, sheet.left_button)
    assert sheet.page.step is Step.HOLD
    workspace.calibrations.problem = None
    qtbot.waitUntil(lambda: sheet.page.step is Step.FOUND)
    sheet.page.save()
    qtbot.waitUntil(lambda: sheet.page.step is Step.SAVED)
    sheet.page.home()
    assert "grey card" in sheet.status.about.text()


@pytest.mark.parametrize(("reason", "words"), [(Due.OLD, "30 days"), (Due.DRIFTED, "light has changed")])
def test_a_reminder_is_shown_where_it_is_due(sheet, workspace, reason, words, qtbot):
    workspace.calibrations.problem, workspace.calibrations.reminder = None, reason
    assert not sheet.status.reminder.isVisible()
    sheet.page.start()
    qtbot.waitUntil(lambda: sheet.page.step is Step.FOUND)
    sheet.page.save()
    qtbot.waitUntil(lambda: sheet.page.step is Step.SAVED)
    sheet.page.home()
    assert words in sheet.status.reminder.text()


def test_escape_leaves_the_wizard_first(sheet, qtbot):
    sheet.page.start()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.page.step is Step.HOME
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.page.capture.camera.info is None


def test_trouble_is_said_in_the_picture(sheet, cameras, qtbot):
    cameras.trouble = Trouble.UNPLUGGED
    qtbot.waitUntil(lambda: "gives no picture" in sheet.preview.words)
    assert not sheet.status.calibrate_button.isEnabled()


def test_no_camera_at_all(sheet, cameras):
    sheet.page.capture.close()
    cameras.plugged = []
    sheet.page.capture.open()
    assert "No camera was found" in sheet.preview.words


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", list(CardKind))
def test_nothing_is_cut_off_at_the_smallest_size(sheet, ui, below, workspace, qtbot, language, kind):
    workspace.calibrations.problem = None
    ui.language.choose(language)
    below.resize(860, 480)
    area = sheet.findChild(QScrollArea)
    for step in (sheet.page.home, lambda: sheet.page.start(kind), sheet.page.save, sheet.page.home):
        step()
        qtbot.waitUntil(lambda: sheet.page.step is not Step.HOLD and not ui.tasks.busy)
        labels = [label for label in area.findChildren(QLabel) if label.isVisible()]
        qtbot.waitUntil(lambda seen=labels: all(one.height() >= one.heightForWidth(one.width()) for one in seen))
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    assert language == "en" or "étalonn" in sheet.status.about.text().lower()
