from dataclasses import replace

import pytest

from consultant_app.domain.change import Change, Obstacle
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.presenters.evolution import EvolutionPresenter, Pictures, View
from tests.ui.evolution_fakes import tell


@pytest.fixture
def settle(qtbot, tasks):
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def opened(workspace, tasks, settle):
    def open_it(client_id="c5", **story):
        if story or client_id == "c5":
            tell(workspace.store, client_id, **story)
        presenter = EvolutionPresenter(workspace, tasks)
        presenter.open(workspace.store.get(client_id))
        settle()
        return presenter

    return open_it


def ends(presenter):
    return presenter.before.summary.id, presenter.after.summary.id


def test_begins_with_the_first_and_the_last_visit_and_what_changed_on_top(opened):
    presenter = opened()
    assert ends(presenter) == ("c5-0", "c5-4")
    rows = presenter.rows("en")
    assert [(row.key, row.word) for row in rows[:3]] == [
        ("redness", "improved"),
        ("shine", "declined"),
        ("forehead_lines", "no measurable change"),
    ]
    assert rows[0].scores == "41 ± 6 → 74 ± 6"
    assert rows[-1].key == "folds"
    assert rows[-1].verdict.obstacle is Obstacle.UNSAID_AFTER
    assert (rows[-1].scores, rows[-1].reason) == ("", "It could not be said at the later visit.")
    assert presenter.key == "redness"
    assert presenter.view is View.CURVE


def test_the_words_of_another_language(opened):
    row = opened().rows("fr")[0]
    assert (row.name, row.word) == ("Rougeurs", "en progrès")


def test_the_visits_are_stepped_through_but_never_past_one_another(opened):
    presenter = opened()
    presenter.step(later=True, by=1)
    presenter.step(later=False, by=-1)
    assert ends(presenter) == ("c5-0", "c5-4")
    for _ in range(9):
        presenter.step(later=False, by=1)
    assert ends(presenter) == ("c5-3", "c5-4")
    assert not presenter.can_step(later=True, by=-1)
    assert presenter.can_step(later=False, by=-1)
    presenter.step(later=False, by=-3)
    presenter.step(later=True, by=-1)
    assert ends(presenter) == ("c5-0", "c5-3")


def test_a_touched_visit_replaces_the_nearer_end(opened):
    presenter = opened()
    presenter.touch("c5-1")
    assert ends(presenter) == ("c5-1", "c5-4")
    presenter.touch("c5-3")
    assert ends(presenter) == ("c5-1", "c5-3")
    presenter.touch("c5-0")
    presenter.touch("c5-4")
    assert ends(presenter) == ("c5-0", "c5-4")
    presenter.touch("c5-4")
    assert ends(presenter) == ("c5-0", "c5-4")


def test_what_was_advised_in_between_follows_the_visits(opened):
    presenter = opened()
    assert len(presenter.periods) == 4
    assert presenter.periods[2].advised == ()
    presenter.touch("c5-1")
    assert presenter.periods[0].start == presenter.before.summary.at


def test_photos_are_fetched_when_first_asked_for_and_kept_until_other_visits(opened, workspace, settle):
    presenter = opened()
    assert workspace.evolution.compared == []
    presenter.show_view(View.BESIDE)
    assert presenter.pictures is Pictures.PREPARING
    settle()
    presenter.show_view(View.HANDLE)
    presenter.show_view(View.MAP)
    settle()
    assert presenter.pictures is Pictures.READY
    assert workspace.evolution.compared == [("c5-0", "c5-4")]
    assert presenter.map is not None
    presenter.step(later=False, by=1)
    assert presenter.pair is None
    settle()
    assert workspace.evolution.compared[-1] == ("c5-1", "c5-4")


def test_the_map_is_that_of_the_chosen_criterion(opened, settle):
    presenter = opened()
    presenter.show_view(View.MAP)
    settle()
    first = presenter.map
    presenter.select("pores")
    settle()
    assert (presenter.map != first).any()
    presenter.select("radiance")
    settle()
    assert presenter.map is None


def test_photos_that_come_too_late_are_dropped(opened, workspace, settle):
    presenter = opened()
    workspace.evolution.gate.clear()
    presenter.show_view(View.BESIDE)
    presenter.leave()
    workspace.evolution.gate.set()
    settle()
    assert presenter.pair is None
    assert presenter.pictures is Pictures.UNASKED


def test_photos_that_were_not_kept_are_not_asked_for(opened, workspace, settle):
    presenter = opened("c6", photos=False)
    presenter.show_view(View.BESIDE)
    settle()
    assert presenter.pictures is Pictures.NOT_KEPT
    assert workspace.evolution.compared == []


def test_why_the_photos_cannot_be_shown_is_kept(opened, workspace, settle):
    presenter = opened()
    workspace.evolution.problem = ConsultantError("The photo was altered.")
    presenter.show_view(View.BESIDE)
    settle()
    assert presenter.pictures is Pictures.FAILED
    assert str(presenter.problem) == "The photo was altered."


def test_one_visit_alone_has_nothing_to_compare(workspace, opened):
    kept = workspace.store.kept[0]
    workspace.store.kept.append(replace(kept, summary=replace(kept.summary, id="x", client_id="c6")))
    presenter = opened("c6")
    assert presenter.rows("en") == []
    assert presenter.periods == ()
    assert not presenter.can_step(later=True, by=-1)
    presenter.step(later=True, by=-1)
    presenter.touch("x")
    assert presenter.before is None


def test_another_clients_story_is_never_shown(opened, workspace, settle):
    presenter = opened()
    presenter.open(workspace.store.get("c5"))
    presenter.open(workspace.store.get("c2"))
    settle()
    assert {visit.summary.client_id for visit in presenter.story.visits} == {"c2"}


def test_a_former_model_is_not_compared_until_its_photos_are_scored_again(opened, settle):
    presenter = opened(former=2)
    presenter.touch("c5-1")
    assert {row.verdict.change for row in presenter.rows("en")} == {Change.NOT_COMPARABLE}
    assert len(presenter.to_rescore) == 2
    presenter.rescore()
    settle()
    assert presenter.to_rescore == ()
    assert ends(presenter) == ("c5-1", "c5-4")
    assert presenter.rows("en")[0].verdict.change is Change.IMPROVED
