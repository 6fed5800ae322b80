from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import PhotoError, PhotoRefusedError, StorageError
from consultant_app.ui.presenters.taken import PhotoFile
from consultant_app.ui.presenters.visit import Phase, VisitPresenter

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.fixture
def visit(tasks, workspace):
    return VisitPresenter(workspace, tasks)


def settled(qtbot, visit, tasks, phase):
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.phase is phase


def analysed(qtbot, visit, tasks, workspace, client="c2"):
    visit.analyse(workspace.store.get(client), Path("photo.jpg"), "en")
    assert visit.phase is Phase.WORKING
    settled(qtbot, visit, tasks, Phase.READY)


def test_a_photo_becomes_a_result_with_its_routine(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    assert visit.analysis.overall.score == 73
    assert visit.routine.recommendations
    assert visit.unsaved
    assert visit.can_save
    assert visit.can_export
    assert workspace.analysis.calls == [(Path("photo.jpg"), False, "en")]


def test_the_clients_age_reaches_the_rules(qtbot, tasks, workspace):
    ages = []

    class Rules:
        def recommend(self, analysis, profile, *, age=None):
            ages.append(age)
            return workspace.recommendations.recommend(analysis, profile, age=age)

    rules = Rules()
    visit = VisitPresenter(replace(workspace, recommendations=rules), tasks, now=lambda: NOW)
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    settled(qtbot, visit, tasks, Phase.READY)
    assert ages == [42]


def test_a_map_that_comes_after_leaving_is_dropped(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    visit.select("redness")
    visit.leave()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.heat is None
    assert visit.phase is Phase.IDLE


def test_a_refused_photo_can_be_analysed_all_the_same(qtbot, visit, tasks, workspace):
    visit.analyse(workspace.store.get("c2"), Path("dark.jpg"), "fr")
    settled(qtbot, visit, tasks, Phase.REFUSED)
    assert [finding.key for finding in visit.refusal.quality.findings] == ["under_exposed", "uneven_light"]
    assert not visit.unsaved
    visit.analyse_anyway("fr")
    settled(qtbot, visit, tasks, Phase.READY)
    assert workspace.analysis.calls[-1] == (Path("dark.jpg"), True, "fr")


def test_a_broken_photo_is_said_and_nothing_stays(qtbot, visit, workspace):
    with qtbot.waitSignal(visit.failed) as told:
        visit.analyse(workspace.store.get("c2"), Path("broken.jpg"), "en")
    assert isinstance(told.args[0], PhotoError)
    assert visit.phase is Phase.IDLE


def test_leaving_while_looking_drops_the_answer(qtbot, visit, tasks, workspace):
    workspace.analysis.gate.clear()
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    visit.leave()
    workspace.analysis.gate.set()
    settled(qtbot, visit, tasks, Phase.IDLE)


def test_saves_once_with_the_note(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    visit.note = "prefers light textures"
    done = []
    visit.save(lambda: done.append(True))
    visit.save()
    qtbot.waitUntil(lambda: bool(done))
    assert not visit.unsaved
    visit.save()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [kept.note for kept in workspace.store.kept] == ["", "", "prefers light textures"]


def test_a_save_that_fails_can_be_tried_again(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    workspace.store.full = True
    with qtbot.waitSignal(visit.failed) as told:
        visit.save()
    assert isinstance(told.args[0], StorageError)
    assert visit.can_save
    workspace.store.full = False
    with qtbot.waitSignal(visit.saved):
        visit.save()


def test_without_consent_to_keep_nothing_is_kept_nor_asked(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace, client="c3")
    assert not visit.unsaved
    visit.save()
    assert not tasks.busy
    assert visit.can_export


def test_a_past_visit_opens_again(qtbot, visit, tasks, workspace):
    visit.open(workspace.store.get("c2"), workspace.store.kept[0].summary)
    settled(qtbot, visit, tasks, Phase.READY)
    assert visit.summary.id == "v1"
    assert not visit.can_save
    assert visit.has_map("redness")


def test_a_past_visit_without_its_photo_still_shows_its_scores(qtbot, visit, tasks, workspace):
    workspace.store.kept[0] = replace(workspace.store.kept[0], photo=None)
    visit.open(workspace.store.get("c2"), workspace.store.kept[0].summary)
    settled(qtbot, visit, tasks, Phase.READY)
    assert visit.analysis.overall.score == 73
    assert not visit.can_export
    assert not visit.has_map("redness")
    assert visit.explanations == {}


def test_without_a_result_there_is_nothing_to_do(visit, tasks):
    visit.save()
    visit.analyse_anyway("en")
    assert not tasks.busy
    assert not visit.has_map("redness")


def test_a_rule_that_was_dropped_leaves_its_reason_empty(visit):
    assert visit.why("no-such-rule", "en") == ""


def test_a_side_view_joins_the_result(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    assert visit.sides.can_add
    front = visit.photo
    visit.sides.add(FaceView.LEFT, PhotoFile(Path("side.jpg")), "fr")
    assert visit.phase is Phase.WORKING
    assert visit.unsaved
    settled(qtbot, visit, tasks, Phase.READY)
    assert workspace.analysis.calls[-1] == (Path("side.jpg"), False, "fr")
    assert list(visit.displays) == [FaceView.FRONT, FaceView.LEFT]
    assert visit.analysis.criterion("redness").from_sides == ((Zone.CHEEK_LEFT, FaceView.LEFT),)
    assert visit.explanations["redness"].from_sides
    assert front.sides == ()
    visit.sides.add(FaceView.RIGHT, PhotoFile(Path("other.jpg")), "fr")
    settled(qtbot, visit, tasks, Phase.READY)
    visit.sides.add(FaceView.LEFT, PhotoFile(Path("again.jpg")), "fr")
    settled(qtbot, visit, tasks, Phase.READY)
    assert [(side.view, side.photo) for side in visit.analysis.sides] == [
        (FaceView.RIGHT, "other.jpg"),
        (FaceView.LEFT, "again.jpg"),
    ]
    visit.save()
    qtbot.waitUntil(lambda: visit.summary is not None)
    assert not visit.sides.can_add
    assert workspace.store.kept[-1].photo.views == (FaceView.FRONT, FaceView.RIGHT, FaceView.LEFT)


def test_each_view_has_its_own_photo_and_heat(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    visit.sides.add(FaceView.LEFT, PhotoFile(Path("side.jpg")), "en")
    settled(qtbot, visit, tasks, Phase.READY)
    with qtbot.waitSignal(visit.heat_ready):
        visit.select("redness")
    front = visit.heat
    with qtbot.waitSignal(visit.heat_ready):
        visit.show_view(FaceView.LEFT)
    assert visit.display is visit.displays[FaceView.LEFT]
    assert not np.array_equal(visit.heat, front)
    assert not visit.has_map("pores")
    # A criterion that this photo does not show is shown on one that does.
    visit.select("pores")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.view is FaceView.FRONT
    visit.show_view(FaceView.RIGHT)
    assert visit.view is FaceView.FRONT


def test_a_refused_side_leaves_the_result_as_it_was(qtbot, visit, tasks, workspace):
    analysed(qtbot, visit, tasks, workspace)
    before = visit.photo
    with qtbot.waitSignal(visit.sides.refused) as told:
        visit.sides.add(FaceView.LEFT, PhotoFile(Path("dark.jpg")), "en")
    assert told.args[0] is FaceView.LEFT
    assert isinstance(told.args[2], PhotoRefusedError)
    assert visit.phase is Phase.READY
    assert visit.photo is before
    with qtbot.waitSignal(visit.failed):
        visit.sides.add(FaceView.LEFT, PhotoFile(Path("broken.jpg")), "en")
    assert visit.photo is before
    assert visit.unsaved


def test_a_past_visit_takes_no_side_view(qtbot, visit, tasks, workspace):
    kept = workspace.store.kept[0]
    visit.open(workspace.store.get(kept.summary.client_id), kept.summary)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not visit.sides.can_add
    visit.sides.add(FaceView.LEFT, PhotoFile(Path("side.jpg")), "en")
    assert visit.phase is Phase.READY
    assert not workspace.analysis.calls
