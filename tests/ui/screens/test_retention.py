import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.retention import Kept, Retention
from consultant_app.ui.presenters.retention import RetentionPresenter
from consultant_app.ui.screens.retention import RetentionSheet
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def sheet(qtbot, ui, workspace, settle):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    made = RetentionSheet(ui, window, RetentionPresenter(workspace.store, ui.tasks, window))
    made.open()
    settle()
    return made


def test_nothing_is_limited_until_somebody_decides(sheet):
    assert [choice.current() for choice in sheet.choices.values()] == ["0"] * 4
    assert not sheet.save_button.isEnabled()
    assert not sheet._log_head.isVisible()


def test_what_goes_is_said_asked_done_and_logged(sheet, settle, workspace):
    sheet.choices[Kept.PHOTOS].button("365").click()
    settle()
    assert "photos of 2 visits" in sheet._due.text()
    for label, kept in (("Go back", Retention()), ("Erase and save", Retention({Kept.PHOTOS: 365}))):
        sheet.save_button.click()
        message = next(each for each in sheet._window.findChildren(Message) if each.isVisible())
        assert "photos of 2 visits" in message.words
        next(button for button in message.findChildren(Button) if button.text() == label).click()
        settle()
        assert workspace.store.retention.kept == kept
    assert "photos of 2 visits" in sheet._log.itemAt(0).widget().text()


def test_where_nothing_goes_nothing_is_asked(sheet, settle, workspace):
    sheet.choices[Kept.DRAFTS].button("30").click()
    settle()
    sheet.save_button.click()
    settle()
    assert workspace.store.retention.kept == Retention({Kept.DRAFTS: 30})
    assert not [each for each in sheet._window.findChildren(Message) if each.isVisible()]


def test_escape_does_not_lose_a_choice_and_words_follow_the_language(qtbot, sheet, settle, ui):
    sheet.choices[Kept.DRAFTS].button("30").click()
    settle()
    with qtbot.assertNotEmitted(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    ui.language.choose("fr")
    assert sheet._title.text() == "Durées de conservation"
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
