"""The ways of what a client allows, through the window."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultant_app.domain.consent import ConsentKind
from consultant_app.services.visits import ConsentError
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.privacy import PrivacySheet
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message
from tests.ui.privacy_fakes import drawn


@pytest.fixture
def rooms(window):
    return window.rooms


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def sheet(window):
    return lambda: next(each for each in window.findChildren(PrivacySheet) if each.isVisible())


@pytest.fixture
def answer(window):
    def say(label):
        message = next(each for each in reversed(window.findChildren(Message)) if each.isVisible())
        next(button for button in message.findChildren(Button) if button.text() == label).click()

    return say


def _shown(rooms, settle, client_id="c2"):
    rooms.clients_screen.chosen.emit(client_id)
    settle()


def test_a_new_client_is_asked_at_once(qtbot, window, rooms, settle, sheet):
    rooms.forms.new()
    form = next(each for each in window.findChildren(ClientForm) if each.isVisible())
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    form.submit()
    settle()
    asked = sheet()
    asked.checks[ConsentKind.ANALYSIS].click()
    drawn(asked.pad)
    asked.save_button.click()
    settle()
    assert rooms.client_screen.drop.isVisible()


def test_after_signing_goes_on_what_was_wanted_unless_she_allows_no_analysis(rooms, settle, sheet):
    _shown(rooms, settle, "c4")
    went_on = []
    for kind in (ConsentKind.CONTACT, ConsentKind.ANALYSIS):
        rooms.privacy.open(lambda kind=kind: went_on.append(kind))
        settle()
        sheet().checks[kind].click()
        drawn(sheet().pad)
        sheet().save_button.click()
        settle()
    assert went_on == [ConsentKind.ANALYSIS]


def test_without_a_client_there_is_nothing_to_ask(window, rooms):
    rooms.privacy.open()
    assert window.findChildren(PrivacySheet) == []


def test_all_of_hers_is_handed_out_where_the_person_says(rooms, settle, sheet, workspace, monkeypatch):
    _shown(rooms, settle)
    answers = iter([None, Path("her.zip")])
    dialogs = replace(rooms.privacy._dialogs, archive=lambda _, __: next(answers))
    monkeypatch.setattr(rooms.privacy, "_dialogs", dialogs)
    rooms.privacy.open()
    settle()
    for _ in range(2):
        sheet().export_button.click()
        settle()
    assert [path for _, path, _ in workspace.store.portability.written] == [Path("her.zip")]
    assert "her.zip" in rooms.toast.words.toolTip()


def test_all_of_hers_is_erased_after_a_word_of_warning(rooms, settle, sheet, answer, workspace):
    _shown(rooms, settle)
    rooms.privacy.open()
    settle()
    sheet().erase_button.click()
    answer("Go back")
    assert "c2" in workspace.store.clientele
    sheet().erase_button.click()
    answer("Erase it all")
    settle()
    assert "c2" not in workspace.store.clientele
    assert rooms.here is rooms.clients_screen
    assert rooms.client.client is None


def test_what_a_missing_consent_refuses_says_so_with_the_way_to_give_it(rooms, settle, sheet, answer):
    _shown(rooms, settle)
    rooms.tell(ConsentError("The client has not agreed."))
    answer("What she allows")
    settle()
    assert sheet().isVisible()


def test_a_result_that_may_not_be_kept_offers_to_ask(rooms, settle, sheet):
    _shown(rooms, settle, "c3")
    rooms.analyse(Path("photo.jpg"))
    settle()
    button = rooms.visit_screen.consent_button
    assert button.isVisible()
    assert not rooms.visit_screen.save_button.isVisible()
    button.click()
    settle()
    sheet().checks[ConsentKind.KEEP_RESULTS].click()
    drawn(sheet().pad)
    sheet().save_button.click()
    settle()
    assert not button.isVisible()
    assert rooms.visit_screen.save_button.isVisible()


def test_new_words_are_signed_before_the_next_photo(rooms, settle, workspace):
    workspace.store.consents.outdated.add("c2")
    _shown(rooms, settle)
    assert not rooms.client_screen.drop.isVisible()
    assert "have changed" in rooms.client_screen._withheld_words.text()
    rooms.take_photo()
    assert rooms.here is rooms.client_screen
