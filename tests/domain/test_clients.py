from datetime import UTC, date, datetime

import pytest

from consultant_app.domain.clients import Client, ClientDraft

TODAY = date(2026, 11, 23)


def test_names_are_stripped() -> None:
    assert ClientDraft(" Ana ", " Li ").checked(TODAY).first_name == "Ana"


def test_a_draft_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name"):
        ClientDraft(" ").checked(TODAY)


@pytest.mark.parametrize("born", [date(2027, 1, 1), date(1880, 1, 1)])
def test_a_birth_date_that_cannot_be_true_is_refused(born: date) -> None:
    with pytest.raises(ValueError, match="birth date"):
        ClientDraft("A", birth_date=born).checked(TODAY)


@pytest.mark.parametrize(("born", "age"), [(date(2000, 11, 23), 26), (date(2000, 11, 24), 25)])
def test_age_counts_whole_years(born: date, age: int) -> None:
    client = Client("1", datetime(2026, 1, 1, tzinfo=UTC), ClientDraft("A", birth_date=born))
    assert client.age_on(TODAY) == age
