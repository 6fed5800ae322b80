from datetime import date

from consultant_app.services.demonstration import DEMONSTRATION_CLIENTS, demonstration_id


def test_every_client_is_whole_and_has_an_id_of_her_own() -> None:
    assert len({demonstration_id(draft) for draft in DEMONSTRATION_CLIENTS}) == len(DEMONSTRATION_CLIENTS)
    assert all(draft.checked(date(2026, 1, 1)) == draft for draft in DEMONSTRATION_CLIENTS)


def test_an_id_is_the_same_on_every_computer() -> None:
    assert demonstration_id(DEMONSTRATION_CLIENTS[0]) == "c985e3e1-52e5-5a78-89ad-d209680653d9"


def test_addresses_and_numbers_reach_nobody() -> None:
    for draft in DEMONSTRATION_CLIENTS:
        assert not draft.email or draft.email.endswith(".example")
        assert not draft.phone or draft.phone.startswith(("+33 6 39 98", "+44 7700 900"))
