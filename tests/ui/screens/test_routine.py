from pathlib import Path

import pytest

from consultant_app.domain.catalogue import Step
from consultant_app.domain.routine import Origin, Routine
from consultant_app.ui.presenters.visit import VisitPresenter
from consultant_app.ui.screens.routine import RoutinePage
from consultant_app.ui.screens.routine_sheets import OfferSheet, WhySheet
from consultant_app.ui.screens.wishes import WishSheet
from consultant_app.ui.widgets.text import Text


@pytest.fixture
def shown(qtbot, ui, workspace):
    visit = VisitPresenter(workspace, ui.tasks)
    page = RoutinePage(ui, visit)
    qtbot.addWidget(page)
    page.resize(1366, 672)
    page.show()
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    return page, visit


def test_cards_in_the_order_of_use(shown):
    page, visit = shown
    names = {item.product.name for item in visit.routine.recommendations}
    assert {card.shown.name for card in page.cards} == names
    assert page.cards[0].shown.number == 1
    assert page._sum.text().startswith("Together €")


def test_what_was_left_out_unfolds_with_its_reasons(shown):
    page, visit = shown
    assert visit.routine.exclusions
    page.left_out.head.touched.emit()
    said = [label.text() for label in page.left_out.findChildren(Text)]
    assert visit.routine.exclusions[0].product_name in said


def test_nothing_to_advise_is_a_result_too(shown):
    page, visit = shown
    visit.routine = Routine()
    visit.phase_changed.emit()
    assert page._empty.isVisible()
    assert not page._columns.isVisible()
    assert page.cards == []
    assert page.left_out.isHidden()


def test_a_note_is_taken_until_the_visit_is_kept(qtbot, shown):
    page, visit = shown
    qtbot.keyClicks(page.note.edit, "light textures")
    assert visit.note == "light textures"
    with qtbot.waitSignal(visit.saved):
        visit.save()
    assert page.note.edit.isReadOnly()


def test_without_consent_to_keep_there_is_no_note(qtbot, shown, ui, workspace):
    page, visit = shown
    visit.analyse(workspace.store.get("c3"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert page.note.isHidden()


def test_the_words_follow_the_language(shown, ui):
    page, _ = shown
    ui.language.choose("fr")
    assert page._heads["morning"].text() == "Matin"
    assert page._sum.text().startswith("Ensemble")


def test_the_consultant_changes_the_routine_and_takes_it_back(shown):
    page, _ = shown
    first = page.cards[0]
    assert page.undo_button.isHidden()
    first.remove_button.click()
    assert first.shown.name not in [card.shown.name for card in page.cards]
    assert not page.undo_button.isHidden()
    page.undo_button.click()
    assert page.cards[0].shown.name == first.shown.name


def test_a_note_and_a_purchase_stay_with_the_product(qtbot, shown):
    page, visit = shown
    card = page.cards[0]
    card.note_button.click()
    qtbot.keyClicks(card.note.edit, "sample given")
    card.note.edit.editingFinished.emit()
    card.bought_check.click()
    item = visit.routine.item(card.shown.product_id)
    assert (item.note, item.bought) == ("sample given", True)
    assert not page.undo_button.isHidden()


def test_all_products_are_reachable_with_their_why_not(shown):
    page, visit = shown
    page.add_button.click()
    (sheet,) = page.findChildren(OfferSheet)
    assert len(sheet._offers) + len(sheet._barred) + len(visit.routine.recommendations) == len(page.desk.products)
    sheet.close_button.click()
    card = page.cards[0]
    card.why_button.click()
    (why,) = page.findChildren(WhySheet)
    assert any("±" in label.text() for label in why.findChildren(Text))


def test_a_swap_is_chosen_from_the_sheet(shown):
    page, visit = shown
    card = next(card for card in page.cards if not card.shown.repeated and page.desk.swaps(card.shown.product_id))
    card.swap_button.click()
    (sheet,) = page.findChildren(OfferSheet)
    wanted = sheet.rows[0].line.product_id
    sheet.rows[0].touched.emit()
    assert visit.routine.item(wanted).origin is Origin.SWAPPED


def test_a_sunscreen_that_is_missing_is_told(shown):
    page, visit = shown
    shield = [item for item in visit.routine.recommendations if item.step is Step.SUNSCREEN]
    for item in shield:
        page.desk.remove(item.product.id)
    assert page._warning.isHidden() is not bool(page.desk.missing_shield())


def test_wishes_are_asked_for_beside_the_routine(qtbot, shown, ui):
    page, visit = shown
    page.wish_button.click()
    (sheet,) = page.findChildren(WishSheet)
    sheet.number.choose("1")
    sheet.apply_button.click()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert len(visit.routine.recommendations) <= 1


def test_a_kept_visit_shows_what_was_done_and_lets_nothing_be_changed(qtbot, shown):
    page, visit = shown
    page.desk.mark_bought(page.cards[0].shown.product_id, bought=True)
    with qtbot.waitSignal(visit.saved):
        visit.save()
    assert page.add_button.isHidden()
    assert page.cards[0].remove_button.isHidden()
    assert page.cards[0].bought_check.isChecked()
    assert not page.cards[0].bought_check.isEnabled()
