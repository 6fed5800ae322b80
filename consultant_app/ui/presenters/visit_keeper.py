"""Keeps the visit on screen as a draft from its result on, until it is saved or given up."""

from PyQt6.QtCore import QObject

from consultant_app.domain.analysis import Analysis
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter


class VisitKeeper(QObject):
    """Watches a ``VisitPresenter``: a new result is kept with its photo, later changes without."""

    def __init__(self, visit: VisitPresenter, drafts: DraftsPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit, self._drafts = visit, drafts
        self._about: Analysis | None = None
        visit.phase_changed.connect(self._follow)
        visit.edited.connect(self._edited)
        visit.saving.connect(self._saving)
        visit.saved.connect(drafts.refresh)
        visit.failed.connect(self._failed)

    def _follow(self) -> None:
        visit = self._visit
        if visit.phase is not Phase.READY or visit.analysis is self._about:
            return
        self._about = visit.analysis
        draft = visit.as_draft()
        # What was just read back is kept already.
        if draft is not None and visit.analysis is not visit.resumed:
            self._drafts.keep(draft)

    def _edited(self) -> None:
        draft = self._visit.as_draft()
        if draft is not None and not self._visit.is_saving:
            self._drafts.keep(draft, whole=False)

    def _saving(self) -> None:
        if self._visit.draft_id is not None:
            self._drafts.settle(self._visit.draft_id)

    def _failed(self) -> None:
        """Not stored: what changed meanwhile is a draft still."""
        draft = self._visit.as_draft()
        if draft is not None:
            self._drafts.unsettle(draft.id)
            self._drafts.keep(draft, whole=False)
