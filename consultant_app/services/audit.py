"""The audit log: every use case that touches a client leaves an entry before it acts, by ids alone.

``record`` is the one function to call. Services that name their use case (``services.access.needs``) need not even
do that: ``Access`` tells this service of every call that passes or is refused.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.storage.audit_records import AuditRecords

_LOGGED = frozenset(
    {
        UseCase.READ_CLIENT,
        UseCase.EDIT_CLIENT,
        UseCase.READ_CONSENT,
        UseCase.RECORD_CONSENT,
        UseCase.EXPORT_CLIENT,
        UseCase.ERASE_CLIENT,
        UseCase.READ_VISIT,
        UseCase.SAVE_VISIT,
        UseCase.READ_REPORT,
        UseCase.KEEP_REPORT,
        UseCase.MANAGE_PEOPLE,
        UseCase.SET_RETENTION,
        UseCase.EXPORT_FOR_MODEL,
        UseCase.RENEW_PHRASE,
        UseCase.MANAGE_BACKUPS,
        UseCase.READ_AUDIT,
        UseCase.PUBLISH_CATALOGUE,
        UseCase.EXPORT_STATISTICS,
    }
)
"""Looking for a client, and what is typed into a draft, leave no entry: they show nobody's data as a whole."""

_READS = frozenset({UseCase.READ_CLIENT, UseCase.READ_CONSENT, UseCase.READ_VISIT, UseCase.READ_REPORT})
_DOOR = "door"
_AT_THE_DOOR = frozenset({"unlock", "lock", "renew_pin", "appoint_manager"})
_SAME_LOOK = timedelta(minutes=10)
"""A screen asks for the same client over and over; within this time that is one look."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class AuditService:
    """The audit log of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Where the log cannot be written, what was to be logged does not happen.

    Args:
        records: The log in the store.
        now: The time, aware.
        access: Who is in; tells of every use case.

    Attributes:
        state: What the check at the opening found.
    """

    def __init__(self, records: AuditRecords, now: Callable[[], datetime], access: Access) -> None:
        self.access = access
        self._records = records
        self._now = now
        self.state: AuditState = records.verify()
        access.watched_by(_Watcher(records, now, access))

    @needs(UseCase.RECORD_AUDIT)
    def record(self, user_id: str, action: str, subject: str = "", detail: str = "") -> None:
        """Add an entry.

        Args:
            user_id: Who; empty where the program did.
            action: What, a word in English that stays the same for ever.
            subject: Random id of whom or what it was done to.
            detail: A word more. Never a name, nor anything typed.
        """
        self._records.append(self._now(), user_id, action, subject, detail)

    @needs(UseCase.READ_AUDIT)
    def entries(self, before: int | None = None, at_most: int = 200, subject: str = "") -> list[AuditEntry]:
        """Entries, the last first.

        Args:
            before: Only those with a smaller number: the way to the next page.
            at_most: How many.
            subject: Only those about this id.
        """
        return self._records.read(before, at_most, subject)

    @needs(UseCase.READ_AUDIT)
    def check(self) -> AuditState:
        """Check the whole log again."""
        self.state = self._records.verify()
        return self.state


class _Watcher:
    """Writes down what ``Access`` tells."""

    def __init__(self, records: AuditRecords, now: Callable[[], datetime], access: Access) -> None:
        self._records, self._now, self._access = records, now, access
        self._looks: dict[tuple[str, str, str], datetime] = {}

    def before(self, use_case: UseCase, act: str, args: tuple[object, ...]) -> bool:
        """Note what is about to happen. Returns whether there is nothing left to note."""
        if use_case is UseCase.OPEN_DOOR and act in _AT_THE_DOOR:
            self._note(_DOOR, _subject(args), act)
            return act == "lock"
        if use_case not in _LOGGED:
            return True
        subject = _subject(args)
        if not subject and use_case in {UseCase.EDIT_CLIENT, UseCase.MANAGE_PEOPLE}:
            return False  # somebody new, whose id is known once she is stored
        if use_case not in _READS or not self._looked(use_case, subject):
            self._note(use_case, subject, act)
        return True

    def after(self, use_case: UseCase, act: str, outcome: object) -> None:
        """Note who was added or let in where ``before`` could not know it."""
        if use_case is UseCase.OPEN_DOOR:
            self._note(_DOOR, _subject((outcome,)), "opened")
        else:
            self._note(use_case, _subject((outcome,)), act)

    def refused(self, use_case: UseCase, act: str) -> None:
        """Note an attempt that was refused."""
        self._note(use_case, "", f"refused:{act}")

    def _looked(self, use_case: UseCase, subject: str) -> bool:
        now, look = self._now(), (self._actor(), str(use_case), subject)
        last = self._looks.get(look)
        if last is not None and timedelta() <= now - last < _SAME_LOOK:
            return True
        self._looks[look] = now
        return False

    def _note(self, action: str, subject: str, detail: str) -> None:
        self._records.append(self._now(), self._actor(), str(action), subject, detail)

    def _actor(self) -> str:
        return "" if self._access.user is None else self._access.user.id


def _subject(args: tuple[object, ...]) -> str:
    """The first argument that is a random id, or has one; nothing else may reach the log: it may be a name."""
    for argument in args:
        for found in (argument, getattr(argument, "client_id", None), getattr(argument, "id", None)):
            if isinstance(found, str) and _ID.fullmatch(found):
                return found
    return ""
