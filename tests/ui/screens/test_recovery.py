import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.errors import LockedOutError
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.screens.recovery import RecoverySheet


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sheet(ui, window):
    sheet = RecoverySheet(ui, window, "The key is gone.")
    sheet.open()
    return sheet


def test_the_phrase_is_handed_on_once_and_nothing_of_it_stays(qtbot, sheet):
    qtbot.mouseClick(sheet.open_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    sheet.phrase.edit.setText(" AAAA-BBBB ")
    with qtbot.waitSignal(sheet.submitted) as submitted:
        qtbot.keyClick(sheet.phrase.edit, Qt.Key.Key_Return)
    assert submitted.args == ["AAAA-BBBB"]
    assert sheet.phrase.edit.text() == ""
    assert not sheet.isVisible()


def test_escape_does_not_answer_and_the_window_can_be_closed(qtbot, ui, sheet):
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    ui.language.choose("fr")
    assert sheet.open_button.text() == "Ouvrir le comptoir"
    with qtbot.waitSignal(sheet.given_up):
        qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)


def test_the_window_asks_for_the_phrase_until_it_is_right(qtbot, ui, workspace, preferences):
    asked = []

    def factory(passphrase=None):
        asked.append(passphrase)
        if passphrase != "right":
            raise LockedOutError("This computer no longer holds the key.")
        return workspace

    window = MainWindow(ui, factory, preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_workspace()
    for phrase in ("wrong", "right"):
        qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(RecoverySheet)))
        sheet = next(s for s in window.findChildren(RecoverySheet) if s.isVisible())
        sheet.phrase.edit.setText(phrase)
        qtbot.mouseClick(sheet.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace is workspace)
    assert asked == [None, "wrong", "right"]
