import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent

from consultant_app.ui.widgets.balance_slider import END, BalanceSlider


@pytest.fixture
def slider(qtbot, ui):
    made = BalanceSlider(ui.theme)
    qtbot.addWidget(made)
    made.resize(300, 44)
    made.show()
    return made


def test_a_finger_reaches_both_ends_and_finds_the_middle(qtbot, slider):
    for x, value in ((0, -END), (299, END), (152, 0), (150, 0)):
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 22))
        assert slider.value() == value


def test_it_follows_the_finger_until_it_is_let_go(qtbot, slider):
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(150, 22))
    qtbot.mouseMove(slider, QPoint(60, 22))
    assert slider.value() < -50
    held = slider.value()
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, 22))
    qtbot.mouseMove(slider, QPoint(200, 22))
    assert slider.value() == held
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, 22))
    assert slider.value() == 0


def test_keys_move_it(qtbot, slider):
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 5
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert slider.value() == -END


def test_the_wheel_is_the_lists(slider):
    where = QPointF(100, 20)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    slider.wheelEvent(event)
    assert slider.value() == 0
    assert not event.isAccepted()


def test_what_was_moved_is_seen(slider):
    bare = slider.grab().toImage()
    slider.setValue(-60)
    assert slider.grab().toImage() != bare
    assert slider.height() >= 44
