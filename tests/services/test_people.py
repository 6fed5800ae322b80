from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher

from consultant_app.domain.people import AccessError, Role
from consultant_app.services.access import AccessDeniedError
from consultant_app.services.people import PeopleService
from consultant_app.services.store import seed_demonstration

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(session, clock):
    """Makes the service as a start of the program does."""

    def make() -> PeopleService:
        records = session._store.people
        return PeopleService(
            records,
            session._store.recovers,
            lambda: datetime(2026, 5, 4, tzinfo=UTC),
            session.access,
            clock,
            CHEAP,
        )

    return make


@pytest.fixture
def people(made):
    service = made()
    service.appoint_manager(" Hélène ", "2580")
    return service


def _wrong(people, user, times):
    for _ in range(times):
        with pytest.raises(AccessError) as told:
            people.unlock(user.id, "0852")
    return told.value


def test_the_first_manager_is_appointed_once(people):
    [manager] = people.all()
    assert (manager.name, manager.role) == ("Hélène", Role.MANAGER)
    assert people.unlock(manager.id, "2580") == manager
    with pytest.raises(AccessError, match="already"):
        people.appoint_manager("Other", "2580")


def test_only_a_manager_adds_people_and_what_they_open_with_is_looked_at(people):
    consultant = people.add(" Noor ", Role.CONSULTANT, "correct horse")
    assert people.all()[1] == consultant
    for name, pin, said in (
        ("  ", "7391", "name"),
        ("Third", "1234", "first that"),
        ("Third", "12ab", "Choose a PIN"),
    ):
        with pytest.raises(AccessError, match=said):
            people.add(name, Role.CONSULTANT, pin)
    people.unlock(consultant.id, "correct horse")
    with pytest.raises(AccessDeniedError, match="Manager"):
        people.add("Third", Role.MANAGER, "7391")


def test_who_unlocks_is_in_and_locking_lets_her_out(people, session):
    [manager] = people.all()
    assert session.access.user == manager
    people.lock()
    assert session.access.user is None
    with pytest.raises(AccessError, match="locked"):
        session.clients.search()
    _wrong(people, manager, 1)
    assert session.access.user is None
    people.unlock(manager.id, "2580")
    assert session.access.user == manager


def test_a_manager_lets_a_held_up_consultant_try_again_or_sets_her_pin(people):
    noor = people.add("Noor", Role.CONSULTANT, "7391")
    _wrong(people, noor, 3)
    people.let_try(noor.id)
    assert people.wait_s(noor.id) == 0
    _wrong(people, noor, 3)
    with pytest.raises(AccessError, match="Choose a PIN"):
        people.set_pin(noor.id, "1")
    people.set_pin(noor.id, "8462")
    assert people.unlock(noor.id, "8462") == noor


def test_a_role_is_changed_and_who_left_is_nobody(people):
    [manager] = people.all()
    noor = people.add("Noor", Role.CONSULTANT, "7391")
    people.set_role(noor.id, Role.MODEL_TEAM)
    assert people.all()[1].role is Role.MODEL_TEAM
    people.remove(noor.id)
    assert people.all() == [manager]
    with pytest.raises(AccessError, match="no longer works"):
        people.unlock(noor.id, "7391")


def test_a_manager_cannot_leave_the_counter_without_one(people):
    [manager] = people.all()
    for act in (lambda: people.remove(manager.id), lambda: people.set_role(manager.id, Role.CONSULTANT)):
        with pytest.raises(AccessError, match="to yourself"):
            act()


def test_the_pin_is_kept_as_argon2id_only(people, session):
    [manager] = people.all()
    kept = session._store.people.pin(manager.id)
    assert kept.startswith("$argon2id$")
    assert "2580" not in kept


def test_wrong_entries_hold_up_longer_and_longer(people, clock):
    [manager] = people.all()
    assert _wrong(people, manager, 2).wait_s == 0
    assert _wrong(people, manager, 1).wait_s == 5
    with pytest.raises(AccessError) as told:
        people.unlock(manager.id, "2580")
    assert told.value.key == "wait"
    clock.at += 5
    assert _wrong(people, manager, 1).wait_s == 15
    clock.at += 15
    assert people.unlock(manager.id, "2580") == manager
    assert people.wait_s(manager.id) == 0


def test_a_restart_begins_the_wait_anew_and_no_date_shortens_it(people, made, clock):
    [manager] = people.all()
    _wrong(people, manager, 3)
    clock.at += 4
    # A restart: the running clock may begin anywhere, also before.
    clock.at = 3.0
    again = made()
    assert again.wait_s(manager.id) == 5
    clock.at += 4.9
    assert again.wait_s(manager.id) == pytest.approx(0.1)
    clock.at += 0.2
    assert again.unlock(manager.id, "2580") == manager


def test_an_entry_counts_before_it_is_looked_at(people, session, monkeypatch):
    """Whoever pulls the plug while the PIN is being looked at has used up a try."""
    [manager] = people.all()

    class Plug(PasswordHasher):
        def verify(self, *_):
            raise KeyboardInterrupt

    monkeypatch.setattr(people, "_hasher", Plug())
    with pytest.raises(KeyboardInterrupt):
        people.unlock(manager.id, "2580")
    assert session._store.people.wrong(manager.id) == 1


def test_a_forgotten_pin_is_renewed_with_the_recovery_phrase(people, session):
    [manager] = people.all()
    _wrong(people, manager, 3)
    with pytest.raises(AccessError, match="recovery phrase"):
        people.renew_pin(manager.id, "not the phrase", "7391")
    people.renew_pin(manager.id, session.recovery_passphrase.lower().replace("-", " "), "7391")
    assert people.unlock(manager.id, "7391") == manager


def test_a_hash_of_former_cost_is_renewed(people, session, monkeypatch):
    [manager] = people.all()
    monkeypatch.setattr(people, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    people.unlock(manager.id, "2580")
    assert "t=2" in session._store.people.pin(manager.id)


def test_the_demonstration_has_its_people_once(session):
    for _ in range(2):
        seed_demonstration(session)
    assert [user.role for user in session.people.all()] == [Role.MANAGER, Role.CONSULTANT]
    assert session.people.unlock(session.people.all()[0].id, "2580")
