from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
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


def test_every_change_of_consent_is_remembered(session: StoreSession, everything: Consent) -> None:
    client = session.clients.create(ClientDraft("Anna"))
    given = replace(client.details, consent=everything)
    assert session.clients.update(client.id, given).details == given
    history = session.clients.consent_history(client.id)
    assert [consent for _, consent in history] == [Consent(), everything]
    assert history[0][0] < history[1][0]


def test_withdrawn_consent_acts_at_once(
    session: StoreSession, everything: Consent, small_photo: AnalysedPhoto
) -> None:
    client = session.clients.create(ClientDraft("Anna", consent=everything))
    visit = session.visits.save(client.id, small_photo, Routine())
    without_photos = replace(everything, keep_photos=False)
    session.clients.update(client.id, replace(client.details, consent=without_photos))
    assert session.visits.open(visit.id).photo is None
    session.clients.update(client.id, replace(client.details, consent=Consent(analysis=True)))
    assert session.visits.history(client.id) == []


def test_an_erased_client_is_gone_and_not_made_again(session: StoreSession) -> None:
    client = session.clients.create_once("fixed-id", ClientDraft("Anna"))
    assert client is not None
    assert session.clients.create_once("fixed-id", ClientDraft("Berta")) is None
    session.clients.erase("fixed-id")
    assert session.clients.search() == []
    assert session.clients.create_once("fixed-id", ClientDraft("Anna")) is None
    with pytest.raises(StorageError, match="no longer in the store"):
        session.clients.get("fixed-id")
