import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.client import ClientPresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.client import ClientScreen


@pytest.fixture
def screen(qtbot, ui, workspace):
    presenter = ClientPresenter(workspace.store, ui.tasks)
    made = ClientScreen(ui, presenter, DraftsPresenter(workspace.store.drafts, ui.tasks))
    qtbot.addWidget(made)
    made.resize(1366, 672)
    made.show()
    presenter.show(workspace.store.get("c2"))
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    return made


def test_says_who_she_is_and_what_must_be_respected(screen):
    assert screen._name.text() == "Amara Okafor"
    assert screen._facts.text() == "Born 9 March 1984"
    assert screen.respects.said == ("Skin that reacts easily", "Avoids LINALOOL", "Avoids LIMONENE", "Budget 180")
    assert "Budget 180" in screen.respects.accessibleName()
    assert screen._allowed.text() == "Allowed: analysis, keeping photos, keeping results"


def test_lists_the_visits_and_opens_one(qtbot, screen):
    assert len(screen.lines) == 2
    assert "73 ± 2" in screen.lines[0].accessibleName()
    with qtbot.waitSignal(screen.visit_chosen) as heard:
        qtbot.mouseClick(screen.lines[1], Qt.MouseButton.LeftButton)
    assert heard.args[0].id == "v2"


def test_without_consent_there_is_no_place_for_a_photo(qtbot, screen, workspace, ui):
    screen._presenter.show(workspace.store.get("c4"))
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert not screen.drop.isVisible()
    assert screen._withheld.isVisible()
    assert screen._no_visits.isVisible()
    assert screen._allowed.text() == "Nothing allowed yet"
    with qtbot.waitSignal(screen.privacy_asked):
        qtbot.mouseClick(screen.allow_button, Qt.MouseButton.LeftButton)


def test_the_words_follow_the_language(screen, ui):
    ui.language.choose("fr")
    assert screen._facts.text() == "Naissance : 9 mars 1984"


def test_what_changed_is_offered_from_the_second_visit_on(qtbot, screen, workspace, ui):
    with qtbot.waitSignal(screen.evolution_asked):
        qtbot.mouseClick(screen.evolution_button, Qt.MouseButton.LeftButton)
    screen._presenter.show(workspace.store.get("c1"))
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert not screen.evolution_button.isVisible()
