import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.domain.people import Role
from consultant_app.ui.presenters.staff import StaffPresenter


@pytest.fixture
def settle(qtbot, tasks):
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def presenter(tasks, workspace, settle):
    made = StaffPresenter(workspace.store, tasks)
    made.load()
    settle()
    return made


def test_everybody_is_known_and_who_is_held_up(presenter, workspace, settle):
    assert [user.name for user in presenter.people] == ["Hélène Marchand", "Noor Bellamy"]
    workspace.store.people.waits["u2"] = 30.0
    presenter.load()
    settle()
    assert presenter.waits["u2"] == 30.0
    presenter.let_try(presenter.people[1])
    settle()
    assert not presenter.waits["u2"]


def test_what_cannot_be_taken_stands_until_the_next_try(qtbot, presenter, settle):
    presenter.add("Third", Role.CONSULTANT, "1234")
    settle()
    assert presenter.problem.key == "simple"
    assert len(presenter.people) == 2
    with qtbot.waitSignal(presenter.done):
        presenter.add("Third", Role.MODEL_TEAM, "7391")
    settle()
    assert presenter.problem is None
    assert presenter.people[2].role is Role.MODEL_TEAM


def test_pin_role_and_leaving(presenter, workspace, settle):
    noor = presenter.people[1]
    presenter.set_pin(noor, "8462")
    presenter.set_role(noor, Role.MANAGER)
    settle()
    assert workspace.store.people.pins == {"u2": "8462"}
    assert presenter.people[1].role is Role.MANAGER
    presenter.remove(noor)
    settle()
    assert len(presenter.people) == 1


def test_who_looks_is_herself(presenter, workspace):
    assert not presenter.is_herself(presenter.people[0])
    workspace.store.access.user = presenter.people[0]
    assert presenter.is_herself(presenter.people[0])


def test_a_full_disk_is_no_fault_of_what_was_typed(qtbot, presenter, workspace, monkeypatch):
    def full(*_):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(workspace.store.people, "add", full)
    with qtbot.waitSignal(presenter.failed):
        presenter.add("Third", Role.CONSULTANT, "7391")
    assert presenter.problem is None
    assert not presenter.busy
