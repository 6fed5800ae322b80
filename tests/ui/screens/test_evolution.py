import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.evolution import EvolutionPresenter
from consultant_app.ui.screens.evolution import EvolutionScreen
from tests.ui.evolution_fakes import tell

CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def screen_of(qtbot, ui, workspace, settle):
    def made_of(client_id="c5", **story):
        tell(workspace.store, client_id, **story)
        presenter = EvolutionPresenter(workspace, ui.tasks)
        made = EvolutionScreen(ui, presenter)
        qtbot.addWidget(made)
        made.resize(1366, 672)
        made.show()
        presenter.open(workspace.store.get(client_id))
        settle()
        return made

    return made_of


def test_counts_the_verdicts_and_lists_them(screen_of):
    screen = screen_of()
    said = screen.summary.text().replace("\u00a0", " ")
    assert said == "1 improved · 1 declined · 11 without measurable change · 1 not comparable"
    assert list(screen.items)[:2] == ["redness", "shine"]
    assert screen.items["redness"].chosen
    assert not screen.note.isVisible()
    assert screen._crumb.text() == "Inès Benali"


def test_a_touched_criterion_is_shown_large(qtbot, screen_of):
    screen = screen_of()
    qtbot.mouseClick(screen.items["shine"], CLICK)
    assert screen.items["shine"].chosen
    assert not screen.items["redness"].chosen
    assert screen.hero._name.text() == "Shine"


def test_the_arrows_change_the_visits(qtbot, screen_of):
    screen = screen_of()
    assert screen.first._day.text() == "5 Jan 2026"
    assert not screen.first.back.isEnabled()
    qtbot.mouseClick(screen.first.on, CLICK)
    assert screen.first._day.text() == "20 Mar 2026"
    qtbot.mouseClick(screen.second.back, CLICK)
    assert screen.second._day.text() == "2 Sep 2026"


def test_old_scores_are_made_new_and_can_be_stopped(qtbot, screen_of, workspace, settle):
    screen = screen_of(former=2)
    assert screen.note.isVisible()
    assert "another version of the model: 2." in screen._note_words.text()
    assert screen.summary.text().replace("\u00a0", " ") == "14 not comparable"
    workspace.evolution.gate.clear()
    qtbot.mouseClick(screen.rescore_button, CLICK)
    assert screen._note_words.text() == "Scoring photo 1 of 2…"
    assert screen.rescore_button.text() == "Stop"
    qtbot.mouseClick(screen.rescore_button, CLICK)
    assert not screen.rescore_button.isEnabled()
    workspace.evolution.gate.set()
    settle()
    assert screen.rescore_button.text() == "Score again"
    qtbot.mouseClick(screen.rescore_button, CLICK)
    settle()
    assert not screen.note.isVisible()
    assert screen.summary.text().startswith("1\u00a0improved")


def test_the_words_follow_the_language(screen_of, ui):
    screen = screen_of()
    ui.language.choose("fr")
    assert screen._title.text() == "Évolution"
    assert screen.items["redness"].accessibleName().startswith("Rougeurs, en progrès")
    assert "1\u00a0sans\u00a0comparaison\u00a0possible" in screen.summary.text()
