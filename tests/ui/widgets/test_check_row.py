from PyQt6.QtCore import QPoint, Qt

from consultant_app.ui.widgets.check_row import CheckRow


def made(qtbot, ui, about="Stored encrypted on this computer, erased at once on request."):
    row = CheckRow(ui.theme)
    qtbot.addWidget(row)
    row.say("Keep my photos", about)
    row.resize(300, row.heightForWidth(300))
    row.show()
    return row


def test_the_whole_row_ticks(qtbot, ui):
    row = made(qtbot, ui)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 4, row.height() - 4))
    assert row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


def test_it_grows_with_its_explanation_and_is_never_too_small(qtbot, ui):
    row = made(qtbot, ui)
    assert row.heightForWidth(200) > row.heightForWidth(600) >= 44
    assert made(qtbot, ui, "").heightForWidth(600) == 44


def test_it_is_read_out(qtbot, ui):
    row = made(qtbot, ui)
    assert row.accessibleName() == "Keep my photos"
    assert "encrypted" in row.accessibleDescription()


def test_a_tick_can_be_seen(qtbot, ui):
    row = made(qtbot, ui)
    before = row.grab().toImage()
    row.setChecked(True)
    assert row.grab().toImage() != before
