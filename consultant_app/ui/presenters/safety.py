"""What a manager sees of backups and audit log: without pixels."""

from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.domain.people import User
from consultant_app.texts import Texts
from consultant_app.ui.ports import People
from consultant_app.ui.ports.safety import AuditLog, Backups
from consultant_app.ui.presenters.wording import hour, short_day
from consultant_app.ui.tasks import Lane, TaskRunner

PAGE = 100
_SHORT = 8
"""Letters of a random id that tell it from others on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    at: str
    who: str
    what: str
    subject: str


class SafetyPresenter(QObject):
    """Holds the page of the log that is shown.

    Signals:
        changed: anything that is shown changed.
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(
        self, audit: AuditLog, people: People, backups: Backups, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._audit, self._people, self._backups, self._tasks = audit, people, backups, tasks
        self.state: AuditState | None = None
        self.entries: list[AuditEntry] = []
        self.has_more = False
        self._names: dict[str, str] = {}

    def load(self) -> None:
        """Check the log, and read its last page."""

        def work() -> tuple[AuditState, list[AuditEntry], list[User]]:
            return self._audit.check(), self._audit.entries(at_most=PAGE), self._people.all()

        self._tasks.run(Lane.STORE, work, self._loaded, self.failed.emit)

    def load_more(self) -> None:
        """Read the page before."""
        if self.entries:
            oldest = self.entries[-1].number
            self._tasks.run(
                Lane.STORE, lambda: self._audit.entries(oldest, PAGE), self._loaded_more, self.failed.emit
            )

    def choose(self, folder: Path) -> None:
        """Have the backups made in another folder."""
        self._tasks.run(
            Lane.STORE, lambda: self._backups.set_target(folder), lambda _: self.changed.emit(), self.failed.emit
        )

    def lines(self, words: Texts) -> list[Line]:
        """The page in words."""
        return [
            Line(
                f"{short_day(entry.at, words.language)} {hour(entry.at, words.language)}",
                self._names.get(entry.actor, words("audit.program") if not entry.actor else entry.actor[:_SHORT]),
                _what(entry, words),
                self._names.get(entry.subject, entry.subject[:_SHORT]),
            )
            for entry in self.entries
        ]

    def verdict(self, words: Texts) -> str:
        """What the check found."""
        if self.state is None:
            return ""
        if self.state.fault is None:
            return words("audit.sound", count=self.state.entries)
        return words(f"audit.fault_{self.state.fault}", number=self.state.number)

    def _loaded(self, found: tuple[AuditState, list[AuditEntry], list[User]]) -> None:
        self.state, self.entries, people = found
        self._names = {user.id: user.name for user in people}
        self.has_more = len(self.entries) == PAGE
        self.changed.emit()

    def _loaded_more(self, entries: list[AuditEntry]) -> None:
        self.entries = [*self.entries, *entries]
        self.has_more = len(entries) == PAGE
        self.changed.emit()


def _what(entry: AuditEntry, words: Texts) -> str:
    """An act of a later version of the program is shown by its key, not left out."""
    act, _, refused = entry.detail.partition(":")
    key = f"audit.act.{entry.detail if entry.action == 'door' else entry.action}"
    said = words(key) if key in words else entry.action
    return words("audit.refused", what=said) if act == "refused" and refused else said
