from consultant_app.ui.widgets.fold import Fold


def test_unfolds_by_touch(qtbot, ui):
    fold = Fold(ui.theme)
    qtbot.addWidget(fold)
    fold.say("Left out")
    assert not fold.opened
    closed = fold._chevron.grab().toImage()
    qtbot.keyClick(fold.head, " ")
    assert fold.opened
    assert fold._chevron.grab().toImage() != closed
    fold.head.touched.emit()
    assert not fold.opened
    assert fold.head.accessibleName() == "Left out"
