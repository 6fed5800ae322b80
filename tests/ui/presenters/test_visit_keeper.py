from dataclasses import replace
from pathlib import Path

import pytest

from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.presenters.visit_keeper import VisitKeeper


@pytest.fixture
def store(workspace):
    return workspace.store.drafts


@pytest.fixture
def visit(workspace, tasks):
    made = VisitPresenter(workspace, tasks)
    made.keeper = VisitKeeper(made, DraftsPresenter(workspace.store.drafts, tasks, made), made)
    return made


@pytest.fixture
def look(qtbot, visit, tasks, workspace):
    def at(client="c2"):
        visit.analyse(workspace.store.get(client), Path("photo.jpg"), "en")
        qtbot.waitUntil(lambda: not tasks.busy)
        assert visit.phase is Phase.READY

    return at


def test_a_result_is_a_draft_at_once_and_every_change_after_it(qtbot, look, visit, store, tasks):
    look()
    assert [how for how, _ in store.writes] == ["visit"]
    visit.put_note("likes it light")
    visit.put_routine(replace(visit.routine, recommendations=()))
    qtbot.waitUntil(lambda: not tasks.busy)
    [kept] = store.kept.values()
    assert (kept.note, kept.routine.recommendations, kept.client_id) == ("likes it light", (), "c2")
    assert all(how == "edits" for how, _ in store.writes[1:])


def test_what_the_client_does_not_let_be_kept_is_no_draft(look, visit, store):
    look("c3")
    visit.put_note("nothing")
    assert store.writes == []


def test_saving_ends_the_draft_for_good(qtbot, look, visit, store, tasks):
    look()
    visit.save()
    visit.put_note("while it is being saved")
    qtbot.waitUntil(lambda: not tasks.busy)
    visit.put_note("after it")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert store.kept == {}


def test_a_save_that_fails_leaves_the_draft_with_the_last_word(qtbot, look, visit, store, tasks, workspace):
    look()
    workspace.store.full = True
    visit.save()
    visit.note = "written meanwhile"
    qtbot.waitUntil(lambda: not tasks.busy)
    [kept] = store.kept.values()
    assert kept.note == "written meanwhile"


def test_a_draft_is_gone_on_with_where_it_was_left(qtbot, look, visit, store, tasks, workspace):
    look()
    visit.put_note("half a")
    qtbot.waitUntil(lambda: not tasks.busy)
    [draft] = store.kept.values()
    visit.leave()
    writes = len(store.writes)
    visit.resume(workspace.store.get("c2"), draft.id)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (visit.note, visit.at, visit.unsaved) == ("half a", draft.started_at, True)
    assert len(store.writes) == writes
    visit.put_note("half a sentence")
    visit.save()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert workspace.store.kept[-1].note == "half a sentence"
    assert workspace.store.kept[-1].summary.at == draft.started_at
    assert store.kept == {}


def test_a_draft_kept_without_its_photo_can_still_be_saved(qtbot, look, visit, store, tasks, workspace):
    look()
    [draft] = store.kept.values()
    store.kept[draft.id] = replace(draft, photo=None)
    visit.resume(workspace.store.get("c2"), draft.id)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.photo is None
    visit.save()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert workspace.store.kept[-1].analysis == draft.analysis
    assert visit.summary is not None
