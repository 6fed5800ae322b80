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
    with qtbot.waitSignal(panes.turned):
        panes.resize(1000, 600)
    assert not panes.upright
