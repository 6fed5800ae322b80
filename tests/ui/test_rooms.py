"""The whole visit through the window, as the consultant walks it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt

from consultant_app.domain.consent import ConsentKind, WithdrawalEffect
from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.privacy import PrivacySheet
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message
from tests.ui.privacy_fakes import drawn

CLICK = Qt.MouseButton.LeftButton


class Walk:
    """The window with the few gestures that the walks are made of."""

    def __init__(self, window, ui, qtbot, workspace):
        self.window, self.ui, self.qtbot, self.workspace = window, ui, qtbot, workspace
        self.rooms = window.rooms

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.ui.tasks.busy)

    def click(self, button):
        assert button.isVisible()
        self.qtbot.mouseClick(button, CLICK)

    def at(self, screen):
        self.qtbot.waitUntil(lambda: self.window._pages.currentWidget() is screen)
        self.settle()

    def client(self, client_id):
        self.rooms.clients_screen.chosen.emit(client_id)
        self.at(self.rooms.client_screen)

    def analyse(self, name="photo.jpg"):
        self.rooms.client_screen.photo_dropped.emit(Path(name))
        self.settle()

    def privacy(self):
        return next(sheet for sheet in self.window.findChildren(PrivacySheet) if sheet.isVisible())

    def message(self):
        return next(m for m in reversed(self.window.findChildren(Message)) if m.isVisible())

    def answer(self, label):
        self.click(next(b for b in self.message().findChildren(Button) if b.text() == label))


@pytest.fixture
def walk(window, ui, qtbot, workspace):
    return Walk(window, ui, qtbot, workspace)


def test_a_whole_visit(walk, qtbot, chosen):
    rooms = walk.rooms
    walk.click(rooms.clients_screen.new_button)
    form = walk.window.findChild(ClientForm)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    walk.click(form.save_button)
    walk.at(rooms.client_screen)
    sheet = walk.privacy()
    for kind in (ConsentKind.ANALYSIS, ConsentKind.KEEP_PHOTOS, ConsentKind.KEEP_RESULTS):
        sheet.checks[kind].click()
    drawn(sheet.pad)
    walk.click(sheet.save_button)
    walk.settle()
    assert rooms.client.client.display_name == "Zoe"

    walk.click(rooms.client_screen.drop.button)
    walk.at(rooms.visit_screen)
    assert rooms.visit_screen.phase_page is rooms.visit_screen.result

    result = rooms.visit_screen.result
    qtbot.mouseClick(result.items["redness"].head, CLICK)
    qtbot.waitUntil(lambda: result.photo.heat_share == 1.0)

    walk.click(rooms.visit_screen.tabs.button("routine"))
    assert rooms.visit_screen.routine.cards

    walk.click(rooms.visit_screen.export_button)
    walk.at(rooms.report.screen)
    walk.settle()
    walk.click(rooms.report.screen.save_button)
    walk.settle()
    assert chosen["report"].read_bytes().startswith(b"%PDF")
    assert rooms.toast.words.toolTip() == "The report is ready: report.pdf"

    walk.window._back()
    walk.at(rooms.visit_screen)
    walk.click(rooms.visit_screen.save_button)
    walk.settle()
    assert rooms.toast.words.toolTip() == "The visit is saved"
    assert not rooms.visit_screen.save_button.isVisible()
    assert rooms.visit_screen._kept.text() == "Saved"
    assert [pdf for _, pdf in walk.workspace.store.reports.kept] == [chosen["report"].read_bytes()]

    walk.window._back()
    walk.at(rooms.client_screen)
    assert len(rooms.client_screen.lines) == 1
    qtbot.mouseClick(rooms.client_screen.lines[0], CLICK)
    walk.at(rooms.visit_screen)
    assert rooms.visit.summary is not None
    qtbot.mouseClick(result.items["redness"].head, CLICK)
    qtbot.waitUntil(lambda: result.photo.heat_share == 1.0)


def test_while_looking_the_shapes_of_the_result_are_shown(walk):
    walk.client("c2")
    walk.workspace.analysis.gate.clear()
    walk.rooms.analyse(Path("photo.jpg"))
    screen = walk.rooms.visit_screen
    assert screen.phase_page is screen._waiting
    assert screen._skeleton.accessibleName() == "Looking at the photo…"
    assert not screen.tabs.isVisible()
    walk.workspace.analysis.gate.set()
    walk.settle()
    assert screen.phase_page is screen.result


def test_leaving_an_unsaved_result_asks(walk):
    walk.client("c2")
    walk.analyse()
    walk.window._back()
    walk.message().cancel()
    assert walk.rooms.here is walk.rooms.visit_screen
    walk.window._back()
    walk.answer("Discard")
    walk.at(walk.rooms.client_screen)
    assert len(walk.workspace.store.kept) == 2


def test_saving_on_leaving_keeps_the_visit(walk):
    walk.client("c2")
    walk.analyse()
    walk.window._back()
    walk.answer("Save visit")
    walk.at(walk.rooms.client_screen)
    assert len(walk.rooms.client_screen.lines) == 3


def test_a_save_that_fails_on_leaving_stays_with_the_result(walk):
    walk.client("c2")
    walk.analyse()
    walk.workspace.store.full = True
    walk.window._back()
    walk.answer("Save visit")
    walk.settle()
    assert "disk is full" in walk.message().words
    assert walk.rooms.here is walk.rooms.visit_screen
    assert walk.rooms.visit.phase is Phase.READY


def test_closing_the_window_with_an_unsaved_result_asks(walk):
    walk.client("c2")
    walk.analyse()
    assert not walk.window.close()
    walk.answer("Discard")
    walk.qtbot.waitUntil(lambda: not walk.window.isVisible())


def test_a_saved_or_unkeepable_result_is_left_without_a_word(walk):
    walk.client("c3")
    walk.analyse()
    assert walk.rooms.visit_screen._kept.text() == "Not kept, as the client wished"
    walk.window._back()
    walk.at(walk.rooms.client_screen)


def test_a_refused_photo_can_be_replaced(walk, chosen):
    walk.client("c2")
    walk.analyse("dark.jpg")
    refusal = walk.rooms.visit_screen.refusal
    assert walk.rooms.visit_screen.phase_page is refusal
    chosen["photo"] = None
    walk.click(refusal.another_button)
    assert walk.rooms.visit.phase is Phase.REFUSED
    chosen["photo"] = Path("photo.jpg")
    walk.click(refusal.another_button)
    walk.settle()
    assert walk.rooms.visit.phase is Phase.READY


def test_a_broken_photo_is_said_calmly_and_leads_back(walk):
    walk.client("c2")
    walk.analyse("broken.jpg")
    assert "damaged or incomplete" in walk.message().words
    assert walk.message().accessibleName() == "This photo cannot be analysed"
    walk.answer("Close")
    assert walk.rooms.here is walk.rooms.client_screen


def test_without_consent_no_photo_is_looked_at(walk):
    walk.client("c4")
    walk.analyse()
    assert walk.workspace.analysis.calls == []
    assert walk.rooms.here is walk.rooms.client_screen


def test_a_client_that_cannot_be_stored_keeps_her_form(walk, qtbot):
    walk.workspace.store.full = True
    walk.rooms.forms.new()
    form = walk.window.findChild(ClientForm)
    qtbot.keyClicks(form.fields["first_name"].edit, "Zoe")
    walk.click(form.save_button)
    walk.settle()
    assert "disk is full" in walk.message().words
    walk.answer("Close")
    assert form.isVisible()
    walk.workspace.store.full = False
    walk.click(form.save_button)
    walk.at(walk.rooms.client_screen)


def test_a_consent_that_is_signed_makes_room_for_a_photo(walk):
    walk.client("c4")
    walk.click(walk.rooms.client_screen.allow_button)
    walk.settle()
    sheet = walk.privacy()
    sheet.checks[ConsentKind.ANALYSIS].click()
    drawn(sheet.pad)
    walk.click(sheet.save_button)
    walk.settle()
    assert walk.rooms.client_screen.drop.isVisible()


@pytest.mark.parametrize("kind", [ConsentKind.KEEP_RESULTS, ConsentKind.KEEP_PHOTOS])
def test_withdrawing_a_consent_asks_before_it_erases(walk, kind):
    walk.client("c2")
    before = walk.rooms.client.client.details.consent
    walk.workspace.store.consents.goes = WithdrawalEffect(photos=2)
    walk.click(walk.rooms.client_screen.privacy_button)
    walk.settle()
    sheet = walk.privacy()
    sheet.checks[kind].click()
    assert not sheet.pad.isVisible()
    walk.click(sheet.save_button)
    walk.settle()
    assert "2 visits with photos" in walk.message().words
    walk.answer("Go back")
    assert walk.rooms.client.client.details.consent == before
    assert sheet.isVisible()
    walk.click(sheet.save_button)
    walk.settle()
    walk.answer("Erase and save")
    walk.settle()
    assert not getattr(walk.rooms.client.client.details.consent, kind)


def test_a_report_without_a_place_chosen_is_not_handed_over(walk, chosen):
    walk.client("c2")
    walk.analyse()
    chosen["report"] = None
    walk.click(walk.rooms.visit_screen.export_button)
    walk.settle()
    assert walk.rooms.here is walk.rooms.report.screen
    walk.click(walk.rooms.report.screen.save_button)
    walk.settle()
    assert walk.workspace.store.reports.kept == []
    walk.rooms.back()
    assert walk.rooms.here is walk.rooms.visit_screen
    assert walk.rooms.visit.unsaved


def test_the_language_switches_on_every_screen_with_a_result_open(walk):
    walk.client("c2")
    walk.analyse()
    walk.rooms.visit.select("redness")
    walk.settle()
    walk.rooms.visit_screen.show_tab("routine")
    walk.ui.language.choose("fr")
    walk.settle()
    screen = walk.rooms.visit_screen
    assert screen.phase_page is screen.routine
    assert screen.save_button.text() == "Enregistrer la visite"
    assert walk.rooms.visit.selected == "redness"
    assert screen.result.items["redness"].opened


def test_dark_and_light_switch_with_a_result_open(walk):
    walk.client("c2")
    walk.analyse()

    def ground():
        """The colour of the foot, where nothing is written."""
        return walk.window.grab().toImage().pixelColor(walk.window.width() - 8, walk.window.height() - 8).name()

    for dark in (True, False):
        walk.ui.theme.set_dark(dark=dark)
        assert ground() == walk.ui.theme.tokens.paper.lower()
        assert walk.rooms.visit_screen.phase_page is walk.rooms.visit_screen.result


def test_history_is_in_order(walk):
    walk.client("c2")
    first, second = (line.shown.at for line in walk.rooms.client_screen.lines)
    assert first - second == timedelta(days=84)


def test_without_an_editor_the_difference_is_not_offered(walk):
    walk.client("c2")
    walk.analyse()
    assert not walk.rooms.visit_screen.tabs.button("difference").isVisible()
    assert walk.rooms.visit_screen.tabs.button("routine").isVisible()


def test_with_an_editor_one_touch_shows_the_difference_and_its_picture_is_saved(walk, simulations, chosen):
    rooms = walk.rooms
    walk.client("c2")
    walk.analyse()
    walk.click(rooms.visit_screen.tabs.button("difference"))
    page = rooms.visit_screen.difference
    assert page.isVisible()
    assert len(simulations.opened) == 1
    walk.click(page.improve_button)
    walk.click(page.save_button)
    walk.settle()
    assert chosen["picture"].exists()
    assert rooms.toast.words.toolTip() == "The picture is saved: p.png"
    chosen["picture"].unlink()
    chosen["picture"] = None
    walk.click(page.save_button)
    walk.settle()
    walk.click(rooms.visit_screen.tabs.button("result"))
    assert rooms.visit_screen.result.isVisible()
    rooms.visit.leave()
    assert rooms.difference.simulation is None


@pytest.mark.usefixtures("simulations")
def test_a_visit_without_its_photo_has_no_difference(walk):
    kept = walk.workspace.store.kept
    kept[0] = replace(kept[0], photo=None)
    walk.client("c2")
    walk.rooms.open_visit(kept[0].summary)
    walk.settle()
    assert walk.rooms.visit.phase is Phase.READY
    assert not walk.rooms.visit_screen.tabs.button("difference").isVisible()


def test_from_the_client_to_what_changed_and_back(walk):
    rooms = walk.rooms
    walk.client("c2")
    walk.click(rooms.client_screen.evolution_button)
    walk.at(rooms.evolution_screen)
    assert len(rooms.evolution_screen.items) == 14
    walk.window._back()
    walk.at(rooms.client_screen)
    assert rooms.evolution.story is None
