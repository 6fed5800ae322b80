import pytest

from consultant_app.ui.backup_room import BackupRoom
from tests.ui.safety_fakes import FakeBackups


@pytest.fixture
def backups():
    return FakeBackups()


@pytest.fixture
def room(ui, backups):
    room = BackupRoom(backups, ui.tasks)
    yield room
    room.stop()


def test_a_backup_that_is_due_is_made_beside_everything_else(qtbot, room, backups):
    room.start()
    qtbot.waitUntil(lambda: room.status is not None)
    assert room.status.last is None
    room.look()
    qtbot.wait(20)
    assert backups.made == 0
    backups.is_due = True
    room.look()
    qtbot.waitUntil(lambda: room.status.last is not None)
    assert backups.made == 1
    assert not room.running


def test_a_share_out_of_reach_is_told_by_the_status_and_stops_nothing(qtbot, room, backups):
    backups.broken = "The backup folder cannot be reached."
    room.back_up()
    assert room.running
    room.back_up()
    qtbot.waitUntil(lambda: room.status is not None)
    assert room.status.failure == backups.broken
    assert not room.running


def test_a_bug_is_raised_where_bugs_are_told(qtbot, room, backups):
    backups.run = lambda: 1 / 0
    with qtbot.captureExceptions() as raised:
        room.back_up()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert not room.running
    qtbot.waitUntil(lambda: room.status is not None)
