from collections.abc import Callable
from datetime import timedelta

from consultant_app.domain.clients import ClientDraft
from consultant_app.services.demonstration import DEMONSTRATION_CLIENTS
from consultant_app.services.store import StoreSession, default_folder, seed_demonstration


def test_a_new_store_tells_its_recovery_passphrase_once(open_session: Callable[..., StoreSession]) -> None:
    with open_session() as session:
        assert session.recovery_passphrase
        assert session.renew_recovery_passphrase() != session.recovery_passphrase
    with open_session() as session:
        assert session.recovery_passphrase is None


def test_closing_twice_is_fine_and_the_next_opening_finds_all(
    open_session: Callable[..., StoreSession], session: StoreSession
) -> None:
    client = session.clients.create(ClientDraft("Anna"))
    session.close()
    session.close()
    assert open_session().clients.get(client.id) == client


def test_times_are_aware_and_utc(session: StoreSession) -> None:
    assert session.clients.create(ClientDraft("Anna")).created_at.utcoffset() == timedelta(0)


def test_the_default_folder_is_the_users_own() -> None:
    assert default_folder().parts[-2:] == ("consultant-app", "store")
    assert not default_folder().exists()


def test_the_demonstration_is_seeded_once(
    open_session: Callable[..., StoreSession], session: StoreSession
) -> None:
    added = seed_demonstration(session)
    assert [client.details for client in added] == list(DEMONSTRATION_CLIENTS)
    assert seed_demonstration(session) == []
    assert {client.details.language for client in added} == {"en", "fr"}
    assert all(client.details.consent.analysis for client in added)
    assert all(summary.visit_count == 0 for summary in session.clients.search())
    session.clients.erase(added[0].id)
    session.close()
    again = open_session()
    assert seed_demonstration(again) == []
    assert len(again.clients.search()) == len(DEMONSTRATION_CLIENTS) - 1
