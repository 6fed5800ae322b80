from pathlib import Path

import pytest

from consultant_app.domain.analysis import FaceView
from consultant_app.ui.presenters.taken import PhotoFile
from consultant_app.ui.presenters.visit import Phase, VisitPresenter


@pytest.fixture
def visit(qtbot, tasks, workspace):
    made = VisitPresenter(workspace, tasks)
    made.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    for view in (FaceView.LEFT, FaceView.RIGHT):
        made.sides.add(view, PhotoFile(Path(f"{view}.jpg")), "en")
        qtbot.waitUntil(lambda: not tasks.busy)
    return made


def test_a_side_is_left_out_and_brought_back(qtbot, visit, tasks):
    visit.show_view(FaceView.LEFT)
    assert visit.sides.can_withdraw(FaceView.LEFT)
    told = []
    visit.sides.withdrawn.connect(lambda view, again: told.append((view, again)))
    visit.sides.withdraw(FaceView.LEFT)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.photo.views == (FaceView.FRONT, FaceView.RIGHT)
    assert visit.view is FaceView.FRONT
    assert not visit.sides.can_withdraw(FaceView.LEFT)
    [(view, again)] = told
    assert view is FaceView.LEFT
    again()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert set(visit.photo.views) == set(FaceView)


def test_without_its_last_side_the_photo_is_the_front_one_again(qtbot, visit, tasks):
    for view in (FaceView.LEFT, FaceView.RIGHT):
        visit.sides.withdraw(view)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.photo.views == (FaceView.FRONT,)
    assert visit.sides.can_add


def test_notes_and_purchases_survive_another_photo(qtbot, visit, tasks):
    first = visit.routine.recommendations[0]
    items = tuple(
        type(item)(**{**{f: getattr(item, f) for f in item.__slots__}, "bought": True, "note": "twice a day"})
        for item in visit.routine.recommendations
    )
    visit.put_routine(type(visit.routine)(items, visit.routine.exclusions))
    visit.sides.withdraw(FaceView.LEFT)
    qtbot.waitUntil(lambda: not tasks.busy)
    kept = visit.routine.item(first.product.id)
    assert (kept.bought, kept.note) == (True, "twice a day")


def test_saving_while_a_side_is_read_says_what_to_wait_for(qtbot, visit, tasks, workspace):
    workspace.analysis.gate.clear()
    visit.sides.add(FaceView.LEFT, PhotoFile(Path("again.jpg")), "en")
    assert visit.phase is Phase.WORKING
    with qtbot.waitSignal(visit.must_wait) as told:
        visit.save()
    assert told.args == [True]
    workspace.analysis.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    visit.save()
    with qtbot.waitSignal(visit.must_wait) as told:
        visit.save()
    assert told.args == [False]
    qtbot.waitUntil(lambda: not tasks.busy)
    assert visit.summary is not None
