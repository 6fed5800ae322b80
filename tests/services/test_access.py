"""Who may do what: every public method that touches the store, called as every role."""

import inspect
from collections.abc import Iterator
from unittest.mock import MagicMock

import pytest

from consultant_app.domain.people import AccessError, Role, User
from consultant_app.services.access import MAY, NOBODY_TOO, SHELL_MAY, Access, AccessDeniedError, UseCase, who_may
from consultant_app.services.store import StoreSession

_FREE = {"close", "access", "recovery_passphrase"}
"""Of the session itself: closing it, who is in, and what a store just made has to say once."""


def _methods(session: StoreSession) -> Iterator[tuple[str, object, str]]:
    """Service, method, of everything a store hands out."""
    owners = {"store": session} | {
        name: part for name, part in vars(session).items() if not name.startswith("_") and name not in _FREE
    }
    for owner, part in owners.items():
        for name, member in inspect.getmembers(type(part), callable):
            if not name.startswith("_") and not (part is session and name in _FREE):
                yield owner, getattr(part, name), getattr(member, "use_case", None)


def test_every_public_method_of_every_service_of_the_store_names_its_use_case(session):
    nameless = [f"{owner}.{method.__name__}" for owner, method, use_case in _methods(session) if use_case is None]
    assert nameless == [], "say with @needs(UseCase...) who may do it (services/access.py)"
    assert len(list(_methods(session))) > 40


def test_every_use_case_is_somebodys_or_the_shells():
    assert all(who_may(use_case) or use_case in SHELL_MAY for use_case in UseCase)
    assert set(MAY) == set(Role)


@pytest.mark.parametrize("role", [*Role, None])
def test_every_method_is_open_to_exactly_the_roles_of_the_table(session, role):
    """Called with nothing of sense: it is denied before it looks, or it looks."""
    wrong = []
    for owner, method, use_case in _methods(session):
        session.access.leave()
        if role is not None:
            session.access.enter(User("u", "Somebody", role))
        allowed = use_case in (NOBODY_TOO if role is None else MAY[role])
        required = [
            each
            for each in inspect.signature(method).parameters.values()
            if each.default is inspect.Parameter.empty
        ]
        positional = [MagicMock() for each in required if each.kind is not inspect.Parameter.KEYWORD_ONLY]
        named = {each.name: MagicMock() for each in required if each.kind is inspect.Parameter.KEYWORD_ONLY}
        try:
            method(*positional, **named)
        except AccessError as error:
            denied = isinstance(error, AccessDeniedError) or error.key == "locked"
        except Exception:  # noqa: BLE001 - whatever nonsense leads to: it was let in
            denied = False
        else:
            denied = False
        if denied is allowed:
            wrong.append(f"{owner}.{method.__name__}")
    assert wrong == []


def test_a_refusal_says_who_may_in_the_language_of_the_screen():
    access = Access()
    access.enter(User("u", "Noor", Role.CONSULTANT))
    with pytest.raises(AccessDeniedError) as told:
        access.check(UseCase.ERASE_CLIENT)
    assert told.value.roles == (Role.MANAGER,)
    assert "Manager" in str(told.value)
    assert "Responsable" in told.value.told("fr")
    with pytest.raises(AccessDeniedError) as told:
        access.check(UseCase.SEED)
    assert "personne" in told.value.told("fr")


def test_the_shell_may_no_more_than_its_rule_and_only_while_it_acts():
    access = Access()
    with access.shell():
        assert {use_case for use_case in UseCase if access.may(use_case)} == SHELL_MAY | NOBODY_TOO
        with pytest.raises(AccessError, match="locked"):
            access.check(UseCase.ERASE_CLIENT)
    assert not access.may(UseCase.FIND_CLIENTS)
