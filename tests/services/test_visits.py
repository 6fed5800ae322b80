from collections.abc import Callable
from dataclasses import replace

import pytest

from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.services.store import StoreSession
from consultant_app.services.visits import ConsentError
from tests.services.conftest import welcomed


def test_a_visit_is_kept_and_read_back(
    session: StoreSession, everything: Consent, small_photo: AnalysedPhoto
) -> None:
    client = welcomed(session, ClientDraft("Anna", consent=everything))
    first = session.visits.save(client.id, small_photo, Routine(), "a note")
    second = session.visits.save(client.id, small_photo, Routine())
    assert session.visits.history(client.id) == [second, first]
    saved = session.visits.open(first.id)
    assert (saved.note, saved.analysis, saved.routine) == ("a note", small_photo.analysis, Routine())
    assert saved.photo is not None
    assert session.visits.open(first.id, with_photo=False).photo is None
    [summary] = session.clients.search("anna")
    assert (summary.visit_count, summary.last_visit) == (2, second.at)


@pytest.mark.parametrize(
    ("consent", "english", "french"),
    [
        (
            Consent(keep_photos=True, keep_results=True, contact=True),
            "not agreed to the analysis",
            "accepté l’analyse",
        ),
        (Consent(analysis=True, keep_photos=True), "results are kept", "résultats soient conservés"),
    ],
)
def test_without_consent_nothing_is_kept_and_the_reason_said(
    open_session: Callable[..., StoreSession],
    small_photo: AnalysedPhoto,
    consent: Consent,
    english: str,
    french: str,
) -> None:
    for language, words in (("en", english), ("fr", french)):
        with open_session(language) as session:
            client = welcomed(session, ClientDraft("Anna", consent=consent))
            with pytest.raises(ConsentError, match=words):
                session.visits.save(client.id, small_photo, Routine())
            assert session.visits.history(client.id) == []


def test_without_consent_to_photos_the_analysis_alone_is_kept(
    session: StoreSession, everything: Consent, small_photo: AnalysedPhoto
) -> None:
    client = welcomed(session, ClientDraft("Anna", consent=replace(everything, keep_photos=False)))
    summary = session.visits.save(client.id, small_photo, Routine())
    assert not summary.has_photo
    saved = session.visits.open(summary.id)
    assert saved.photo is None
    assert saved.analysis == small_photo.analysis


def test_who_is_not_there_is_said(session: StoreSession, small_photo: AnalysedPhoto) -> None:
    with pytest.raises(StorageError, match="client is no longer"):
        session.visits.save("nobody", small_photo, Routine())
    with pytest.raises(StorageError, match="visit is no longer"):
        session.visits.open("no visit")
    assert session.visits.history("nobody") == []
