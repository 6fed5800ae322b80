import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from consultant_app.ui.widgets.layout import column
from consultant_app.ui.widgets.rows import TouchRow


@pytest.fixture
def rows(qtbot, ui):
    window = QWidget()
    lines = column(window)
    made = [TouchRow(ui.theme) for _ in range(3)]
    for line in made:
        lines.addWidget(line)
    qtbot.addWidget(window)
    window.resize(300, 240)
    window.show()
    window.activateWindow()
    made[0].window_kept = window
    return made


def test_a_row_is_a_touch_target(rows):
    assert all(line.height() >= 44 for line in rows)


def test_a_click_touches(rows, qtbot):
    with qtbot.waitSignal(rows[0].touched):
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)


def test_a_press_that_slides_away_does_not(rows, qtbot):
    with qtbot.assertNotEmitted(rows[0].touched):
        qtbot.mousePress(rows[0], Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(rows[0], Qt.MouseButton.LeftButton, pos=QPoint(10, 900))
        qtbot.mouseClick(rows[0], Qt.MouseButton.RightButton)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter])
def test_keys_touch(rows, qtbot, key):
    with qtbot.waitSignal(rows[1].touched):
        qtbot.keyClick(rows[1], key)


def test_arrows_walk(rows, qtbot):
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rows[0]


def test_a_chosen_row_looks_chosen(rows):
    before = rows[2].grab().toImage()
    rows[2].set_chosen(chosen=True)
    assert rows[2].chosen
    assert rows[2].grab().toImage() != before
