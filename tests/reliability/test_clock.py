from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from consultant_app.services.access import Access
from consultant_app.services.backups import BackupService
from consultant_app.storage.store import Store
from consultant_app.texts import texts
from tests.reliability.made import CLIENT, NOW, add_clients, open_made, save, visits_hold

YEAR = timedelta(days=365)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_made(tmp_path / "store")
    add_clients(store)
    yield store
    store.close()


def test_a_clock_that_is_set_back_loses_no_visit_and_breaks_no_log(store: Store) -> None:
    kept = {save(store, number): number for number in (10, 20)}
    store.audit.append(NOW + YEAR, "user", "save_visit")
    kept[save(store, -500_000)] = -500_000
    store.audit.append(NOW - YEAR, "user", "save_visit")
    assert visits_hold(store, kept) == []
    assert [visit.note for visit in (store.visits.open(v.id) for v in store.visits.history(CLIENT))] == [
        "visit 20", "visit 10", "visit -500000",
    ]  # fmt: skip
    assert store.audit.verify().sound
    assert [entry.number for entry in store.audit.read()] == [2, 1]


def test_backups_go_on_and_none_goes_when_the_clock_is_set_back(store: Store, tmp_path: Path) -> None:
    time = {"now": NOW + YEAR, "clock": 0.0}

    def now() -> datetime:
        found = time["now"]
        assert isinstance(found, datetime)
        return found

    def service() -> BackupService:
        return BackupService(
            store.backups, tmp_path / "store", texts("en"), now, Access(), lambda: float(str(time["clock"]))
        )

    first = service()
    first.run()
    time["now"] = NOW
    save(store, 1)
    assert not first.due()
    time["clock"] = 1801.0
    assert first.due()
    assert service().due()
    first.run()
    assert len(first.verify()) == 2
