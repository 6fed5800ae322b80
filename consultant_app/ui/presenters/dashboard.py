"""The manager's overview: the period that is shown, and its figures."""

from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.statistics import ALL, Dashboard, Season, Table
from consultant_app.ui.ports.management import ManagementPort
from consultant_app.ui.tasks import Lane, Task, TaskRunner

PERIODS = (30, 90, 365)
"""Days that can be chosen."""


class DashboardPresenter(QObject):
    """Holds the figures of one period.

    Signals:
        changed: ``shown``, ``loading`` or ``concern`` changed.
        exported: the file was written (``Path``).
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    exported = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, management: ManagementPort, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._management, self._tasks = management, tasks
        self._asked: Task | None = None
        self.days = PERIODS[1]
        self.loading = False
        self.shown: Dashboard | None = None
        self.concern: str | None = None

    def load(self, days: int | None = None) -> None:
        """Count anew; only the answer to the last question is taken."""
        self.days = days or self.days
        if self._asked is not None:
            self._asked.cancel()
        self.loading = True
        self.changed.emit()
        asked = self.days
        self._asked = self._tasks.run(
            Lane.STORE, lambda: self._management.dashboard(asked), self._take, self._not_read
        )

    def choose(self, criterion: str) -> None:
        """Show one criterion by age and season."""
        self.concern = criterion
        self.changed.emit()

    def export(self, path: Path, language: str) -> None:
        """Write the figures, without names."""
        shown = self.shown
        if shown is not None:
            # The export leaves an entry in the audit log, so it belongs on the store's lane.
            self._tasks.run(
                Lane.STORE,
                lambda: self._management.export(path, shown, language),
                lambda _: self.exported.emit(path),
                self.failed.emit,
            )

    @property
    def concerns(self) -> list[tuple[str, float | None]]:
        """Criterion and the share of all clients 0..1 among whose priorities it is, the largest first.

        ``None`` where that may not be said; those come last.
        """
        if self.shown is None:
            return []
        shares = [(key, share_of(table, ALL, ALL)) for key, table in self.shown.concerns.items()]
        return sorted(shares, key=lambda each: (each[1] is None, -(each[1] or 0.0)))

    def _take(self, shown: Dashboard) -> None:
        self._asked, self.loading, self.shown = None, False, shown
        if self.concern is None:
            self.concern = next((key for key, _ in self.concerns), None)
        self.changed.emit()

    def _not_read(self, error: ConsultantError) -> None:
        self._asked, self.loading = None, False
        self.changed.emit()
        self.failed.emit(error)


def share_of(table: Table, band: str, season: Season | str) -> float | None:
    """Of a table of concerns: the share 0..1 in an age band and a season; ``None`` where it may not be shown."""
    return table.share(band, f"{season}/with", season)
