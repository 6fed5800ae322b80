"""Who wants in, and whether she may: without pixels."""

import time
from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.people import AccessError, Role, User
from consultant_app.ui.ports import People
from consultant_app.ui.tasks import Lane, TaskRunner

_TICK_MS = 250


class UnlockPresenter(QObject):
    """Holds who can be chosen, who is, and what stands in the way.

    Signals:
        changed: anything that is shown changed.
        refused: the PIN was not taken; what was typed is to be cleared.
        opened: the ``User`` is in.
        failed: an environment error (``ConsultantError``) that is none of the PIN.
    """

    changed = pyqtSignal()
    refused = pyqtSignal()
    opened = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        people: People,
        tasks: TaskRunner,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._people, self._tasks, self._clock = people, tasks, clock
        self._until: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.people: list[User] = []
        self.loaded = False
        self.busy = False
        self.chosen: User | None = None
        self.problem: AccessError | None = None

    @property
    def needs_manager(self) -> bool:
        """Whether nobody can unlock yet: the manager sets her PIN first."""
        return self.loaded and not any(user.role is Role.MANAGER for user in self.people)

    @property
    def waiting_s(self) -> int:
        """Whole seconds until a PIN of the chosen person is looked at again."""
        if self.chosen is None:
            return 0
        left = self._until.get(self.chosen.id, 0.0) - self._clock()
        return max(0, int(left) + (left > int(left)))

    def load(self) -> None:
        """Ask who works here, and who has to wait."""
        people = self._people

        def read() -> tuple[list[User], dict[str, float]]:
            found = people.all()
            return found, {user.id: people.wait_s(user.id) for user in found}

        self.problem = None
        self._tasks.run(Lane.STORE, read, self._take, self.failed.emit)

    def choose(self, user: User) -> None:
        """It is she who wants in."""
        self.chosen, self.problem = user, None
        self._count_down()
        self.changed.emit()

    def unlock(self, pin: str) -> None:
        """Let the chosen person in, if this is her PIN."""
        chosen = self.chosen
        if chosen is None or not pin or self.busy or self.waiting_s:
            return
        self._ask(lambda: self._people.unlock(chosen.id, pin))

    def appoint(self, name: str, pin: str) -> None:
        """Make the first manager, and let her in."""
        if not self.busy:
            self._ask(lambda: self._people.appoint_manager(name, pin))

    def renew(self, passphrase: str, pin: str) -> None:
        """Set the chosen person's forgotten PIN anew, and let her in."""
        chosen = self.chosen
        if chosen is not None and not self.busy:
            self._ask(lambda: self._people.renew_pin(chosen.id, passphrase, pin))

    def _ask(self, work: Callable[[], User]) -> None:
        self.busy, self.problem = True, None
        self.changed.emit()
        self._tasks.run(Lane.STORE, work, self._open, self._object)

    def _open(self, user: User) -> None:
        self.busy = False
        self._until.pop(user.id, None)
        self.opened.emit(user)

    def _object(self, error: ConsultantError) -> None:
        self.busy = False
        if isinstance(error, AccessError):
            self.problem = error
            if self.chosen is not None and error.wait_s:
                self._until[self.chosen.id] = self._clock() + error.wait_s
            self._count_down()
            self.refused.emit()
        else:
            self.failed.emit(error)
        self.changed.emit()

    def _take(self, read: tuple[list[User], dict[str, float]]) -> None:
        self.people, waits = read
        self.loaded = True
        now = self._clock()
        self._until = {user_id: now + wait for user_id, wait in waits.items() if wait}
        ids = [user.id for user in self.people]
        if self.chosen is None or self.chosen.id not in ids:
            self.chosen = self.people[0] if self.people else None
        self._count_down()
        self.changed.emit()

    def _count_down(self) -> None:
        if self.waiting_s:
            self._timer.start()

    def _tick(self) -> None:
        if not self.waiting_s:
            self._timer.stop()
            self.problem = None
        self.changed.emit()
