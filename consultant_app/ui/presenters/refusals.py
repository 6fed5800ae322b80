"""Counts photos that are refused: why and at which counter, nothing of who was on them."""

import logging

from PyQt6.QtCore import QObject

from consultant_app.domain.analysis import Analysis, Severity
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.tasks import Lane, TaskRunner

_LOG = logging.getLogger(__name__)


class RefusalCount(QObject):
    """Watches a ``VisitPresenter``."""

    def __init__(
        self,
        visit: VisitPresenter,
        workspace: Workspace,
        tasks: TaskRunner,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._visit, self._work, self._tasks, self._preferences = visit, workspace, tasks, preferences
        self._counted: Analysis | None = None
        visit.phase_changed.connect(self._follow)
        visit.failed.connect(self._failed)

    def _follow(self) -> None:
        refusal = self._visit.refusal
        if self._visit.phase is not Phase.REFUSED or refusal is None or refusal is self._counted:
            return
        self._counted = refusal
        findings = refusal.quality.findings
        self._count(tuple(each.key for each in findings if each.severity is Severity.REFUSE))

    def _failed(self, error: ConsultantError) -> None:
        if isinstance(error, PhotoError):
            self._count((error.key,))

    def _count(self, reasons: tuple[str, ...]) -> None:
        statistics, counter = self._work.management.statistics, self._preferences.store
        self._tasks.run(
            Lane.STORE,
            lambda: statistics.refused(reasons, counter),
            lambda _: None,
            # A figure that is missing is no reason to stop a consultant with a client before her.
            lambda error: _LOG.warning("a refused photo was not counted: %s", error),
        )
