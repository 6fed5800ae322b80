"""How long a store keeps what, and what a purge did. Nothing is purged that no manager decided."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_DAYS = 3650


class Kept(StrEnum):
    """What is kept for a time."""

    PHOTOS = "photos"
    """Photos, maps and reports that show her, from the day of the visit."""
    RESULTS = "results"
    """Visits as a whole, from their day."""
    CLIENTS = "clients"
    """Clients who did not come any more, from their last visit, signature or first day."""
    DRAFTS = "drafts"
    """What was begun and not ended, from the day it was begun."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The periods of a store.

    Attributes:
        days: Kind -> days, 1 to ``LONGEST_DAYS``; a kind that is not there is kept until somebody erases it.
    """

    days: dict[Kept, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse impossible periods.

        Raises:
            ValueError: a period is shorter than a day or longer than ten years.
        """
        if not all(1 <= days <= LONGEST_DAYS for days in self.days.values()):
            raise ValueError(f"a period lasts 1 to {LONGEST_DAYS} days")

    def before(self, kind: Kept, now: datetime) -> datetime | None:
        """What is older than this time has to go; ``None`` where no period is set."""
        days = self.days.get(kind)
        return None if days is None else now - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge removes, or removed: kind -> how many visits, clients or drafts.

    Attributes:
        at: When, UTC, aware.
        counts: Only kinds of which there is any.
    """

    at: datetime
    counts: dict[Kept, int]

    def __bool__(self) -> bool:
        """Whether anything goes."""
        return any(self.counts.values())
