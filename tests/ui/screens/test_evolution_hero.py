import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.presenters.evolution import EvolutionPresenter, View
from consultant_app.ui.screens.evolution_hero import EvolutionHero
from consultant_app.ui.widgets.compare_view import Layout
from tests.ui.evolution_fakes import FakePair, tell


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def hero_of(qtbot, ui, workspace, settle):
    def made_of(**story):
        tell(workspace.store, **story)
        presenter = EvolutionPresenter(workspace, ui.tasks)
        made = EvolutionHero(ui, presenter)
        made.retranslate()
        qtbot.addWidget(made)
        made.resize(750, 672)
        made.show()
        presenter.open(workspace.store.get("c5"))
        settle()
        return made, presenter

    return made_of


def test_says_what_the_curve_means(hero_of):
    hero, presenter = hero_of()
    said = "41 ± 6 → 74 ± 6: improved. The difference is larger than chance shows between two photos."
    assert hero._caption.text() == said
    presenter.select("pores")
    assert hero._caption.text().endswith("Two photos of the same skin can differ by as much.")
    presenter.select("folds")
    assert hero._caption.text() == "Not comparable. It could not be said at the later visit."
    assert not hero._legend.isVisible()
    assert hero._advised.text().startswith("Advised in between: ")


def test_a_difference_that_many_criteria_explain_is_called_no_change(hero_of, monkeypatch):
    course = {"redness": (50, 50, 50, 50, 70), "shine": (80, 80, 80, 80, 80)}
    monkeypatch.setattr("tests.ui.evolution_fakes.COURSE", course)
    hero, presenter = hero_of()
    presenter.select("redness")
    assert "among so many criteria" in hero._caption.text()
    assert "no measurable change" in hero._caption.text()


def test_without_routines_there_is_nothing_advised(hero_of):
    hero, _ = hero_of(routines=False)
    assert not hero._advised.isVisible()


def test_the_photos_beside_one_another_and_under_a_handle(hero_of, settle):
    hero, presenter = hero_of()
    hero.views.chosen.emit(View.BESIDE)
    assert hero.message.text() == "Laying the photos over one another…"
    settle()
    assert hero.view.isVisible()
    assert hero.view._layout is Layout.BESIDE
    assert hero.view._words.before == "5 January 2026"
    assert "brought into the light" in hero.view._words.label
    hero.view.nearer(2.0)
    hero.views.chosen.emit(View.HANDLE)
    assert hero.view._layout is Layout.HANDLE
    assert hero.view.zoom == 2.0
    assert hero.zoom_button.text() == "Whole face"
    hero.zoom_button.click()
    assert hero.view.zoom == 1.0
    hero.zoom_button.click()
    assert hero.view.zoom > 1.0
    assert presenter.view is View.HANDLE


def test_light_that_could_not_be_matched_is_said(hero_of, settle, monkeypatch):
    monkeypatch.setattr(FakePair, "matched", False)
    hero, _ = hero_of()
    hero.views.chosen.emit(View.BESIDE)
    settle()
    assert "compare with care" in hero.view._words.label


def test_the_map_says_whether_it_shows_more_than_chance(hero_of, settle):
    hero, presenter = hero_of()
    hero.views.chosen.emit(View.MAP)
    settle()
    assert hero.ramp.isVisible()
    assert hero.view._words.label == "Redness: improved. The scale is the same on every image."
    presenter.select("pores")
    settle()
    assert hero.view._words.label.endswith("What is tinted may be chance.")
    presenter.select("radiance")
    settle()
    assert hero.message.isVisible()
    assert hero.message.text().startswith("There is no map of this criterion.")
    assert not hero.ramp.isVisible()


def test_photos_that_were_not_kept_leave_the_curve(hero_of, settle):
    hero, _ = hero_of(photos=False)
    hero.views.chosen.emit(View.BESIDE)
    settle()
    assert hero.message.text().startswith("The photos of these two visits were not both kept.")
    hero.views.chosen.emit(View.CURVE)
    assert hero.chart.isVisible()


def test_why_photos_cannot_be_shown_is_said(hero_of, settle, workspace):
    hero, _ = hero_of()
    workspace.evolution.problem = ConsultantError("The photo was altered. Restore it from a backup.")
    hero.views.chosen.emit(View.HANDLE)
    settle()
    assert hero.message.text() == "The photo was altered. Restore it from a backup."


def test_on_a_small_screen_the_foot_keeps_to_the_views(hero_of, settle):
    hero, _ = hero_of()
    hero.views.chosen.emit(View.BESIDE)
    settle()
    assert hero.zoom_button.isVisible()
    hero.resize(440, 400)
    assert not hero.zoom_button.isVisible()
