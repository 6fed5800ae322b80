from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(days=30)


def _add(store: Store, number: int, first: str, last: str = "") -> str:
    client = Client(f"id-{number}", AT + timedelta(minutes=number), ClientDraft(first, last))
    store.clients.add(client)
    return client.id


def _visit(store: Store, client_id: str, at: datetime, photo: AnalysedPhoto, keep_photo: bool = True) -> str:
    return store.visits.add(NewVisit(client_id, at, photo, Routine(), "", keep_photo=keep_photo)).id


def _names(store: Store, text: str = "") -> list[str]:
    return [summary.display_name for summary in store.clients.search(text)]


def test_a_client_comes_back_equal(store: Store, client: Client) -> None:
    assert store.clients.get(client.id) == client


def test_a_change_of_details_leaves_the_consent_alone(store: Store, client: Client) -> None:
    store.clients.replace(client.id, replace(client.details, notes="x", consent=Consent()))
    assert store.clients.get(client.id).details == replace(client.details, notes="x")


def test_the_most_recent_visit_comes_first(store: Store, photo: AnalysedPhoto) -> None:
    early, late = _add(store, 1, "Early"), _add(store, 2, "Late")
    _add(store, 3, "Never"), _add(store, 4, "New")
    _visit(store, late, LATER, photo, keep_photo=False)
    _visit(store, late, AT, photo, keep_photo=False)
    _visit(store, early, AT, photo, keep_photo=False)
    assert _names(store) == ["Late", "Early", "New", "Never"]
    first, *_ = store.clients.search("")
    assert (first.last_visit, first.visit_count) == (LATER, 2)


@pytest.mark.parametrize("typed", ["zoe", "LEFÈVRE", "bro lef", "broeck", "zoe@cour", "3363998", "98 00"])
def test_found_as_one_types(store: Store, client: Client, typed: str) -> None:
    _add(store, 1, "Other")
    assert _names(store, typed) == [client.display_name]


def test_signs_of_the_search_language_are_ordinary_letters(store: Store) -> None:
    _add(store, 1, "Anna")
    assert _names(store, "%") == ["Anna"]  # a sign is no word: as if nothing were typed
    assert _names(store, "a%b") == []
    assert _names(store, "a_na") == []


def test_a_change_is_kept_and_searched(store: Store, client: Client) -> None:
    details = replace(client.details, last_name="Martin", email="", phone="")
    assert store.clients.replace(client.id, details) == replace(client, details=details)
    assert _names(store, "martin") == ["Zoë Martin"]
    assert _names(store, "lefevre") == []


def test_who_is_not_there_is_said(store: Store, client: Client) -> None:
    for call in (
        lambda: store.clients.get("nobody"),
        lambda: store.clients.replace("nobody", client.details),
        lambda: store.clients.erase("nobody", AT),
    ):
        with pytest.raises(StorageError, match="no longer in the store"):
            call()


def test_an_erased_client_is_gone_but_known(store: Store, client: Client, photo: AnalysedPhoto) -> None:
    visit_id = _visit(store, client.id, AT, photo)
    other = _add(store, 1, "Other")
    kept = _visit(store, other, AT, photo)
    store.clients.erase(client.id, LATER)
    assert _names(store) == ["Other"]
    assert store.visits.history(client.id) == []
    with pytest.raises(StorageError, match="visit is no longer"):
        store.visits.open(visit_id)
    assert {owner for owner, _ in store.visits._vault.names()} == {other}
    assert store.visits.open(kept).photo is not None
    assert store.clients.is_known(client.id)
    assert not store.clients.is_known("nobody")
