from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.domain.drafts import FormDraft
from consultant_app.domain.retention import Kept, Retention
from consultant_app.services.access import Access
from consultant_app.services.retention import RetentionService
from tests.services.conftest import MANAGER

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(session, clock) -> RetentionService:
    access = Access()
    access.enter(MANAGER)
    return RetentionService(session._store.retention, clock, access)


def _begin(session, name, at):
    session.drafts.keep_form(FormDraft(name, None, at, "", {}))


def test_what_was_shown_before_is_what_goes_and_stands_in_the_log(session, service):
    _begin(session, "old", START - timedelta(days=40))
    _begin(session, "new", START)
    wanted = Retention({Kept.DRAFTS: 30})
    shown = service.preview(wanted)
    assert shown.counts == {Kept.DRAFTS: 1}
    assert len(session.drafts.pending()) == 2
    assert service.set_periods(wanted) == shown
    assert service.periods() == wanted
    assert [draft.id for draft in session.drafts.pending()] == ["new"]
    assert service.log() == [shown]


def test_it_purges_at_the_start_and_once_a_day_with_nobody_in(session, service, clock):
    service.set_periods(Retention({Kept.DRAFTS: 30}))
    again = RetentionService(session._store.retention, clock, Access())
    assert again.run_due() is not None
    clock.at += timedelta(hours=3)
    assert again.run_due() is None
    _begin(session, "f", START)
    clock.at += timedelta(days=31)
    assert again.run_due().counts == {Kept.DRAFTS: 1}


def test_a_clock_set_back_does_not_end_the_purging(service, clock):
    assert service.run_due() is not None
    clock.at -= timedelta(days=90)
    assert service.run_due() is not None
