"""Keeps the visit on screen as a draft from its photo on, until it is saved or given up."""

from PyQt6.QtCore import QObject

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter


class VisitKeeper(QObject):
    """Watches a ``VisitPresenter``.

    What the camera took is kept as it is until it has been read: a crash on the way must not cost the photo. A
    file that was chosen lies where it lay. A new result is kept with its photo, later changes without.
    """

    def __init__(self, visit: VisitPresenter, drafts: DraftsPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit, self._drafts = visit, drafts
        self._about: Analysis | None = None
        self._refused: str | None = None
        self._reading = False
        visit.phase_changed.connect(self._follow)
        visit.edited.connect(self._edited)
        visit.saving.connect(self._saving)
        visit.saved.connect(drafts.refresh)
        visit.failed.connect(self._failed)

    def _follow(self) -> None:
        visit = self._visit
        if visit.phase is Phase.READY:
            self._keep_result()
        elif visit.phase is Phase.WORKING:
            self._keep_taken()
        elif visit.phase is Phase.REFUSED:
            self._refused = visit.draft_id
        else:
            self._let_go()

    def _keep_taken(self) -> None:
        visit = self._visit
        draft = visit.as_taken()
        # What was just read back is kept already.
        self._reading = draft is not None
        if draft is not None and visit.taken is not visit.resumed:
            self._drafts.keep(draft)

    def _keep_result(self) -> None:
        visit = self._visit
        self._refused, self._reading = None, False
        if visit.analysis is self._about:
            return
        self._about = visit.analysis
        draft = visit.as_draft()
        if draft is not None and visit.analysis is not visit.resumed:
            self._drafts.keep(draft)

    def _let_go(self) -> None:
        """A photo that was refused and not used all the same is not asked for again; one half read is."""
        refused, reading = self._refused, self._reading
        self._refused, self._reading = None, False
        if refused is not None:
            self._drafts.end(refused)
        elif reading:
            self._drafts.refresh()

    def _edited(self) -> None:
        draft = self._visit.as_draft()
        if draft is not None and not self._visit.is_saving:
            self._drafts.keep(draft, whole=False)

    def _saving(self) -> None:
        if self._visit.draft_id is not None:
            self._drafts.settle(self._visit.draft_id)

    def _failed(self, error: ConsultantError) -> None:
        """Not read: one that never can be is let go of. Not stored: what changed meanwhile is a draft still."""
        visit = self._visit
        draft = visit.as_draft()
        if draft is not None:
            self._drafts.unsettle(draft.id)
            self._drafts.keep(draft, whole=False)
        elif isinstance(error, PhotoError) and visit.analysis is None and visit.draft_id is not None:
            self._drafts.end(visit.draft_id)
