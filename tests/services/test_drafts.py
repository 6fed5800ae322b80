from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.drafts import DraftKind, FormDraft, TakenDraft, VisitDraft
from consultant_app.domain.routine import Routine
from tests.services.conftest import allow, welcomed

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def draft(session, everything, small_photo) -> VisitDraft:
    client = welcomed(session, ClientDraft("Anna", consent=everything))
    return VisitDraft("v1", client.id, AT, small_photo.analysis, small_photo, Routine(), "a note")


def _with(session, draft, consent: Consent) -> None:
    allow(session, draft.client_id, consent)


def test_a_draft_goes_as_far_as_the_consent(session, draft, everything):
    assert session.drafts.keep_visit(draft)
    assert session.drafts.open_visit("v1").photo is not None
    _with(session, draft, replace(everything, keep_photos=False))
    assert session.drafts.keep_visit(draft)
    assert session.drafts.open_visit("v1").photo is None
    _with(session, draft, replace(everything, keep_results=False))
    assert not session.drafts.keep_visit(draft)
    assert session.drafts.pending() == []


def test_a_photo_is_kept_before_it_is_read_only_where_photos_and_results_may_be(session, draft, everything):
    pictures = (draft.photo.rgb,)
    taken = TakenDraft("t1", draft.client_id, AT, "camera-1", "usb-1", "Counter", pictures, (0.0,))
    for without in ("keep_photos", "keep_results"):
        _with(session, draft, replace(everything, **{without: False}))
        assert not session.drafts.keep_taken(taken)
    assert session.drafts.pending() == []
    _with(session, draft, everything)
    assert session.drafts.keep_taken(taken)
    [summary] = session.drafts.pending()
    again = session.drafts.discard(summary)
    assert isinstance(again, TakenDraft)
    assert session.drafts.keep_taken(again)
    _with(session, draft, replace(everything, keep_photos=False))
    assert session.drafts.pending() == []


def test_changes_are_kept_whether_the_first_writing_went_well_or_not(session, draft):
    assert session.drafts.rewrite_visit(draft)
    assert session.drafts.rewrite_visit(replace(draft, note="more"))
    read = session.drafts.open_visit("v1")
    assert (read.note, read.photo is None) == ("more", False)


def test_what_was_discarded_can_be_kept_again(session, draft):
    session.drafts.keep_visit(draft)
    [summary] = session.drafts.pending()
    again = session.drafts.discard(summary)
    assert session.drafts.pending() == []
    session.drafts.keep_visit(again)
    assert session.drafts.open_visit("v1").note == "a note"


def test_a_draft_that_cannot_be_read_can_still_be_discarded(session, draft, tmp_path):
    session.drafts.keep_visit(draft)
    for path in (tmp_path / "store" / "photos").glob("*/*"):
        path.unlink()
    [summary] = session.drafts.pending()
    assert session.drafts.discard(summary) is None
    assert session.drafts.pending() == []


def test_a_form_is_kept_opened_and_ended(session):
    session.drafts.keep_form(FormDraft("f", None, AT, "Zo", {"first_name": "Zo"}))
    [summary] = session.drafts.pending()
    assert (summary.kind, summary.display_name) == (DraftKind.FORM, "Zo")
    assert session.drafts.open_form("f").values == {"first_name": "Zo"}
    assert session.drafts.discard(summary).values == {"first_name": "Zo"}
    session.drafts.keep_form(FormDraft("f", None, AT, "Zo", {}))
    session.drafts.end("f")
    assert session.drafts.pending() == []


def test_a_visit_that_is_saved_later_is_of_its_own_day(session, draft):
    session.drafts.keep_visit(draft)
    saved = session.visits.save(draft.client_id, draft.photo, draft.routine, at=draft.started_at, draft_id="v1")
    assert (saved.id, saved.at) == ("v1", AT)
    assert session.drafts.pending() == []
