from collections.abc import Callable

import pytest

from consultant_app.domain.clients import ClientDraft
from consultant_app.domain.people import AccessError, Role
from consultant_app.services.audit import AuditService
from consultant_app.services.store import StoreSession

SECRET = "Sentinelle"


@pytest.fixture
def entered(open_session: Callable[..., StoreSession]) -> StoreSession:
    """A store with its manager in."""
    session = open_session()
    session.people.appoint_manager("Claire", "2580")
    return session


def _acts(session: StoreSession) -> list[tuple[str, str, str]]:
    return [(entry.action, entry.detail, entry.subject) for entry in reversed(session.audit.entries())]


def test_who_came_in_and_what_she_did_is_written_down_by_id(entered: StoreSession) -> None:
    manager = entered.access.user
    assert manager is not None
    client = entered.clients.create(ClientDraft(SECRET, SECRET, email="s@sentinelle.example"))
    entered.clients.get(client.id)
    entered.clients.search(SECRET)
    entered.clients.erase(client.id)
    entered.people.lock()
    entered.people.unlock(manager.id, "2580")
    acts = _acts(entered)
    assert ("edit_client", "create", client.id) in acts
    assert ("read_client", "get", client.id) in acts
    assert ("erase_client", "erase", client.id) in acts
    assert acts.index(("door", "lock", "")) < acts.index(("door", "unlock", manager.id))
    assert ("door", "opened", manager.id) in acts
    entries = entered.audit.entries()
    assert {"", manager.id} <= {entry.actor for entry in entries}
    assert SECRET.casefold() not in repr(entries).casefold()
    assert entered.audit.check().sound


def test_a_wrong_pin_and_a_refused_act_are_written_down(entered: StoreSession) -> None:
    consultant = entered.people.add("Anna", Role.CONSULTANT, "1379")
    entered.people.lock()
    with pytest.raises(AccessError):
        entered.people.unlock(consultant.id, "9999")
    entered.people.unlock(consultant.id, "1379")
    with pytest.raises(AccessError):
        entered.audit.entries()
    entered.people.lock()
    manager = next(user for user in entered.people.all() if user.role is Role.MANAGER)
    entered.people.unlock(manager.id, "2580")
    acts = _acts(entered)
    assert acts.count(("door", "unlock", consultant.id)) == 2
    assert acts.count(("door", "opened", consultant.id)) == 1
    assert ("read_audit", "refused:entries", "") in acts


def test_the_same_look_again_is_one_entry(entered: StoreSession) -> None:
    client = entered.clients.create(ClientDraft("Anna"))
    for _ in range(5):
        entered.clients.get(client.id)
    assert _acts(entered).count(("read_client", "get", client.id)) == 1


def test_an_act_that_cannot_be_written_down_does_not_happen(
    entered: StoreSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = entered.clients.create(ClientDraft("Anna"))

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(entered._store.audit, "append", broken)
    with pytest.raises(OSError, match="No space"):
        entered.clients.erase(client.id)
    monkeypatch.undo()
    assert entered.clients.get(client.id).id == client.id


def test_a_cut_log_is_known_from_the_opening_on(
    entered: StoreSession, open_session: Callable[..., StoreSession]
) -> None:
    assert entered.audit.state.sound
    folder = entered._store.folder
    entered.close()
    (folder / "audit.anchor").unlink()
    again = open_session()
    assert again.audit.state.fault == "anchor"
    assert isinstance(again.audit, AuditService)


def test_one_function_is_all_a_use_case_needs(entered: StoreSession) -> None:
    entered.audit.record("", "restored", detail="20260504T093000Z")
    last = entered.audit.entries(at_most=2)[-1]
    assert (last.actor, last.action, last.detail) == ("", "restored", "20260504T093000Z")
