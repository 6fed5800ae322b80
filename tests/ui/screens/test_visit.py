from pathlib import Path

import pytest

from consultant_app.ui.presenters.difference import DifferencePresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.visit import VisitScreen


@pytest.fixture
def shown(qtbot, ui, workspace):
    visit = VisitPresenter(workspace, ui.tasks)
    screen = VisitScreen(ui, visit, DifferencePresenter(workspace, ui.tasks))
    for part in (screen, screen.bar):
        qtbot.addWidget(part)
        part.resize(1366, 600 if part is screen else 64)
        part.show()
    return screen, visit


def test_each_phase_has_its_page(qtbot, shown, workspace):
    screen, visit = shown
    assert screen.phase_page is screen._waiting
    visit.analyse(workspace.store.get("c2"), Path("dark.jpg"), "en")
    assert screen.phase_page is screen._waiting
    qtbot.waitUntil(lambda: visit.phase is Phase.REFUSED)
    assert screen.phase_page is screen.refusal
    assert not screen.save_button.isVisible()
    visit.analyse_anyway("en")
    qtbot.waitUntil(lambda: visit.phase is Phase.READY)
    assert screen.phase_page is screen.result
    assert screen.save_button.isVisible()
    assert screen.export_button.isVisible()


def test_a_past_visit_is_opened_in_words_and_cannot_be_saved_again(qtbot, shown, workspace):
    screen, visit = shown
    visit.open(workspace.store.get("c2"), workspace.store.kept[0].summary)
    assert screen._skeleton.accessibleName() == "Opening the visit…"
    qtbot.waitUntil(lambda: visit.phase is Phase.READY)
    assert not screen.save_button.isVisible()
    assert screen._kept.text() == "Saved"
    assert screen._day.toolTip() == "11 November 2026"


def test_a_new_visit_begins_with_its_result(qtbot, shown, ui, workspace):
    screen, visit = shown
    for _ in range(2):
        visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
        qtbot.waitUntil(lambda: visit.phase is Phase.READY and not ui.tasks.busy)
        assert screen.tabs.current() == "result"
        screen.show_tab("routine")
        assert screen.phase_page is screen.routine


def test_a_small_screen_lets_go_of_words_not_of_buttons(qtbot, shown, workspace):
    screen, visit = shown
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: visit.phase is Phase.READY)
    assert screen.export_button.text() == "PDF report"
    screen.resize(900, 420)
    assert screen.export_button.text() == ""
    assert screen.export_button.accessibleName() == "PDF report"
