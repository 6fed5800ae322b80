"""That refused photos are counted is driven on the real window in ``tests/ui/test_manager_room.py``."""

import pytest
from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError, PhotoError, StorageError
from consultant_app.ui.presenters.refusals import RefusalCount
from consultant_app.ui.presenters.visit import Phase
from tests.ui.fakes import FakeWorkspace


class Visit(QObject):
    phase_changed = pyqtSignal()
    failed = pyqtSignal(object)
    phase = Phase.IDLE
    refusal = None


@pytest.fixture
def counted(tasks, preferences):
    workspace, visit = FakeWorkspace(), Visit()
    preferences.store = "Rive Gauche"
    return workspace, visit, RefusalCount(visit, workspace, tasks, preferences)


def test_a_photo_that_is_none_is_counted_where_it_was_taken(counted, tasks, qtbot):
    workspace, visit, _ = counted
    visit.failed.emit(PhotoError("no_face"))
    visit.failed.emit(ConsultantError("The disk is full."))
    visit.phase_changed.emit()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert workspace.management.statistics.refusals == [(("no_face",), "Rive Gauche")]


@pytest.mark.expects_log
def test_a_count_that_is_lost_stops_nobody(counted, tasks, qtbot):
    workspace, visit, _ = counted

    def fail(*_: object) -> None:
        raise StorageError("The disk is full.")

    workspace.management.statistics.refused = fail
    with qtbot.assertNotEmitted(tasks.failed):
        visit.failed.emit(PhotoError("no_face"))
        qtbot.waitUntil(lambda: not tasks.busy)
