from dataclasses import replace
from datetime import timedelta

import pytest

from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.consent import Signature, SignedConsent, WithdrawalEffect
from consultant_app.domain.drafts import VisitDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.routine import Routine
from consultant_app.storage.consent_tables import SignatureRow
from consultant_app.storage.report_records import NewReport
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import EVERYTHING, NOW, allow

LATER = NOW + timedelta(days=30)
DRAWN = Signature(600, 200, (((10, 10), (300, 150), (310, 20)), ((400, 90),)))


def _visit(store, client_id, photo):
    return store.visits.add(NewVisit(client_id, NOW, photo, Routine(), "", keep_photo=True)).id


def test_every_act_is_added_and_the_last_one_holds(store, client):
    signed = SignedConsent(replace(EVERYTHING, improve_model=True), 3, "fr", DRAWN)
    store.consents.record(client.id, signed, LATER)
    first, second = store.consents.history(client.id)
    assert (first.at, first.consent, first.signed, first.text_version) == (NOW, EVERYTHING, False, None)
    assert (second.at, second.consent, second.signed) == (LATER, signed.consent, True)
    assert (second.text_version, second.language) == (3, "fr")
    assert store.consents.latest(client.id) == second
    assert store.clients.get(client.id).details.consent == signed.consent


def test_who_was_never_asked_has_no_history_and_allows_nothing(store):
    store.clients.add(Client("new", NOW, ClientDraft("Anna")))
    assert store.consents.history("new") == []
    assert store.consents.latest("new") is None
    assert store.clients.get("new").details.consent == Consent()


def test_a_signature_comes_back_and_lies_sealed(store, client):
    store.consents.record(client.id, SignedConsent(EVERYTHING, 1, "en", DRAWN), LATER)
    first, second = store.consents.history(client.id)
    assert store.consents.signature(client.id, second.id) == DRAWN
    assert store.consents.signature(client.id, first.id) is None
    with store._database.transaction() as session:
        assert b"strokes" not in session.get_one(SignatureRow, second.id).sealed
        assert b"[[10,10]" not in session.get_one(SignatureRow, second.id).sealed


def test_an_altered_signature_is_said(store, client):
    store.consents.record(client.id, SignedConsent(EVERYTHING, 1, "en", DRAWN), LATER)
    entry = store.consents.latest(client.id)
    with store._database.transaction() as session:
        row = session.get_one(SignatureRow, entry.id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
        session.add(row)
    with pytest.raises(StorageError, match="damaged"):
        store.consents.signature(client.id, entry.id)
    # It must not hold up a withdrawal, which seals all signatures anew.
    allow(store, client, LATER, keep_photos=False, keep_results=False)


def test_withdrawing_photos_deletes_them_and_their_key_and_keeps_the_signatures(store, client, photo):
    store.consents.record(client.id, SignedConsent(EVERYTHING, 1, "en", DRAWN), LATER)
    signed = store.consents.latest(client.id)
    visit_id = _visit(store, client.id, photo)
    with store._database.transaction() as session:
        before = store.consents._row(session, client.id).sealed_key
    allow(store, client, LATER, keep_photos=False)
    visit = store.visits.open(visit_id)
    assert visit.photo is None
    assert visit.analysis == photo.analysis
    assert store.visits._vault.names() == set()
    with store._database.transaction() as session:
        assert store.consents._row(session, client.id).sealed_key != before
    assert store.consents.signature(client.id, signed.id) == DRAWN
    allow(store, client, LATER)
    assert store.visits.open(_visit(store, client.id, photo)).photo is not None


def test_withdrawing_results_deletes_the_visits_of_her_alone(store, client, photo):
    _visit(store, client.id, photo)
    store.clients.add(Client("other", NOW, replace(client.details, first_name="Other")))
    kept = _visit(store, "other", photo)
    allow(store, client, LATER, keep_results=False)
    assert store.visits.history(client.id) == []
    assert store.visits.open(kept).photo is not None


def test_what_would_go_is_told_before_and_is_what_goes(store, client, photo):
    visit_id = _visit(store, client.id, photo)
    store.reports.add(NewReport(visit_id, NOW, "fr", with_photo=True, pdf=b"%PDF one"))
    store.reports.add(NewReport(visit_id, NOW, "fr", with_photo=False, pdf=b"%PDF two"))
    store.drafts.keep_visit(VisitDraft("d", client.id, NOW, photo.analysis, photo, Routine(), ""))
    effect = store.consents.effect
    assert not effect(client.id, replace(EVERYTHING, contact=False))
    assert effect(client.id, replace(EVERYTHING, keep_photos=False)) == WithdrawalEffect(photos=2, reports=1)
    nothing = Consent(analysis=True)
    assert effect(client.id, nothing) == WithdrawalEffect(photos=2, visits=1, reports=2, drafts=1)
    store.consents.record(client.id, SignedConsent(nothing), LATER)
    assert effect(client.id, nothing) == WithdrawalEffect()


def test_who_is_not_there_is_said(store):
    for call in (
        lambda: store.consents.history("nobody"),
        lambda: store.consents.latest("nobody"),
        lambda: store.consents.effect("nobody", Consent()),
        lambda: store.consents.record("nobody", SignedConsent(Consent()), NOW),
    ):
        with pytest.raises(StorageError, match="no longer in the store"):
            call()
