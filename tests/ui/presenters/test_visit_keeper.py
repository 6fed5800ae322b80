from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from consultant_app.capture.frame import Burst, CameraInfo, Frame
from consultant_app.domain.drafts import TakenDraft
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.taken import CapturedPhoto
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
    visit.resume(workspace.store.get("c2"), draft.id, "en")
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
    visit.resume(workspace.store.get("c2"), draft.id, "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.photo is None
    visit.save()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert workspace.store.kept[-1].analysis == draft.analysis
    assert visit.summary is not None


def _taken(brightness=120):
    frames = tuple(Frame(np.full((24, 32, 3), brightness, np.uint8), place, place / 9) for place in range(3))
    return CapturedPhoto(Burst(frames, CameraInfo("usb-1", "Counter")), "camera-1")


def test_what_the_camera_took_is_kept_before_it_is_read(qtbot, visit, store, tasks, workspace):
    workspace.analysis.gate.clear()
    visit.analyse(workspace.store.get("c2"), _taken(), "en")
    qtbot.waitUntil(lambda: bool(store.kept))
    [kept] = store.kept.values()
    assert isinstance(kept, TakenDraft)
    assert (len(kept.pictures), kept.camera_id, kept.client_id) == (3, "usb-1", "c2")
    workspace.analysis.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [how for how, _ in store.writes] == ["taken", "visit"]
    assert list(store.kept) == [kept.id]


def test_after_a_crash_on_the_way_the_photo_is_read_as_if_nothing_had_happened(
    qtbot, visit, store, tasks, workspace
):
    workspace.analysis.gate.clear()
    visit.analyse(workspace.store.get("c2"), _taken(), "en")
    qtbot.waitUntil(lambda: bool(store.kept))
    at = visit.at
    visit.leave()
    workspace.analysis.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    [kept] = store.kept.values()
    workspace.analysis.taken.clear()
    visit.resume(workspace.store.get("c2"), kept.id, "fr")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.phase is Phase.READY
    assert (visit.at, visit.draft_id, visit.from_camera) == (at, kept.id, True)
    assert len(workspace.analysis.taken) == 3
    assert workspace.analysis.by[-1] == "usb-1"
    assert workspace.analysis.calls[-1][2] == "fr"
    assert [how for how, _ in store.writes] == ["taken", "visit"]


def test_a_refused_photo_waits_for_the_answer_and_goes_with_it(qtbot, visit, store, tasks, workspace):
    visit.analyse(workspace.store.get("c2"), _taken(10), "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.phase is Phase.REFUSED
    [refused] = store.kept
    visit.analyse_anyway("en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.phase is Phase.READY
    assert refused not in store.kept
    visit.analyse(workspace.store.get("c2"), _taken(10), "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(store.kept) == 2
    visit.leave()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(store.kept) == 1


def test_a_photo_that_can_never_be_read_is_not_offered_again(qtbot, visit, store, tasks, workspace):
    taken = CapturedPhoto(_taken().burst, "broken")
    visit.analyse(workspace.store.get("c2"), taken, "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.phase is Phase.IDLE
    assert store.kept == {}


def test_a_file_that_was_chosen_lies_where_it_lay(qtbot, visit, store, tasks, workspace):
    workspace.analysis.gate.clear()
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    assert visit.as_taken() is None
    workspace.analysis.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [how for how, _ in store.writes] == ["visit"]
