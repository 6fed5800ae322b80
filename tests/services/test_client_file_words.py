from datetime import UTC, date, datetime

import pytest

from consultant_app.domain.clients import Client, ClientDraft, Consent, Profile
from consultant_app.domain.consent import ConsentEntry
from consultant_app.services.client_file_words import sections_of
from consultant_app.texts import texts

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_known_is_said_and_what_is_empty_is_not(language):
    words = texts(language)
    profile = Profile(("LINALOOL",), pregnancy=True, budget=80.5, wishes=("pores",))
    client = Client("c", AT, ClientDraft("Anna", birth_date=date(1980, 2, 29), profile=profile))
    entries = [
        ConsentEntry(1, AT, Consent(analysis=True), None, "", signed=False),
        ConsentEntry(2, AT, Consent(analysis=True, contact=True), 1, "en", signed=True),
        ConsentEntry(3, AT, Consent(), 1, "en", signed=False),
    ]
    person, consents = sections_of(client, entries, [], words)
    lines = dict(person.lines)
    assert lines[words("portability.name")] == "Anna"
    assert lines[words("portability.wishes")] == words("criterion.pores.name")
    assert lines[words("portability.budget")] == "80.5"
    assert words("portability.email") not in lines
    first, second, third = (said for _, said in consents.lines)
    assert "(" not in first
    assert words("portability.signed", version=1) in second
    assert third.startswith(words("portability.nothing"))


def test_who_was_never_asked_has_no_such_section():
    client = Client("c", AT, ClientDraft("Anna"))
    assert len(sections_of(client, [], [], texts("en"))) == 1
