"""Speed of finding a client. Not part of the test run: ``pytest tests/benchmarks/bench_search.py``.

Target: 50 ms a keystroke over 100,000 clients, from the encrypted store to the lines. Measured in processor time,
which other programs on the computer do not lengthen.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from consultant_app.services.store import StoreSession, open_store
from consultant_app.storage.index_tables import ClientIndexRow
from consultant_app.storage.search import index_of
from consultant_app.storage.tables import ClientRow

CLIENTS = 100_000
FIRST = ("Camille", "Amara", "Yuki", "Eleanor", "Inès", "Margaux", "Zoé", "Chloé", "Léa", "Manon", "Anna")
LAST = [
    f"{a}{b}{c}" for a in ("Du", "Ma", "Le", "Bo", "Ga") for b in ("ber", "rtin", "val", "nn") for c in "aeiou"
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("search") / "store"
    with open_store(folder, "file") as session:
        # Whoever makes the counter's first manager is in.
        session.people.appoint_manager("Hélène", "2580")
        _fill(session)
        yield session


def _fill(session: StoreSession) -> None:
    """All clients in one transaction: what is measured is the search, not the writing of keys."""
    clients, index = drawn_clients(CLIENTS)
    with session._store._database.transaction() as rows:
        rows.execute(insert(ClientRow), clients)
        rows.execute(insert(ClientIndexRow), index)


def drawn_clients(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of so many clients, and those that they are found by."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    clients, index = [], []
    for place in range(count):
        first, last = FIRST[place % len(FIRST)], LAST[place // 7 % len(LAST)]
        email = f"{first}.{last}.{place}@courriel.example"
        words, at = index_of(first, last, email, f"+33 6 39 98 {place:05d}"), start + timedelta(minutes=place)
        clients.append(_client(f"c{place}", at, first, last, email, words))
        minus = -int(at.timestamp() * 1e6)
        index.append(
            {
                "client_id": f"c{place}",
                "minus_last_visit": minus if place % 3 else 0,
                "minus_created": minus,
                "words": words,
                "visits": 1,
            }
        )
    return clients, index


def _client(key: str, at: datetime, first: str, last: str, email: str, words: str) -> dict[str, Any]:
    return {
        "id": key,
        "created_at": at,
        "first_name": first,
        "last_name": last,
        "birth_date": None,
        "email": email,
        "phone": "",
        "language": "fr",
        "notes": "",
        "allergens": [],
        "pregnancy": False,
        "sensitive": False,
        "fragrance_free": False,
        "budget": None,
        "search": words,
        "sealed_key": b"",
    }


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("typed", ["", "m", "mar", "zoe ma", "zoe gannu 99", "nobody of this name"])
def test_a_key(benchmark: Any, session: StoreSession, typed: str) -> None:
    found = benchmark.pedantic(lambda: session.clients.search(typed, 41), rounds=15, warmup_rounds=2)
    assert len(found) <= 41
    assert benchmark.stats.stats.median < 0.050
