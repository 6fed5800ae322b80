from dataclasses import replace
from datetime import timedelta

import pytest

from consultant_app.domain.clients import Client, ClientDraft
from consultant_app.domain.consent import SignedConsent
from consultant_app.domain.drafts import FormDraft, VisitDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.retention import Kept, Retention
from consultant_app.domain.routine import Routine
from consultant_app.storage.report_records import NewReport
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import EVERYTHING, NOW

TODAY = NOW + timedelta(days=400)


@pytest.fixture
def visits(store, client, photo):
    """One old visit, one new."""
    kept = [
        store.visits.add(NewVisit(client.id, at, photo, Routine(), "", keep_photo=True)).id
        for at in (NOW, TODAY - timedelta(days=10))
    ]
    for visit_id in kept:
        store.reports.add(NewReport(visit_id, NOW, "fr", with_photo=True, pdf=f"%PDF {visit_id}".encode()))
        store.reports.add(NewReport(visit_id, NOW, "fr", with_photo=False, pdf=b"%PDF plain"))
    return kept


def _set(store, **days):
    store.retention.set_periods(Retention({Kept(kind): value for kind, value in days.items()}))


def test_nothing_goes_that_nobody_decided(store, visits):
    assert store.retention.periods() == Retention()
    assert not store.retention.purge(TODAY)
    assert store.retention.log(9) == []
    assert all(store.visits.open(visit_id).photo is not None for visit_id in visits)


def test_periods_replace_one_another(store):
    _set(store, photos=30, drafts=7)
    _set(store, photos=60)
    assert store.retention.periods() == Retention({Kept.PHOTOS: 60})


def test_old_photos_go_with_the_reports_that_show_her(store, visits):
    _set(store, photos=365)
    due = store.retention.due(store.retention.periods(), TODAY)
    assert due.counts == {Kept.PHOTOS: 1}
    assert store.retention.purge(TODAY) == due
    old, new = visits
    assert store.visits.open(old).photo is None
    assert [report.with_photo for report in store.reports.history(old)] == [False]
    assert store.visits.open(new).photo is not None
    assert len(store.reports.history(new)) == 2
    assert len(store.visits._vault.names()) == 2 + 3
    assert store.retention.log(9) == [due]
    assert not store.retention.purge(TODAY)


def test_old_visits_go_as_a_whole(store, client, visits):
    _set(store, results=365)
    store.retention.purge(TODAY)
    assert [visit.id for visit in store.visits.history(client.id)] == visits[1:]
    assert store.clients.search("")[0].visit_count == 1
    assert len(store.visits._vault.names()) == 2 + 2


@pytest.mark.usefixtures("visits")
def test_clients_who_did_not_come_any_more_are_erased(store, client):
    quiet = replace(client, id="quiet")
    store.clients.add(quiet)
    store.clients.add(Client("signed", NOW, ClientDraft("S")))
    store.consents.record("signed", SignedConsent(EVERYTHING, 1, "en"), TODAY - timedelta(days=3))
    store.clients.add(Client("begun", NOW, ClientDraft("B")))
    store.drafts.keep_form(FormDraft("f", "begun", TODAY, "", {}))
    _set(store, clients=365)
    assert store.retention.purge(TODAY).counts == {Kept.CLIENTS: 1}
    with pytest.raises(StorageError):
        store.clients.get("quiet")
    assert {found.id for found in store.clients.search("")} == {client.id, "signed", "begun"}
    assert store.clients.is_known("quiet")


def test_old_drafts_go_with_their_files(store, client, photo, folder):
    store.drafts.keep_visit(VisitDraft("v", client.id, NOW, photo.analysis, photo, Routine(), ""))
    store.drafts.keep_form(FormDraft("old", None, NOW, "Zoe", {}))
    store.drafts.keep_form(FormDraft("new", None, TODAY, "Zoe", {}))
    _set(store, drafts=30)
    assert store.retention.purge(TODAY).counts == {Kept.DRAFTS: 2}
    assert [draft.id for draft in store.drafts.pending()] == ["new"]
    assert not list(folder.glob("photos/*/*"))


def test_the_log_tells_the_newest_first(store):
    for days in (0, 50):
        store.drafts.keep_form(FormDraft(f"{days}", None, NOW, "", {}))
        _set(store, drafts=1)
        store.retention.purge(TODAY + timedelta(days=days))
    assert [purge.at for purge in store.retention.log(9)] == [TODAY + timedelta(days=50), TODAY]
    assert len(store.retention.log(1)) == 1
