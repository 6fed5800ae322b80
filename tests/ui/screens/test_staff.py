import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.people import Role
from consultant_app.ui.presenters.staff import StaffPresenter
from consultant_app.ui.screens.staff import StaffSheet
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
    workspace.store.access.user = workspace.store.people.users[0]
    made = StaffSheet(ui, window, StaffPresenter(workspace.store, ui.tasks, window))
    made.open()
    settle()
    return made


def _type(sheet, name, pin, again):
    for field, words in ((sheet.name, name), (sheet.pin, pin), (sheet.again, again)):
        field.edit.setText(words)
    sheet.save_button.click()


def test_somebody_new_is_added_with_her_role(sheet, settle, workspace):
    _type(sheet, "Inès", "7391", "7390")
    assert "not the same" in sheet.again.edit.accessibleDescription()
    sheet.role.button("model_team").click()
    _type(sheet, "Inès", "correct horse", "correct horse")
    settle()
    assert workspace.store.people.users[-1].role is Role.MODEL_TEAM
    assert len(sheet.rows) == 3
    assert sheet.name.edit.text() == ""


def test_what_is_wrong_stands_where_it_is_mended(sheet, settle):
    _type(sheet, " ", "7391", "7391")
    settle()
    assert sheet.name.edit.accessibleDescription()
    _type(sheet, "Inès", "1234", "1234")
    settle()
    assert not sheet.name.edit.accessibleDescription()
    assert sheet.pin.edit.accessibleDescription()


def test_one_of_them_gets_a_new_pin_another_role_or_may_try_again(sheet, settle, workspace):
    workspace.store.people.waits["u2"] = 30.0
    sheet._presenter.load()
    settle()
    assert "held up" in sheet.rows[1].accessibleName()
    sheet.rows[1].touched.emit()
    sheet.try_button.click()
    settle()
    assert not sheet.try_button.isVisible()
    sheet.role.button("manager").click()
    settle()
    assert workspace.store.people.users[1].role is Role.MANAGER
    _type(sheet, "", "8462", "8462")
    settle()
    assert workspace.store.people.pins == {"u2": "8462"}


def test_she_who_looks_can_neither_leave_nor_step_down(sheet):
    sheet.rows[0].touched.emit()
    assert not sheet.remove_button.isVisible()
    assert not sheet.role.isVisible()
    assert sheet.pin.isVisible()


def test_who_left_is_asked_about_and_gone(sheet, settle):
    sheet.rows[1].touched.emit()
    for label, left in (("Go back", 2), ("Let her in no more", 1)):
        sheet.remove_button.click()
        message = next(each for each in sheet._window.findChildren(Message) if each.isVisible())
        next(button for button in message.findChildren(Button) if button.text() == label).click()
        settle()
        assert len(sheet.rows) == left


def test_escape_does_not_lose_what_was_typed_and_words_follow_the_language(qtbot, sheet, ui):
    sheet.name.edit.setText("Inès")
    with qtbot.assertNotEmitted(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    sheet.name.edit.clear()
    ui.language.choose("fr")
    assert sheet._title.text() == "Équipe du comptoir"
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
