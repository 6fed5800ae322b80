from dataclasses import replace

import pytest

from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.services.store import StoreSession
from tests.services.conftest import DRAWN, welcomed


@pytest.fixture
def client(session: StoreSession, everything: Consent) -> Client:
    return welcomed(session, ClientDraft("Anna", consent=everything))


@pytest.fixture
def visit_id(session: StoreSession, client: Client, small_photo: AnalysedPhoto) -> str:
    return session.visits.save(client.id, small_photo, Routine()).id


def allow(session: StoreSession, client: Client, **changes: bool) -> None:
    session.consents.sign(client.id, replace(client.details.consent, **changes), "en", DRAWN)


def test_what_was_handed_over_is_reopened_as_it_was(session: StoreSession, visit_id: str) -> None:
    kept = session.reports.keep(visit_id, b"%PDF 1", "fr", with_photo=True)
    assert kept is not None
    assert session.reports.history(visit_id) == [kept]
    assert session.reports.open(kept.id) == b"%PDF 1"


@pytest.mark.parametrize(("with_photo", "kept"), [(True, False), (False, True)])
def test_a_report_that_shows_her_is_a_photograph_of_her(
    session: StoreSession, client: Client, visit_id: str, with_photo: bool, kept: bool
) -> None:
    allow(session, client, keep_photos=False)
    assert (session.reports.keep(visit_id, b"%PDF", "en", with_photo=with_photo) is not None) is kept
    assert len(session.reports.history(visit_id)) == kept


def test_without_the_visit_there_is_nothing_to_keep_it_with(
    session: StoreSession, client: Client, visit_id: str
) -> None:
    allow(session, client, keep_results=False)
    with pytest.raises(StorageError):
        session.reports.keep(visit_id, b"%PDF", "en", with_photo=False)
