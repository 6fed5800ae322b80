"""The audit log: who saw, changed, exported, erased what, and when. Ids only, never a name."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry.

    Attributes:
        number: From 1, without gaps.
        at: When, UTC, aware.
        actor: Id of who did it; empty where the program did, or nobody was in.
        action: What was done: a use case of ``services.access``, or a word of ``services.audit``.
        subject: Random id of the client, visit, report or person it was done to; empty where there is none.
        detail: A word more, from a fixed list; never anything typed.
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditState:
    """What a check of the log found.

    Attributes:
        entries: How many there are.
        fault: ``altered`` (an entry was changed, moved, added or taken out), ``cut`` (entries are missing at the
            end), ``anchor`` (the note of where the log ended is missing or altered); ``None`` where all holds.
        number: The first entry that does not hold; 0 where there is none.
    """

    entries: int
    fault: str | None = None
    number: int = 0

    @property
    def sound(self) -> bool:
        """Whether the log is as it was written."""
        return self.fault is None
