from PyQt6.QtCore import QAbstractAnimation

from consultant_app.ui.widgets.skeleton import Skeleton


def test_breathes_only_while_seen(qtbot, ui):
    ui.theme.motion_ms = 200
    skeleton = Skeleton(ui.theme)
    qtbot.addWidget(skeleton)
    skeleton.resize(800, 500)
    assert skeleton._breath.state() == QAbstractAnimation.State.Stopped
    skeleton.show()
    assert skeleton._breath.state() == QAbstractAnimation.State.Running
    skeleton.hide()
    assert skeleton._breath.state() == QAbstractAnimation.State.Stopped


def test_stands_still_where_motion_is_off(qtbot, ui):
    skeleton = Skeleton(ui.theme)
    qtbot.addWidget(skeleton)
    skeleton.show()
    assert skeleton._breath.state() == QAbstractAnimation.State.Stopped
