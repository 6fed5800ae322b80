import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.widgets.toast import Toast


@pytest.fixture
def shown(qtbot, ui):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window, Toast(ui, window)


def test_shows_its_words_at_the_foot_until_its_time_is_over(shown):
    window, toast = shown
    assert not toast.isVisible()
    toast.say("The visit is saved")
    assert toast.isVisible()
    assert toast.accessibleName() == "The visit is saved"
    assert not toast.button.isVisible()
    assert window.rect().contains(toast.geometry().center())
    assert toast.geometry().center().y() > 450
    toast._leave()
    assert not toast.isVisible()


def test_what_can_be_done_about_it_is_done_once(qtbot, shown):
    _, toast = shown
    done = []
    toast.say("The report is ready", "Open it", lambda: done.append(1))
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not toast.isVisible()


def test_it_can_be_sent_away(qtbot, shown):
    _, toast = shown
    toast.say("Saved")
    qtbot.mouseClick(toast.close_button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    assert toast.close_button.accessibleName() == "Close"


def test_nobody_has_to_hurry(shown):
    _, toast = shown
    toast.say("The report is ready", "Open it", lambda: None)
    toast.button.setFocus()
    if toast.button.hasFocus():
        toast._leave()
        assert toast.isVisible()


def test_it_follows_the_window(shown):
    window, toast = shown
    toast.say("Saved")
    window.resize(700, 500)
    assert abs(toast.geometry().center().x() - 350) <= 1
