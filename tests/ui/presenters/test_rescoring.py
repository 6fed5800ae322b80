import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.ui.presenters.rescoring import Rescoring
from tests.ui.evolution_fakes import tell

IDS = ("c5-2", "c5-1", "c5-0")


@pytest.fixture
def rescoring(workspace, tasks):
    tell(workspace.store, former=3)
    return Rescoring(workspace, tasks)


def test_says_how_far_it_is_and_ends(qtbot, rescoring, workspace):
    seen = []
    rescoring.changed.connect(lambda: seen.append(rescoring.progress))
    with qtbot.waitSignal(rescoring.ended):
        rescoring.start(IDS)
        rescoring.start(IDS)  # one at a time
    assert seen == [(0, 3), (0, 3), (1, 3), (2, 3), None]
    assert set(workspace.evolution.again) == set(IDS)
    assert rescoring.unread == frozenset()


def test_stops_after_the_visit_it_is_at(qtbot, rescoring, workspace):
    workspace.evolution.gate.clear()
    with qtbot.waitSignal(rescoring.ended):
        rescoring.start(IDS)
        assert not rescoring.stopping
        rescoring.stop()
        assert rescoring.stopping
        workspace.evolution.gate.set()
    assert rescoring.progress is None
    assert not rescoring.stopping
    assert workspace.evolution.again == {}
    with qtbot.waitSignal(rescoring.ended):
        rescoring.start(IDS)
    assert len(workspace.evolution.again) == 3


def test_photos_that_cannot_be_read_are_not_offered_again(qtbot, rescoring, workspace):
    workspace.evolution.faceless = {"c5-1"}
    with qtbot.waitSignal(rescoring.ended):
        rescoring.start(IDS)
    assert rescoring.unread == {"c5-1"}
    rescoring.forget()
    assert rescoring.unread == frozenset()


def test_a_full_disk_is_told(qtbot, rescoring, workspace):
    workspace.evolution.problem = StorageError("The disk is full.")
    with qtbot.waitSignals([rescoring.ended, rescoring.failed]):
        rescoring.start(IDS)
    assert rescoring.progress is None


def test_nothing_to_do_is_nothing_done(rescoring, tasks):
    rescoring.start(())
    assert not tasks.busy
