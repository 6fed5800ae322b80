"""A photo from the camera to the store, through the window."""

import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def rooms(window, qtbot, ui):
    window.rooms.clients_screen.chosen.emit("c2")
    qtbot.waitUntil(lambda: window.rooms.here is window.rooms.client_screen and not ui.tasks.busy)
    return window.rooms


@pytest.fixture
def open_camera(rooms, qtbot):
    def opened():
        qtbot.mouseClick(rooms.client_screen.drop.camera_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: rooms.capture.live)
        assert rooms.here is rooms.capture_screen

    return opened


def looked(qtbot, ui, rooms, phase):
    qtbot.waitUntil(lambda: rooms.visit.phase is phase)
    qtbot.waitUntil(lambda: not ui.tasks.busy)


def test_from_the_camera_to_a_saved_visit(rooms, open_camera, qtbot, ui, workspace, cameras):
    open_camera()
    qtbot.keyClick(rooms.capture_screen, Qt.Key.Key_PageDown)
    looked(qtbot, ui, rooms, Phase.READY)
    assert rooms.here is rooms.visit_screen
    assert not cameras.sources[-1].running
    assert workspace.analysis.taken[0].shape == (48, 64, 3)
    assert rooms.visit.analysis.photo.startswith("camera-")
    rooms.visit.save()
    qtbot.waitUntil(lambda: rooms.visit.summary is not None)
    assert len(workspace.store.kept) == 3


def test_a_refused_photo_leads_back_to_the_camera_and_can_be_forced(rooms, open_camera, qtbot, ui, cameras):
    cameras.level = 30
    open_camera()
    rooms.capture.release()
    looked(qtbot, ui, rooms, Phase.REFUSED)
    refusal = rooms.visit_screen.refusal
    assert refusal.another_button.text() == "Take another photo"
    qtbot.mouseClick(refusal.another_button, Qt.MouseButton.LeftButton)
    assert rooms.here is rooms.capture_screen
    qtbot.waitUntil(lambda: rooms.capture.live)
    rooms.capture.release()
    looked(qtbot, ui, rooms, Phase.REFUSED)
    rooms.visit.analyse_anyway("en")
    looked(qtbot, ui, rooms, Phase.READY)


def test_escape_leads_back_and_the_lamp_goes_out(rooms, open_camera, window, cameras):
    open_camera()
    window._back()
    assert rooms.here is rooms.client_screen
    assert not any(source.running for source in cameras.sources)


def test_closing_the_window_lets_go_of_the_camera(open_camera, window, cameras):
    open_camera()
    window.close()
    assert not any(source.running for source in cameras.sources)


def test_a_file_can_be_chosen_from_the_camera_screen(rooms, open_camera, qtbot, ui):
    open_camera()
    rooms.capture_screen.file_asked.emit()
    looked(qtbot, ui, rooms, Phase.READY)
    assert not rooms.visit.from_camera
    assert rooms.visit_screen.refusal.another_button.text() == "Choose another photo"


def test_without_consent_the_camera_stays_off(window, qtbot, ui, cameras):
    rooms = window.rooms
    rooms.clients_screen.chosen.emit("c4")
    qtbot.waitUntil(lambda: rooms.here is rooms.client_screen and not ui.tasks.busy)
    rooms.take_photo()
    assert not cameras.starts
    assert rooms.here is rooms.client_screen


def test_guidance_that_cannot_be_had_is_said(rooms, qtbot, window, workspace):
    from consultant_app.domain.errors import ModelError

    workspace.guide.problem = ModelError("A model is missing. Install the program again.")
    rooms.take_photo()
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(Message)))
    message = window.findChildren(Message)[-1]
    assert "model is missing" in message.words
    message.findChildren(Button)[0].click()
