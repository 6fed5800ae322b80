from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.clients import Client, ClientDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.store import Store
from consultant_app.storage.tables import RescoredRow
from consultant_app.storage.visit_records import NewVisit

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=400)


@pytest.fixture
def visit(client: Client, photo: AnalysedPhoto, routine: Routine) -> NewVisit:
    return NewVisit(client.id, AT, photo, routine, "a note", keep_photo=True)


def test_all_visits_come_as_they_were_told_the_oldest_first(store: Store, visit: NewVisit) -> None:
    times = [AT + timedelta(days=days) for days in (30, 0, 60)]
    summaries = [
        store.visits.add(
            replace(visit, at=at, keep_photo=number != 2, routine=visit.routine if number else Routine())
        )
        for number, at in enumerate(times)
    ]
    story = store.timeline.read(visit.client_id)
    assert [past.summary for past in story] == sorted(summaries, key=lambda summary: summary.at)
    assert [past.summary.has_photo for past in story] == [True, True, False]
    assert all(past.told == visit.photo.analysis and past.rescored is None for past in story)
    names = tuple(item.product.name for item in visit.routine.recommendations)
    assert names
    assert [past.advised for past in story] == [names, (), names]


def test_another_clients_visits_stay_hers(store: Store, visit: NewVisit) -> None:
    store.visits.add(visit)
    other = Client("3c3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c02", AT, ClientDraft("Ada"))
    store.clients.add(other)
    assert store.timeline.read(other.id) == ()


def test_scores_made_again_stand_beside_those_that_were_told(store: Store, visit: NewVisit) -> None:
    kept = store.visits.add(visit)
    first, second = (
        replace(visit.photo.analysis, model=ModelIdentity("skin", version, "cd" * 32))
        for version in ("2.0", "3.0")
    )
    for again in (first, second):
        store.timeline.keep_rescored(kept.id, again, LATER)
        [past] = store.timeline.read(visit.client_id)
        assert (past.told, past.rescored) == (visit.photo.analysis, again)
    assert store.visits.open(kept.id).analysis == visit.photo.analysis


def test_no_visit_no_scores(store: Store, visit: NewVisit) -> None:
    with pytest.raises(StorageError, match="no longer in the store"):
        store.timeline.keep_rescored("nothing", visit.photo.analysis, LATER)


def test_an_erased_client_takes_the_scores_along(store: Store, visit: NewVisit) -> None:
    kept = store.visits.add(visit)
    store.timeline.keep_rescored(kept.id, visit.photo.analysis, LATER)
    store.clients.erase(visit.client_id, AT)
    assert store._database is not None
    with store._database.transaction() as session:
        assert session.exec(select(RescoredRow)).all() == []
