from pathlib import Path

import pytest

from consultant_app.domain.routine import Routine
from consultant_app.ui.presenters.visit import VisitPresenter
from consultant_app.ui.screens.routine import RoutinePage
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
