"""Who works at the counter, and who may open it. What a role may do is decided here, not on a screen.

The PIN keeps the next person at the counter out of the clients' data. It does not encrypt anything: four digits
could not; that is what the store's keys are for (ADR 3).
"""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from consultant_app.domain.people import AccessError, Role, User, check_pin, delay_after
from consultant_app.storage.people_records import PeopleRecords


class PeopleService:
    """The people of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    How many wrong PINs were entered is in the store, written before a PIN is looked at, so neither a restart nor a
    pulled plug gives a free try. How long that holds up is counted by the computer's own running clock, from the
    last wrong entry or, after a restart, from the opening of the store: setting the date changes nothing.

    Args:
        records: The people in the store.
        recovers: Whether a text is the store's recovery passphrase.
        now: The time, aware.
        clock: Seconds that only run forwards.
        hasher: Argon2id (64 MiB, 3 passes, 4 lanes: 0.2 s).
    """

    def __init__(
        self,
        records: PeopleRecords,
        recovers: Callable[[str], bool],
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._records, self._recovers, self._now, self._clock = records, recovers, now, clock
        self._hasher = hasher or PasswordHasher()
        self._opened = clock()
        self._erred: dict[str, float] = {}

    def all(self) -> list[User]:
        """Everybody who may open the counter; nobody in a store just made."""
        return self._records.all()

    def appoint_manager(self, name: str, pin: str) -> User:
        """Make the first manager of a store that has none.

        Raises:
            AccessError: there is one already, the name is empty, or the PIN cannot be taken.
        """
        if any(user.role is Role.MANAGER for user in self.all()):
            raise AccessError("taken")
        return self._add(name, Role.MANAGER, pin)

    def add(self, by: User, name: str, role: Role, pin: str) -> User:
        """Add somebody.

        Raises:
            AccessError: ``by`` is no manager, the name is empty, or the PIN cannot be taken.
        """
        # The role in the store counts, not the one that a caller says.
        if self._records.get(by.id).role is not Role.MANAGER:
            raise AccessError("not_manager")
        return self._add(name, role, pin)

    def wait_s(self, user_id: str) -> float:
        """Seconds for which no PIN of hers is looked at."""
        delay = delay_after(self._records.wrong(user_id))
        since = self._erred.get(user_id, self._opened)
        return max(0.0, delay - (self._clock() - since)) if delay else 0.0

    def unlock(self, user_id: str, pin: str) -> User:
        """Let somebody in.

        Raises:
            AccessError: the PIN is wrong, or it is too early to try again; ``wait_s`` says how long to wait.
        """
        left = self.wait_s(user_id)
        if left > 0:
            raise AccessError("wait", left)
        wrong = self._records.wrong(user_id) + 1
        self._records.set_wrong(user_id, wrong)
        known = self._records.pin(user_id)
        try:
            self._hasher.verify(known, pin)
        except VerificationError as error:
            self._erred[user_id] = self._clock()
            raise AccessError("wrong", delay_after(wrong)) from error
        self._records.set_wrong(user_id, 0)
        if self._hasher.check_needs_rehash(known):
            self._records.set_pin(user_id, self._hasher.hash(pin))
        return self._records.get(user_id)

    def renew_pin(self, user_id: str, passphrase: str, pin: str) -> User:
        """Set a forgotten PIN anew with the store's recovery passphrase.

        Raises:
            AccessError: this is not the passphrase, or the PIN cannot be taken.
        """
        check_pin(pin)
        if not self._recovers(passphrase):
            raise AccessError("phrase")
        self._records.set_pin(user_id, self._hasher.hash(pin))
        return self._records.get(user_id)

    def _add(self, name: str, role: Role, pin: str) -> User:
        check_pin(pin)
        if not name.strip():
            raise AccessError("no_name")
        user = User(str(uuid4()), name.strip(), role)
        self._records.add(user, self._hasher.hash(pin), self._now())
        return user
