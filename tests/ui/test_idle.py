from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from consultant_app.ui.idle import Idle


def test_every_touch_begins_the_wait_anew_and_its_end_is_told_once(qtbot):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    idle = Idle(lambda: 60.0)
    idle.watch()
    assert idle._timer.isActive()
    begun = []
    idle._begin = lambda: begun.append(True)
    qtbot.keyClick(edit, Qt.Key.Key_A)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert edit.text() == "a"
    assert len(begun) >= 2
    with qtbot.waitSignal(idle.lapsed):
        idle._timer.start(0)
    begun.clear()
    qtbot.keyClick(edit, Qt.Key.Key_B)
    assert begun == []


def test_at_rest_it_counts_nothing(qtbot):
    idle = Idle(lambda: 0.0)
    with qtbot.assertNotEmitted(idle.lapsed, wait=30):
        idle.watch()
        idle.rest()


def test_no_time_at_all_lapses_at_once(qtbot):
    idle = Idle(lambda: 0.0)
    with qtbot.waitSignal(idle.lapsed):
        idle.watch()
