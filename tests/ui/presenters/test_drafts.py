from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consultant_app.domain.drafts import FormDraft, VisitDraft
from consultant_app.domain.routine import Routine
from consultant_app.ui.presenters.drafts import DraftsPresenter
from tests.ui.made_results import made_photo

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
FORM = FormDraft("f", None, AT, "Zo", {"first_name": "Zo"})


@pytest.fixture
def drafts(workspace, tasks):
    return DraftsPresenter(workspace.store.drafts, tasks)


@pytest.fixture
def store(workspace):
    return workspace.store.drafts


def _idle(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.busy)


def test_every_state_is_written_one_after_the_other_and_the_last_one_counts(qtbot, drafts, store, tasks):
    store.gate.clear()
    for name in ("Zo", "Zoé", "Zoé L"):
        drafts.keep(replace(FORM, display_name=name))
    store.gate.set()
    _idle(qtbot, tasks)
    # The state between was overtaken while the first was being written.
    assert len(store.writes) == 2
    assert store.kept["f"].display_name == "Zoé L"


def test_a_photo_that_waits_is_not_overtaken_by_words(qtbot, drafts, store, tasks):
    photo = made_photo("photo.jpg")
    visit = VisitDraft("v", "c2", AT, photo.analysis, photo, Routine(), "")
    store.gate.clear()
    drafts.keep(visit, whole=False)
    drafts.keep(visit)
    drafts.keep(replace(visit, note="more"), whole=False)
    store.gate.set()
    _idle(qtbot, tasks)
    assert store.writes == [("edits", "v"), ("visit", "v")]
    assert store.kept["v"].note == "more"


def test_what_ended_is_not_written_again(qtbot, drafts, store, tasks):
    store.gate.clear()
    drafts.keep(FORM)
    drafts.keep(replace(FORM, display_name="late"))
    drafts.end("f")
    drafts.keep(replace(FORM, display_name="too late"))
    store.gate.set()
    _idle(qtbot, tasks)
    assert store.kept == {}
    assert drafts.pending == []


def test_what_was_given_up_can_be_brought_back(qtbot, drafts, store, tasks):
    drafts.keep(FORM)
    drafts.refresh()
    _idle(qtbot, tasks)
    given = []
    drafts.discard(drafts.pending[0], given.append)
    _idle(qtbot, tasks)
    assert (store.kept, drafts.pending) == ({}, [])
    drafts.bring_back(given[0])
    _idle(qtbot, tasks)
    assert [each.display_name for each in drafts.pending] == ["Zo"]
    assert drafts.of("c2") == []


def test_a_full_disk_is_said_once_and_the_writing_goes_on(qtbot, drafts, store, tasks):
    told = []
    drafts.failed.connect(told.append)
    store.full = True
    for name in ("a", "b", "c"):
        drafts.keep(replace(FORM, display_name=name))
        _idle(qtbot, tasks)
    assert len(told) == 1
    store.full = False
    drafts.keep(FORM)
    _idle(qtbot, tasks)
    assert store.kept["f"] == FORM


def test_what_waits_is_written_when_the_window_goes(qtbot, drafts, store, tasks):
    store.gate.clear()
    for name in ("Z", "Zo"):
        drafts.keep(replace(FORM, display_name=name))
    drafts.flush()
    tasks.mute()
    store.gate.set()
    _idle(qtbot, tasks)
    assert store.kept["f"].display_name == "Zo"
