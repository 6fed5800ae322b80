from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.services.store import StoreSession


def test_a_client_is_stored_with_her_names_stripped(session: StoreSession) -> None:
    client = session.clients.create(ClientDraft("  Élise ", " Roy "))
    assert client.display_name == "Élise Roy"
    assert session.clients.get(client.id) == client
    assert [found.id for found in session.clients.search("eli")] == [client.id]
    assert session.clients.search("roi") == []
    assert len(session.clients.search()) == 1


@pytest.mark.parametrize(
    ("language", "draft", "words"),
    [
        ("en", ClientDraft(" "), "no name"),
        ("en", ClientDraft("Anna", birth_date=date(1850, 1, 1)), "past 120 years"),
        ("fr", ClientDraft("", " "), "pas de nom"),
        ("fr", ClientDraft("Anna", birth_date=date(2126, 1, 1)), "120 dernières"),
    ],
)
def test_an_impossible_draft_is_refused_in_her_language(
    open_session: Callable[..., StoreSession], language: str, draft: ClientDraft, words: str
) -> None:
    session = open_session(language)
    with pytest.raises(ConsultantError, match=words):
        session.clients.create(draft)
    client = session.clients.create(ClientDraft("Berta"))
    with pytest.raises(ConsultantError, match=words):
        session.clients.update(client.id, draft)
    assert session.clients.get(client.id) == client


def test_a_consent_is_signed_never_filled_in(session: StoreSession, everything: Consent) -> None:
    with pytest.raises(ValueError, match="recorded by"):
        session.clients.create(ClientDraft("Anna", consent=everything))
    client = session.clients.create(ClientDraft("Anna"))
    session.clients.update(client.id, replace(client.details, consent=everything))
    assert session.clients.get(client.id).details.consent == Consent()


def test_an_erased_client_is_gone_and_not_made_again(session: StoreSession) -> None:
    with session.access.shell():
        client = session.clients.create_once("fixed-id", ClientDraft("Anna"))
        assert client is not None
        assert session.clients.create_once("fixed-id", ClientDraft("Berta")) is None
    session.clients.erase("fixed-id")
    assert session.clients.search() == []
    with session.access.shell():
        assert session.clients.create_once("fixed-id", ClientDraft("Anna")) is None
    with pytest.raises(StorageError, match="no longer in the store"):
        session.clients.get("fixed-id")
