import pytest

from consultant_app.domain.people import AccessError, Role, User
from tests.storage.conftest import NOW

MANAGER, OTHER = User("m", "Hélène", Role.MANAGER), User("c", "Amina", Role.CONSULTANT)


@pytest.fixture
def people(store):
    store.people.add(MANAGER, "hash-m", NOW)
    store.people.add(OTHER, "hash-c", NOW)
    return store.people


def test_everybody_in_the_order_of_the_alphabet(people):
    assert people.all() == [OTHER, MANAGER]
    assert people.get("m") == MANAGER


def test_wrong_entries_survive_a_restart_and_go_with_a_new_pin(people, store, open_store):
    people.set_wrong("m", 4)
    store.close()
    again = open_store().people
    assert again.wrong("m") == 4
    again.set_pin("m", "another")
    assert (again.wrong("m"), again.pin("m")) == (0, "another")


def test_nobody_of_this_id_is_said(people):
    with pytest.raises(AccessError, match="no longer works"):
        people.pin("x")
