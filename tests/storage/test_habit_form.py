from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import select

from consultant_app.domain.clients import Client, Profile
from consultant_app.storage.counter_tables import HabitRow
from consultant_app.storage.store import Store

AT = datetime(2026, 5, 4, tzinfo=UTC)
HABITS = Profile(
    allergens=("LIMONENE",),
    wishes=("redness", "pores"),
    owned=("ma-sun-matt",),
    used_actives=("retinoid",),
    avoided_textures=("oil",),
    products_at_most=3,
)


def rows(store: Store) -> int:
    assert store._database is not None
    with store._database.transaction() as session:
        return len(session.exec(select(HabitRow)).all())


def test_wishes_and_habits_come_back_and_go(store: Store, client: Client) -> None:
    told = replace(client.details, profile=HABITS)
    assert store.clients.replace(client.id, told).details.profile == HABITS
    assert store.clients.get(client.id).details.profile == HABITS
    plain = replace(client.details, profile=Profile(allergens=("LIMONENE",)))
    assert store.clients.replace(client.id, plain).details.profile == plain.profile
    assert rows(store) == 0


def test_they_go_with_the_client(store: Store, client: Client) -> None:
    store.clients.replace(client.id, replace(client.details, profile=HABITS))
    assert rows(store) == 1
    store.clients.erase(client.id, AT)
    assert rows(store) == 0
