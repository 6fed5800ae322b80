from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.consent import SignedConsent
from consultant_app.domain.routine import Routine
from consultant_app.storage.index_tables import ClientIndexRow
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import EVERYTHING, NOW


def _add(store, key, name, minutes=0):
    store.clients.add(Client(key, NOW + timedelta(minutes=minutes), ClientDraft(name, consent=EVERYTHING)))


def test_who_came_last_comes_first_then_the_newest_then_the_alphabet(store, photo):
    for key, name, minutes in (("a", "Zoe", 0), ("b", "Anna", 0), ("c", "Mia", 5), ("d", "Lea", 1)):
        _add(store, key, name, minutes)
    at = NOW + timedelta(days=3, microseconds=7)
    store.visits.add(NewVisit("d", at, photo, Routine(), "", keep_photo=False))
    found = store.clients.search("")
    assert [each.id for each in found] == ["d", "c", "b", "a"]
    assert (found[0].last_visit, found[0].visit_count) == (at, 1)
    assert found[1].last_visit is None
    assert [each.id for each in store.clients.search("", 2)] == ["d", "c"]


def test_a_new_name_and_a_withdrawn_visit_are_found_at_once(store, photo):
    _add(store, "a", "Zoe")
    store.visits.add(NewVisit("a", NOW, photo, Routine(), "", keep_photo=False))
    store.clients.replace("a", ClientDraft("Ada"))
    store.consents.record("a", SignedConsent(Consent(analysis=True)), NOW)
    assert store.clients.search("zo") == []
    [found] = store.clients.search("ad")
    assert (found.last_visit, found.visit_count) == (None, 0)


def test_an_erased_client_leaves_no_line(store):
    _add(store, "a", "Zoe")
    store.clients.erase("a", NOW)
    with store._database.transaction() as session:
        assert session.exec(select(ClientIndexRow)).all() == []


def test_visits_since_a_time_with_names(store, photo, client):
    other = replace(client, id="other", details=replace(client.details, first_name="Mia", last_name=""))
    store.clients.add(other)
    for hours, who in ((-1, client), (1, client), (2, other)):
        store.visits.add(
            NewVisit(who.id, NOW + timedelta(hours=hours), photo, Routine(), "", keep_photo=hours == 2)
        )
    found = store.visits.since(NOW)
    assert [(each.display_name, each.summary.has_photo) for each in found] == [
        ("Mia", True),
        ("Zoë Lefèvre-Brœck", False),
    ]
