from dataclasses import replace

import pytest

from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.consent import ConsentKind, Signature, WithdrawalEffect
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.routine import Routine
from consultant_app.services import consent_texts as texts_module
from consultant_app.services import consents as module
from consultant_app.services.consent_texts import consent_texts, newest_version
from tests.services.conftest import DRAWN, welcomed


@pytest.fixture
def client(session, everything):
    return welcomed(session, ClientDraft("Anna", consent=everything))


def test_what_is_signed_holds_with_version_language_and_signature(session, client, everything):
    more = replace(everything, contact=True, improve_model=True)
    entry = session.consents.sign(client.id, more, "fr_CA", DRAWN)
    assert (entry.consent, entry.text_version, entry.language, entry.signed) == (
        more,
        newest_version(),
        "fr",
        True,
    )
    assert session.consents.history(client.id)[-1] == entry
    assert session.consents.signature(client.id, entry.id) == DRAWN
    assert session.clients.get(client.id).details.consent == more


def test_a_slip_of_the_finger_is_no_signature(session, client):
    for slip in (Signature(600, 200, ()), Signature(600, 200, (((1, 1), (9, 9)),))):
        with pytest.raises(ConsultantError, match="without a signature"):
            session.consents.sign(client.id, Consent(True, True, True, True, True), "en", slip)
    assert len(session.consents.history(client.id)) == 1


def test_withdrawing_needs_no_signature_and_acts_at_once(session, client, everything, small_photo):
    visit = session.visits.save(client.id, small_photo, Routine())
    left = replace(everything, keep_photos=False)
    assert session.consents.effect(client.id, left) == WithdrawalEffect(photos=1)
    entry = session.consents.withdraw(client.id, left)
    assert not entry.signed
    assert session.visits.open(visit.id).photo is None
    session.consents.withdraw(client.id, Consent(analysis=True))
    assert session.visits.history(client.id) == []


def test_withdrawing_never_gives(session, client, everything):
    with pytest.raises(ConsultantError, match="without a signature"):
        session.consents.withdraw(client.id, replace(everything, contact=True))
    fresh = session.clients.create(ClientDraft("Berta"))
    with pytest.raises(ConsultantError, match="without a signature"):
        session.consents.withdraw(fresh.id, everything)
    assert session.consents.history(fresh.id) == []


def test_she_is_asked_before_her_first_photo_and_anew_when_the_words_changed(
    session, client, everything, monkeypatch
):
    fresh = session.clients.create(ClientDraft("Berta"))
    assert session.consents.must_ask(fresh.id)
    assert not session.consents.must_ask(client.id)
    monkeypatch.setattr(module, "newest_version", lambda: newest_version() + 1)
    assert session.consents.must_ask(client.id)
    session.consents.withdraw(client.id, replace(everything, keep_photos=False))
    assert session.consents.must_ask(client.id)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_are_whole_in_every_language(language):
    for version in range(1, newest_version() + 1):
        words = consent_texts(version, language)
        assert words.language == language
        assert set(words.titles) == set(words.about) == set(ConsentKind)
        assert all((words.intro, words.rights, *words.titles.values(), *words.about.values()))


def test_another_language_reads_english_and_what_never_was_is_an_error(tmp_path, monkeypatch):
    assert consent_texts(newest_version(), "xx").language == "en"
    monkeypatch.setattr(texts_module, "resource", tmp_path.joinpath)
    with pytest.raises(FileNotFoundError):
        consent_texts(999, "en")
