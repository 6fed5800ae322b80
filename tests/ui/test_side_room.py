"""A photo of one side, from the result to the camera or a file, and back."""

import pytest
from PyQt6.QtCore import Qt

from consultant_app.domain.analysis import FaceView
from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def rooms(window, qtbot, ui):
    window.rooms.clients_screen.chosen.emit("c2")
    qtbot.waitUntil(lambda: window.rooms.here is window.rooms.client_screen and not ui.tasks.busy)
    return window.rooms


@pytest.fixture
def ready(qtbot, ui, rooms):
    def until_ready():
        qtbot.waitUntil(lambda: rooms.visit.phase is Phase.READY and not ui.tasks.busy)
        assert rooms.here is rooms.visit_screen

    return until_ready


@pytest.fixture
def taken(rooms, qtbot, ready):
    """A visit whose front photo came from the camera."""
    rooms.take_photo()
    qtbot.waitUntil(lambda: rooms.capture.live)
    rooms.capture.release()
    ready()
    return rooms


def _offer(rooms):
    return rooms.visit_screen.result.offer


def _message(window):
    return next(message for message in window.findChildren(Message) if message.isVisible())


def test_from_the_result_to_the_camera_and_back_with_a_side_view(taken, qtbot, ready, workspace):
    qtbot.mouseClick(_offer(taken).buttons[FaceView.LEFT], Qt.MouseButton.LeftButton)
    assert taken.here is taken.capture_screen
    assert taken.capture.view is FaceView.LEFT
    assert taken.must_ask
    qtbot.waitUntil(lambda: taken.capture.live)
    assert not taken.capture_screen.file_button.isHidden()
    taken.capture.release()
    ready()
    assert taken.visit.photo.views == (FaceView.FRONT, FaceView.LEFT)
    page = taken.visit_screen.result
    assert not page.views.isHidden()
    page.views.button("left").click()
    assert taken.visit.view is FaceView.LEFT
    taken.visit.save()
    qtbot.waitUntil(lambda: taken.visit.summary is not None)
    assert workspace.store.kept[-1].photo.views == (FaceView.FRONT, FaceView.LEFT)


def test_back_from_the_camera_keeps_the_result(taken, window, cameras):
    taken.sides.take(FaceView.RIGHT)
    window._back()
    assert taken.here is taken.visit_screen
    assert taken.visit.phase is Phase.READY
    assert not any(source.running for source in cameras.sources)
    taken.take_photo()
    assert taken.capture.view is FaceView.FRONT


def test_a_file_can_stand_in_for_the_camera(taken, qtbot, ready):
    taken.sides.take(FaceView.LEFT)
    qtbot.mouseClick(taken.capture_screen.file_button, Qt.MouseButton.LeftButton)
    ready()
    assert taken.visit.photo.views == (FaceView.FRONT, FaceView.LEFT)


def test_to_a_photo_from_a_file_the_side_comes_from_a_file(rooms, ready, cameras):
    rooms.choose_photo()
    ready()
    rooms.sides.take(FaceView.RIGHT)
    ready()
    assert rooms.visit.photo.views == (FaceView.FRONT, FaceView.RIGHT)
    assert not cameras.starts


def test_a_refused_side_can_be_left_out_forced_or_taken_again(taken, qtbot, ready, window, cameras):
    cameras.level = 30
    taken.sides.take(FaceView.LEFT)
    qtbot.waitUntil(lambda: taken.capture.live)
    for choice in (0, 1):
        taken.capture.release()
        ready()
        message = _message(window)
        assert "Too dark" in message.words or "dark" in message.words.lower()
        buttons = message.findChildren(Button)
        if choice == 0:
            buttons[2].click()
            assert taken.here is taken.capture_screen
            qtbot.waitUntil(lambda: taken.capture.live)
        else:
            buttons[1].click()
            ready()
    assert taken.visit.photo.views == (FaceView.FRONT, FaceView.LEFT)
