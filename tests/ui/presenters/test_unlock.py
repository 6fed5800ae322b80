import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.ui.presenters.unlock import UnlockPresenter


class Clock:
    at = 100.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def unlock(qtbot, workspace, tasks, clock):
    made = UnlockPresenter(workspace.store.people, tasks, clock=clock)
    made.load()
    qtbot.waitUntil(lambda: made.loaded)
    return made


def test_the_right_pin_opens(qtbot, unlock):
    assert unlock.chosen.id == "u1"
    unlock.choose(unlock.people[1])
    with qtbot.waitSignal(unlock.opened) as heard:
        unlock.unlock("2580")
    assert heard.args[0].name == "Noor Bellamy"


def test_a_wrong_one_is_said_and_may_hold_up(qtbot, unlock, clock, tasks):
    with qtbot.waitSignal(unlock.refused):
        unlock.unlock("1111")
    assert (unlock.problem.key, unlock.waiting_s) == ("wrong", 0)
    with qtbot.waitSignal(unlock.refused):
        unlock.unlock("0000")
    assert unlock.waiting_s == 30
    unlock.unlock("2580")
    assert not tasks.busy
    clock.at += 29.5
    assert unlock.waiting_s == 1
    # Another person is not held up by it.
    unlock.choose(unlock.people[1])
    assert unlock.waiting_s == 0
    clock.at += 1
    unlock.choose(unlock.people[0])
    unlock._tick()
    assert unlock.problem is None
    with qtbot.waitSignal(unlock.opened):
        unlock.unlock("2580")


def test_who_had_to_wait_before_a_restart_still_has_to(qtbot, workspace, tasks, clock):
    workspace.store.people.waits = {"u1": 12.0}
    made = UnlockPresenter(workspace.store.people, tasks, clock=clock)
    made.load()
    qtbot.waitUntil(lambda: made.loaded)
    assert made.waiting_s == 12


def test_a_new_counter_asks_its_manager_first(qtbot, workspace, tasks):
    workspace.store.people.users = []
    made = UnlockPresenter(workspace.store.people, tasks)
    assert not made.needs_manager
    made.load()
    qtbot.waitUntil(lambda: made.loaded)
    assert made.needs_manager
    made.unlock("2580")
    assert not tasks.busy
    with qtbot.waitSignal(made.refused):
        made.appoint("Hélène", "1234")
    assert made.problem.key == "simple"
    with qtbot.waitSignal(made.opened) as heard:
        made.appoint("Hélène", "7391")
    assert heard.args[0].name == "Hélène"


def test_a_forgotten_pin_is_renewed(qtbot, unlock):
    with qtbot.waitSignal(unlock.refused):
        unlock.renew("wrong phrase", "7391")
    assert unlock.problem.key == "phrase"
    with qtbot.waitSignal(unlock.opened):
        unlock.renew("amber lily quartz", "7391")


def test_a_store_that_fails_is_said_as_such(qtbot, unlock, workspace, monkeypatch):
    def broken(*_):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(workspace.store.people, "unlock", broken)
    with qtbot.waitSignal(unlock.failed):
        unlock.unlock("2580")
    assert not unlock.busy
    assert unlock.problem is None
