from PyQt6.QtWidgets import QWidget

from consultant_app.ui.widgets.panes import Panes


def test_turns_with_the_window(qtbot):
    first, second = QWidget(), QWidget()
    panes = Panes(first, second, beside=(1, 1), above=(3, 1))
    qtbot.addWidget(panes)
    panes.resize(1000, 600)
    panes.show()
    assert first.geometry().right() < second.geometry().left()
    with qtbot.waitSignal(panes.turned):
        panes.resize(900, 1600)
    qtbot.waitUntil(lambda: first.geometry().bottom() < second.geometry().top())
    assert panes.upright
    assert first.height() == 3 * second.height()
    panes.resize(900, 1000)
    qtbot.waitUntil(lambda: second.height() == 320)
    with qtbot.waitSignal(panes.turned):
        panes.resize(1000, 600)
    assert not panes.upright


def test_where_both_have_no_room_side_by_side_they_lie_above_one_another_and_keep_their_height(qtbot):
    first, second = QWidget(), QWidget()
    first.setMinimumWidth(500)
    second.setMinimumWidth(450)
    panes = Panes(first, second)
    qtbot.addWidget(panes)
    assert panes.minimumSizeHint().width() == 500
    panes.resize(900, 600)
    panes.show()
    qtbot.waitUntil(lambda: panes.upright)
    assert panes.minimumSizeHint().height() == 380 + 320
    panes.resize(1000, 600)
    assert not panes.upright
    assert panes.minimumSizeHint().height() < 380
