"""The counter locked and opened again: what is left behind, and what must not be."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtWidgets import QLabel, QLineEdit

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.new_pin import ForgottenSheet
from consultant_app.ui.screens.settings import SettingsMenu
from consultant_app.ui.widgets.overlay import Message
from tests.ui.walker import unlocked, wait_for

pytestmark = pytest.mark.usefixtures("closed_door")


@pytest.fixture
def locked(ui, workspace, preferences, cameras):
    made = MainWindow(ui, lambda: workspace, preferences, cameras=lambda: cameras)
    made.show()
    made.open_workspace()
    wait_for(lambda: made.door is not None and made.door.presenter.loaded and not ui.tasks.busy)
    yield made
    wait_for(lambda: not ui.tasks.busy)
    made._may_close = True
    made.close()
    made.deleteLater()


@pytest.fixture
def opened(locked):
    unlocked(locked)
    return locked


def _words(window):
    """Everything that is written anywhere in the window, shown or not."""
    found = [label.text() + label.toolTip() for label in window.findChildren(QLabel)]
    return " ".join(found + [edit.text() for edit in window.findChildren(QLineEdit)])


def _settle(ui, qapp):
    wait_for(lambda: not ui.tasks.busy)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_counter_opens_by_touch_on_the_keys(qtbot, locked):
    screen = locked.door.unlock
    assert locked._pages.currentWidget() is screen
    assert locked.rooms is None
    assert "2580" in screen._hint.text()
    qtbot.mouseClick(screen.rows[1], Qt.MouseButton.LeftButton)
    for digit in "25805":
        qtbot.mouseClick(screen.pad.keys[digit], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.pad.back_key, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(locked.door.opened) as heard:
        qtbot.mouseClick(screen.pad.enter_key, Qt.MouseButton.LeftButton)
    assert heard.args[0].id == "u2"
    assert locked._pages.currentWidget() is locked.rooms.clients_screen
    assert screen.pad.edit.text() == ""


def test_the_counter_opens_by_keyboard_alone(qtbot, locked):
    assert locked.focusWidget() is locked.door.unlock.pad.edit
    qtbot.keyClicks(locked.focusWidget(), "2580")
    with qtbot.waitSignal(locked.door.opened):
        qtbot.keyClick(locked.focusWidget(), Qt.Key.Key_Return)


def test_no_shortcut_reaches_the_counter_while_it_is_locked(locked):
    locked._do(lambda rooms: rooms.forms.new())
    locked._back()
    locked.lock()
    assert locked.findChildren(ClientForm) == []
    locked._open_settings()
    menu = locked.findChild(SettingsMenu)
    assert not menu.model_button.isVisible()
    menu.dismiss()


def test_nothing_of_a_client_is_left_after_locking(qtbot, opened, ui, qapp):
    rooms = opened.rooms
    rooms.clients_screen.chosen.emit("c2")
    _settle(ui, qapp)
    rooms.analyse(Path("photo.jpg"))
    _settle(ui, qapp)
    rooms.toast.say("Amara Okafor.pdf")
    rooms.tell(ConsultantError("Amara Okafor"))
    assert "Okafor" in _words(opened)
    qtbot.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    if opened.rooms is not None:
        opened.lock()
    _settle(ui, qapp)
    assert opened.rooms is None
    assert not opened.lock_button.isVisible()
    assert not opened.back_button.isVisible()
    for words in ("Okafor", "Amara", "Camille", "Tanaka"):
        assert words not in _words(opened), words
    assert [message for message in opened.findChildren(Message) if message.isVisible()] == []


def test_what_was_begun_waits_behind_the_door(opened, ui, qapp):
    rooms = opened.rooms
    rooms.clients_screen.chosen.emit("c2")
    _settle(ui, qapp)
    rooms.analyse(Path("photo.jpg"))
    _settle(ui, qapp)
    rooms.visit.put_note("half a sen")
    opened.lock()
    _settle(ui, qapp)
    again = unlocked(opened)
    _settle(ui, qapp)
    assert again is not rooms
    [waiting] = again.drafts.presenter.pending
    again.drafts.resume(waiting)
    _settle(ui, qapp)
    assert again.here is again.visit_screen
    assert again.visit.note == "half a sen"
    assert again.visit_screen.routine.note.edit.text() == "half a sen"


def test_a_form_that_was_open_is_gone_on_with(qtbot, opened, ui, qapp):
    opened.rooms.forms.new()
    form = opened.findChild(ClientForm)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zo")
    opened.lock()
    _settle(ui, qapp)
    assert opened.findChildren(ClientForm) == []
    rooms = unlocked(opened)
    _settle(ui, qapp)
    rooms.drafts.resume(rooms.drafts.presenter.pending[0])
    _settle(ui, qapp)
    assert opened.findChild(ClientForm).fields["first_name"].edit.text() == "Zo"


def test_a_save_under_way_is_finished_behind_the_door(opened, ui, qapp, workspace):
    rooms = opened.rooms
    rooms.clients_screen.chosen.emit("c2")
    _settle(ui, qapp)
    rooms.analyse(Path("photo.jpg"))
    _settle(ui, qapp)
    rooms.visit.save()
    opened.lock()
    _settle(ui, qapp)
    assert len(workspace.store.kept) == 3
    assert workspace.store.drafts.kept == {}


def test_nobody_about_locks_the_counter(qtbot, opened):
    opened.idle._timer.start(0)
    qtbot.waitUntil(lambda: opened.rooms is None)
    assert opened._pages.currentWidget() is opened.door.unlock


def test_the_theme_and_the_language_change_after_locking(opened, ui, qapp):
    opened.lock()
    _settle(ui, qapp)
    ui.theme.set_dark(dark=True)
    ui.language.choose("fr")
    assert opened.door.unlock.forgotten_button.text() == "Code oublié ?"
    ui.theme.set_dark(dark=False)


def test_the_first_manager_sets_her_pin(qtbot, locked, workspace, ui):
    workspace.store.people.users = []
    locked.door.presenter.load()
    wait_for(lambda: locked._pages.currentWidget() is locked.door.first)
    form = locked.door.first.form
    for field, words in ((form.line, "Helene"), (form.pin, "7391"), (form.again, "7392")):
        qtbot.keyClicks(field.edit, words)
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert form.again.edit.accessibleDescription()
    assert not ui.tasks.busy
    form.again.edit.setText("7391")
    with qtbot.waitSignal(locked.door.opened):
        qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert locked.rooms is not None


def test_a_forgotten_pin_is_renewed_with_the_phrase(qtbot, locked):
    qtbot.mouseClick(locked.door.unlock.forgotten_button, Qt.MouseButton.LeftButton)
    form = locked.findChild(ForgottenSheet).form
    for field, words in ((form.line, "amber lily quartz"), (form.pin, "7391"), (form.again, "7391")):
        qtbot.keyClicks(field.edit, words)
    with qtbot.waitSignal(locked.door.opened):
        qtbot.keyClick(form.again.edit, Qt.Key.Key_Return)
    assert [sheet for sheet in locked.findChildren(ForgottenSheet) if sheet.isVisible()] == []
