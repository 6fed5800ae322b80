"""Who works at the counter, and who may open it. What each role may do then is in ``services.access``.

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
from consultant_app.services.access import Access, UseCase, needs
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
        access: Who is in; she is told to it here, and nowhere else.
        clock: Seconds that only run forwards.
        hasher: Argon2id (64 MiB, 3 passes, 4 lanes: 0.2 s).
    """

    def __init__(
        self,
        records: PeopleRecords,
        recovers: Callable[[str], bool],
        now: Callable[[], datetime],
        access: Access,
        clock: Callable[[], float] = time.monotonic,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self.access = access
        self._records, self._recovers, self._now, self._clock = records, recovers, now, clock
        self._hasher = hasher or PasswordHasher()
        self._opened = clock()
        self._erred: dict[str, float] = {}

    @needs(UseCase.OPEN_DOOR)
    def all(self) -> list[User]:
        """Everybody who may open the counter; nobody in a store just made."""
        return self._records.all()

    @needs(UseCase.OPEN_DOOR)
    def appoint_manager(self, name: str, pin: str) -> User:
        """Make the first manager of a store that has none, and let her in.

        Raises:
            AccessError: there is one already, the name is empty, or the PIN cannot be taken.
        """
        if any(user.role is Role.MANAGER for user in self.all()):
            raise AccessError("taken")
        return self._let_in(self._add(name, Role.MANAGER, pin))

    @needs(UseCase.MANAGE_PEOPLE)
    def add(self, name: str, role: Role, pin: str) -> User:
        """Add somebody.

        Raises:
            AccessError: the name is empty, or the PIN cannot be taken.
        """
        return self._add(name, role, pin)

    @needs(UseCase.SEED)
    def invent(self, name: str, role: Role, pin: str) -> User:
        """Add somebody to a demonstration. Raises as ``add``."""
        return self._add(name, role, pin)

    @needs(UseCase.MANAGE_PEOPLE)
    def set_pin(self, user_id: str, pin: str) -> None:
        """Give somebody a new PIN, and forget her wrong ones: she forgot it, or is held up and clients wait.

        Raises:
            AccessError: the PIN cannot be taken, or she does not work here.
        """
        check_pin(pin)
        self._records.set_pin(user_id, self._hasher.hash(pin))

    @needs(UseCase.MANAGE_PEOPLE)
    def let_try(self, user_id: str) -> None:
        """Forget somebody's wrong entries, so that she need not wait. Raises ``AccessError`` for nobody."""
        self._records.set_wrong(user_id, 0)

    @needs(UseCase.MANAGE_PEOPLE)
    def set_role(self, user_id: str, role: Role) -> None:
        """Give somebody another role, from her next entry on.

        Raises:
            AccessError: it is herself (a manager must stay), or nobody works here of that id.
        """
        self._refuse_herself(user_id)
        self._records.set_role(user_id, role)

    @needs(UseCase.MANAGE_PEOPLE)
    def remove(self, user_id: str) -> None:
        """Let somebody in no more. What she did keeps her name.

        Raises:
            AccessError: it is herself (a manager must stay), or nobody works here of that id.
        """
        self._refuse_herself(user_id)
        self._records.leave(user_id, self._now())

    @needs(UseCase.OPEN_DOOR)
    def lock(self) -> None:
        """Nobody is in from now on."""
        self.access.leave()

    @needs(UseCase.OPEN_DOOR)
    def wait_s(self, user_id: str) -> float:
        """Seconds for which no PIN of hers is looked at."""
        delay = delay_after(self._records.wrong(user_id))
        since = self._erred.get(user_id, self._opened)
        return max(0.0, delay - (self._clock() - since)) if delay else 0.0

    @needs(UseCase.OPEN_DOOR)
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
        return self._let_in(self._records.get(user_id))

    @needs(UseCase.OPEN_DOOR)
    def renew_pin(self, user_id: str, passphrase: str, pin: str) -> User:
        """Set a forgotten PIN anew with the store's recovery passphrase, and let her in.

        Raises:
            AccessError: this is not the passphrase, or the PIN cannot be taken.
        """
        check_pin(pin)
        if not self._recovers(passphrase):
            raise AccessError("phrase")
        self._records.set_pin(user_id, self._hasher.hash(pin))
        return self._let_in(self._records.get(user_id))

    def _let_in(self, user: User) -> User:
        # As the store has her, never as a caller says: the role that counts is the one that was written down.
        self.access.enter(user)
        return user

    def _refuse_herself(self, user_id: str) -> None:
        if self.access.user is not None and self.access.user.id == user_id:
            raise AccessError("herself")

    def _add(self, name: str, role: Role, pin: str) -> User:
        check_pin(pin)
        if not name.strip():
            raise AccessError("no_name")
        user = User(str(uuid4()), name.strip(), role)
        self._records.add(user, self._hasher.hash(pin), self._now())
        return user
