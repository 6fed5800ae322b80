from PyQt6.QtCore import Qt

from consultant_app.ui.widgets.draft_line import DraftLine


def test_a_touch_goes_on_and_the_cross_gives_up(qtbot, ui):
    line = DraftLine(ui.theme, "Go on with the visit of Zoé", "begun at 10:30")
    qtbot.addWidget(line)
    line.resize(500, 70)
    line.show()
    with qtbot.waitSignal(line.resumed):
        qtbot.mouseClick(line.line, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(line.discarded):
        qtbot.mouseClick(line.discard_button, Qt.MouseButton.LeftButton)
    assert line.line.accessibleName() == "Go on with the visit of Zoé, begun at 10:30"
    assert line.discard_button.accessibleName() == "Discard: Go on with the visit of Zoé"
