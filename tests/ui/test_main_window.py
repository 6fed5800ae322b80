import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.errors import StorageError
from consultant_app.texts import texts
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.screens.model_card import ModelCardSheet
from consultant_app.ui.widgets.buttons import TARGET, Button
from consultant_app.ui.widgets.overlay import Message, Overlay


def sheet(window, kind=Overlay):
    return next(found for found in reversed(window.findChildren(kind)) if found.isVisible())


def test_opens_on_the_clients_with_the_cursor_in_the_search(window, workspace):
    assert window.workspace is workspace
    assert window._pages.currentWidget() is window.rooms.clients_screen
    assert not window.back_button.isVisible()
    assert window.focusWidget() is window.rooms.clients_screen.search


def test_the_disclaimer_is_always_there_in_the_language_on_screen(window, ui):
    assert window._disclaimer.text().startswith(texts("en")("disclaimer"))
    ui.language.choose("fr")
    assert window._disclaimer.text().startswith(texts("fr")("disclaimer"))
    assert window._disclaimer.isVisible()


def test_escape_goes_back(qtbot, window, ui):
    window.rooms.clients_screen.chosen.emit("c1")
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.rooms.client_screen)
    assert window.back_button.isVisible()
    window._back()
    assert window._pages.currentWidget() is window.rooms.clients_screen
    qtbot.waitUntil(lambda: not ui.tasks.busy)


def test_escape_closes_a_sheet_first(window):
    window._open_settings()
    settings = sheet(window)
    window._back()
    assert not settings.isVisible()


def test_the_settings_lead_to_the_models_card(qtbot, window):
    window._open_settings()
    qtbot.mouseClick(sheet(window).model_button, Qt.MouseButton.LeftButton)
    card = sheet(window, ModelCardSheet)
    assert card.accessibleName() == "The analysis model"
    window._back()
    assert not card.isVisible()


def test_before_there_is_a_model_it_has_no_card(qtbot, ui, workspace, preferences):
    window = MainWindow(ui, lambda: workspace, preferences)
    qtbot.addWidget(window)
    window.show()
    window._open_settings()
    assert not sheet(window).model_button.isVisible()


def test_keys_do_nothing_below_a_sheet(window):
    window._open_settings()
    count = len(window.findChildren(Overlay))
    window._do(lambda rooms: rooms.forms.new())
    assert len(window.findChildren(Overlay)) == count
    sheet(window).dismiss()
    window._do(lambda rooms: rooms.forms.new())
    assert sheet(window).isVisible()


def test_a_store_that_does_not_open_says_so_and_can_be_tried_again(qtbot, ui, workspace, preferences):
    answers = [StorageError("The store is locked. Close the other window."), None]

    def factory():
        error = answers.pop(0)
        if error is not None:
            raise error
        return workspace

    window = MainWindow(ui, factory, preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_workspace()
    qtbot.waitUntil(lambda: bool(window.findChildren(Message)))
    message = sheet(window, Message)
    assert "locked" in message.words
    again = next(b for b in message.findChildren(Button) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.rooms is not None and not ui.tasks.busy)


def test_a_new_stores_recovery_phrase_is_shown_until_it_is_written_down(qtbot, ui, workspace, preferences):
    workspace.store.recovery_passphrase = "amber lily quartz"
    window = MainWindow(ui, lambda: workspace, preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_workspace()
    qtbot.waitUntil(lambda: bool(window.findChildren(Message)) and not ui.tasks.busy)
    message = sheet(window, Message)
    assert "amber lily quartz" in message.words
    window._back()
    qtbot.mouseClick(message, Qt.MouseButton.LeftButton, pos=message.rect().topLeft())
    assert message.isVisible()
    qtbot.mouseClick(message.findChild(Button), Qt.MouseButton.LeftButton)
    assert not message.isVisible()


def test_the_size_is_remembered(qtbot, ui, workspace, preferences):
    window = MainWindow(ui, lambda: workspace, preferences)
    qtbot.addWidget(window)
    window.show()
    window.resize(780, 500)
    window.close()
    again = MainWindow(ui, lambda: workspace, preferences)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 500)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_nothing_is_wider_than_its_screen_and_every_button_can_be_touched(qtbot, window, ui, language, size):
    """150 % on a 1366 x 768 screen leaves 911 x 512 logical pixels."""
    window.resize(*size)
    ui.language.choose(language)
    rooms = window.rooms
    rooms.clients_screen.chosen.emit("c2")
    qtbot.waitUntil(lambda: window._pages.currentWidget() is rooms.client_screen)
    rooms.open_visit(rooms.client.client and window.workspace.store.kept[0].summary)
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    for screen in rooms.screens:
        window._show(screen)
        qtbot.wait(1)
        assert (window.width(), window.height()) == size
        for button in window.findChildren(Button):
            if button.isVisible():
                left = button.mapTo(window, button.rect().topLeft()).x()
                assert left >= 0
                assert left + button.width() <= window.width()
                assert button.height() >= TARGET
                assert button.width() >= button.minimumSizeHint().width() or button.text() == ""


def test_everything_that_takes_the_keyboard_has_a_name(qtbot, window, ui):
    rooms = window.rooms
    rooms.forms.new()
    qtbot.wait(1)
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), widget
    sheet(window).dismiss()
    rooms.clients_screen.chosen.emit("c2")
    qtbot.waitUntil(lambda: window._pages.currentWidget() is rooms.client_screen and not ui.tasks.busy)
    rooms.open_visit(window.workspace.store.kept[0].summary)
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), widget
