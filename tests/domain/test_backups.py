from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.backups import BackupInfo, to_keep

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_two_days_keep_all_then_days_weeks_months_thin_out() -> None:
    hourly = [NOW - timedelta(hours=hours) for hours in range(24 * 500)]
    kept = sorted(to_keep(hourly, NOW), reverse=True)
    recent = [at for at in kept if at > NOW - timedelta(days=2)]
    older = kept[len(recent) :]
    assert len(recent) == 48
    assert len(older) == 12 + 10 + 9
    days = older[:12]
    assert len({at.date() for at in days}) == 12
    assert (days[0].date() - days[-1].date()).days == 11
    weeks = older[12:22]
    assert len({at.isocalendar()[:2] for at in weeks}) == 10
    months = older[22:]
    assert len({(at.year, at.month) for at in months}) == 9


def test_a_backup_from_the_future_is_kept() -> None:
    future = NOW + timedelta(days=400)
    assert future in to_keep([future, NOW - timedelta(days=1)], NOW)


@given(st.lists(st.integers(0, 24 * 60 * 900), max_size=60))
def test_thinning_again_takes_nothing_more_and_the_last_stays(minutes: list[int]) -> None:
    times = {NOW - timedelta(minutes=ago) for ago in minutes}
    kept = to_keep(iter(times), NOW)
    assert kept <= times
    assert to_keep(kept, NOW) == kept
    if times:
        assert max(times) in kept


def test_a_backup_says_how_many_clients_and_visits_it_holds() -> None:
    info = BackupInfo("a", NOW, {"clients": 3, "visits": 9}, 18, 0)
    assert (info.clients, info.visits) == (3, 9)
    assert BackupInfo("a", NOW, {}, 0, 0).clients == 0
