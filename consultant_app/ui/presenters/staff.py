"""Who works at the counter, for the manager: without pixels."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.people import AccessError, Role, User
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, TaskRunner


class StaffPresenter(QObject):
    """Holds everybody, and does what the manager asks for.

    Signals:
        changed: what is shown changed.
        done: what was asked for is done.
        failed: an environment error (``ConsultantError``) that is none of what was typed.
    """

    changed = pyqtSignal()
    done = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, store: Store, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people, self._access, self._tasks = store.people, store.access, tasks
        self.people: list[User] = []
        self.waits: dict[str, float] = {}
        self.problem: AccessError | None = None
        self.busy = False

    def is_herself(self, user: User) -> bool:
        """Whether she is who is looking."""
        return self._access.user is not None and self._access.user.id == user.id

    def load(self) -> None:
        """Ask who works here, and whom a wrong PIN holds up."""
        self._do(lambda: None)

    def add(self, name: str, role: Role, pin: str) -> None:
        """Add somebody."""
        self._do(lambda: self._people.add(name, role, pin), tell=True)

    def set_pin(self, user: User, pin: str) -> None:
        """Give somebody a new PIN."""
        self._do(lambda: self._people.set_pin(user.id, pin), tell=True)

    def let_try(self, user: User) -> None:
        """Let somebody try again at once."""
        self._do(lambda: self._people.let_try(user.id))

    def set_role(self, user: User, role: Role) -> None:
        """Give somebody another role."""
        self._do(lambda: self._people.set_role(user.id, role))

    def remove(self, user: User) -> None:
        """Let somebody in no more."""
        self._do(lambda: self._people.remove(user.id))

    def _do(self, act: Callable[[], object], *, tell: bool = False) -> None:
        people = self._people

        def work() -> tuple[list[User], dict[str, float]]:
            act()
            found = people.all()
            return found, {user.id: people.wait_s(user.id) for user in found}

        def ended(read: tuple[list[User], dict[str, float]]) -> None:
            (self.people, self.waits), self.busy = read, False
            self.changed.emit()
            if tell:
                self.done.emit()

        self.busy, self.problem = True, None
        self.changed.emit()
        self._tasks.run(Lane.STORE, work, ended, self._object)

    def _object(self, error: ConsultantError) -> None:
        self.busy = False
        self.problem = error if isinstance(error, AccessError) else None
        self.changed.emit()
        if self.problem is None:
            self.failed.emit(error)
