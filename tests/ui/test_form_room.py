"""The client's form: never lost, unless somebody gives it up; and even then brought back for a moment."""

import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.screens.client_form import ClientForm

CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def rooms(window):
    return window.rooms


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


def _form(window):
    return next(form for form in window.findChildren(ClientForm) if form.isVisible())


def test_every_key_and_every_tick_is_kept(qtbot, window, rooms, workspace, settle):
    rooms.forms.new()
    form = _form(window)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    settle()
    form.checks["sensitive"].click()
    form.fields["notes"].edit.setFocus()
    qtbot.keyClicks(form.fields["notes"].edit, "half a sen")
    settle()
    [draft] = workspace.store.drafts.kept.values()
    assert draft.display_name == "Zoe"
    assert draft.values["notes"] == "half a sen"
    assert draft.values["sensitive"] is True


def test_storing_the_client_ends_the_draft(qtbot, window, rooms, workspace, settle):
    rooms.forms.new()
    qtbot.keyClicks(_form(window).fields["first_name"].edit, "Zoe")
    qtbot.mouseClick(_form(window).save_button, CLICK)
    settle()
    assert workspace.store.drafts.kept == {}
    assert rooms.here is rooms.client_screen
    assert not rooms.toast.isVisible()


def test_giving_up_discards_it_and_undo_brings_it_back(qtbot, window, rooms, workspace, settle):
    rooms.forms.new()
    qtbot.keyClicks(_form(window).fields["first_name"].edit, "Zoe")
    qtbot.mouseClick(_form(window).cancel_button, CLICK)
    settle()
    assert workspace.store.drafts.kept == {}
    assert rooms.toast.words.toolTip() == "What was typed is discarded"
    qtbot.mouseClick(rooms.toast.button, CLICK)
    settle()
    assert _form(window).fields["first_name"].edit.text() == "Zoe"
    assert len(workspace.store.drafts.kept) == 1


def test_a_form_that_was_not_touched_goes_without_a_word(window, rooms, workspace, settle):
    rooms.forms.new()
    _form(window).cancel()
    settle()
    assert workspace.store.drafts.kept == {}
    assert not rooms.toast.isVisible()


def test_the_details_of_a_client_are_gone_on_with_on_her_page(qtbot, window, rooms, workspace, settle):
    rooms.clients_screen.chosen.emit("c2")
    settle()
    rooms.forms.edit()
    form = _form(window)
    form.fields["notes"].edit.clear()
    qtbot.keyClicks(form.fields["notes"].edit, "new note")
    settle()
    form.clear_away()
    rooms.start()
    settle()
    [waiting] = rooms.drafts.presenter.pending
    assert waiting.display_name == "Amara Okafor"
    rooms.drafts.resume(waiting)
    settle()
    again = _form(window)
    assert rooms.here is rooms.client_screen
    assert again.fields["notes"].edit.text() == "new note"
    # Escape must not lose what was typed before.
    again.cancel()
    assert again.isVisible()
    qtbot.mouseClick(again.save_button, CLICK)
    settle()
    assert workspace.store.get("c2").details.notes == "new note"
    assert workspace.store.drafts.kept == {}
