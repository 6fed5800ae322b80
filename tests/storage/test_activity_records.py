from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.domain.analysis import Analysis, ModelIdentity, State
from consultant_app.domain.clients import Client
from consultant_app.domain.people import Role, User
from consultant_app.domain.routine import Routine
from consultant_app.domain.statistics import AdvisedFact, RefusalFact
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVER = (NOON - timedelta(days=9), NOON + timedelta(days=9))


def keep(
    store: Store, client: Client, analysis: Analysis, routine: Routine, at: datetime, host: str | None
) -> str:
    return store.visits.add(NewVisit(client.id, at, analysis, routine, "", keep_photo=False, host=host)).id


def test_a_visit_is_read_with_all_that_counts(
    store: Store, client: Client, analysis: Analysis, routine: Routine
) -> None:
    first, second = routine.recommendations
    bought = replace(routine, recommendations=(first, replace(second, bought=True)))
    early = keep(store, client, analysis, Routine(), NOON - timedelta(hours=1), None)
    late = keep(store, client, analysis, bought, NOON, "u1")
    facts = store.activity.visits(*EVER)
    assert [fact.id for fact in facts] == [early, late]
    assert [fact.consultant for fact in facts] == ["", "u1"]
    fact = facts[1]
    assert (fact.client_id, fact.at, fact.born) == (client.id, NOON, client.details.birth_date)
    assert fact.priorities == analysis.priorities
    assert fact.said == {each.key for each in analysis.criteria if each.state is State.OK}
    assert fact.unsaid == {each.key for each in analysis.criteria if each.state is State.CANNOT_SAY}
    assert fact.advised == (
        AdvisedFact(first.product.id, first.product.name, bought=False),
        AdvisedFact(second.product.id, second.product.name, bought=True),
    )


def test_only_the_time_that_is_asked_for(store: Store, client: Client, analysis: Analysis) -> None:
    for hours in (-1, 0, 1):
        keep(store, client, analysis, Routine(), NOON + timedelta(hours=hours), None)
    assert len(store.activity.visits(NOON, NOON + timedelta(hours=1))) == 1


def test_who_was_at_the_counter_goes_with_the_visit(store: Store, client: Client, analysis: Analysis) -> None:
    keep(store, client, analysis, Routine(), NOON, "u1")
    store.clients.erase(client.id, NOON)
    assert store._database is not None
    with store._database.connection() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM visit_hosts").scalar_one() == 0


def test_analyses_as_told_or_as_scored_again_by_the_model_in_use(
    store: Store, client: Client, analysis: Analysis
) -> None:
    ids = [keep(store, client, analysis, Routine(), NOON + timedelta(hours=h), None) for h in (0, 1)]
    later = ModelIdentity("skin", "2.0.0", "cd" * 32)
    store.timeline.keep_rescored(ids[1], replace(analysis, model=later), NOON)
    assert store.activity.analyses(ids, analysis.model) == dict.fromkeys(ids, analysis)
    assert store.activity.analyses(ids, later)[ids[1]].model == later


def test_refused_photos_are_counted_without_anybody(store: Store) -> None:
    told = RefusalFact(NOON, "Rive Gauche", ("dim", "blurred"))
    store.activity.refuse(told)
    store.activity.refuse(RefusalFact(NOON - timedelta(days=30), "", ("no_face",)))
    assert store.activity.refusals(*EVER) == [told]
    assert store._database is not None
    with store._database.connection() as connection:
        columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(refusals)")}
    assert columns == {"id", "at", "counter", "reasons"}


def test_consultants_keep_their_names(store: Store) -> None:
    store.people.add(User("u1", "Noor", Role.CONSULTANT), "hash", NOON)
    store.people.leave("u1", NOON)
    assert store.activity.consultants() == {"u1": "Noor"}


def test_many_ids_are_asked_for_in_portions(
    store: Store, client: Client, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consultant_app.storage.activity_records._AT_ONCE", 2)
    ids = [keep(store, client, analysis, Routine(), NOON + timedelta(hours=h), None) for h in range(5)]
    assert [fact.said for fact in store.activity.visits(*EVER)].count(frozenset()) == 0
    assert set(store.activity.analyses(ids, analysis.model)) == set(ids)
