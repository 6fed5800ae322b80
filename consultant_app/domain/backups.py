"""Backups: what there is, which are kept as they grow old, and when the next one is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

AT_LEAST_BETWEEN = timedelta(minutes=30)
"""Between two automatic backups."""

_ALL_FOR = timedelta(days=2)
_DAILY, _WEEKLY, _MONTHLY = 12, 10, 9


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup in a folder of backups.

    Attributes:
        name: Its folder's name.
        at: When it was made, UTC, aware.
        rows: Table -> number of rows.
        photos: Encrypted files that belong to it.
        missing: Encrypted files that were missing from the store, or damaged in it, when it was made.
    """

    name: str
    at: datetime
    rows: dict[str, int]
    photos: int
    missing: int

    @property
    def clients(self) -> int:
        """Clients in it."""
        return self.rows.get("clients", 0)

    @property
    def visits(self) -> int:
        """Visits in it."""
        return self.rows.get("visits", 0)


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """What a check of one backup found.

    Attributes:
        name: The backup.
        info: What it says of itself; ``None`` where that cannot be believed.
        faults: What does not hold, a sentence each; none where the backup is whole.
    """

    name: str
    info: BackupInfo | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How it stands with the automatic backups.

    Attributes:
        target: Folder where they go.
        last: When the last one was made, UTC, aware; ``None`` before the first.
        failure: Why the last attempt failed; empty where it did not.
    """

    target: str
    last: datetime | None = None
    failure: str = ""


def to_keep(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups are kept as they grow old (after Anki).

    All of the last 2 days, then one a day for 12 days that have any, one a week for 10 weeks, one a month for 9
    months, each the last of its day, week or month.

    A backup from the future (the clock was set back) is kept: nobody can say how old it is.

    Args:
        times: When the backups were made, aware.
        now: The time, aware.
    """
    made = set(times)
    kept = {at for at in made if at > now - _ALL_FOR}
    older = sorted(made - kept, reverse=True)
    seen: tuple[set[object], set[object], set[object]] = (set(), set(), set())
    for at in older:
        day = at.date()
        for periods, period, at_most in zip(
            seen, (day, _week(day), (day.year, day.month)), (_DAILY, _WEEKLY, _MONTHLY), strict=True
        ):
            if period in periods:
                break
            if len(periods) < at_most:
                periods.add(period)
                kept.add(at)
                break
    return kept


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
