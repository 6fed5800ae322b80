"""One visit on screen, new or past: photo, result, heat maps, routine, PDF, store."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import Client, SavedVisit, VisitSummary
from consultant_app.domain.drafts import TakenDraft, VisitDraft
from consultant_app.domain.errors import ConsultantError, PhotoRefusedError
from consultant_app.domain.routine import Routine
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.outcome import Outcome
from consultant_app.ui.presenters.shown_result import ShownResult
from consultant_app.ui.presenters.side_views import SideViews
from consultant_app.ui.presenters.taken import CapturedPhoto, PhotoFile, Taken, captured_again
from consultant_app.ui.tasks import Lane, Task, TaskRunner

T = TypeVar("T")


class Phase(StrEnum):
    """Where a visit stands."""

    IDLE = "idle"
    WORKING = "working"
    REFUSED = "refused"
    READY = "ready"


class VisitPresenter(ShownResult):
    """Holds the visit on screen; what is seen of its result is in ``ShownResult``.

    Signals:
        phase_changed: ``phase`` changed, and with it all that is shown.
        edited: the routine or the note changed.
        saving: the visit is about to be stored.
        saved: the visit was stored.
        allowed: what its client allows changed.
        must_wait: it cannot be saved yet; whether a side view is being read, else it is being saved already.
        failed: an environment error (``ConsultantError``) ended what was asked for.
    """

    phase_changed = pyqtSignal()
    edited = pyqtSignal()
    saving = pyqtSignal()
    saved = pyqtSignal()
    allowed = pyqtSignal()
    must_wait = pyqtSignal(bool)
    failed = pyqtSignal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._work = workspace
        self._tasks = tasks
        self._now = now
        self._asked: Task | None = None
        self.is_saving = False
        self.sides = SideViews(self, workspace)
        self._clear()

    def _clear(self) -> None:
        self.phase = Phase.IDLE
        self.client: Client | None = None
        self.taken: Taken | None = None
        self.refusal: Analysis | None = None
        self.routine = Routine()
        self.draft_id: str | None = None
        self.resumed: Analysis | Taken | None = None
        self.sides.forget()
        self.summary: VisitSummary | None = None
        self.at: datetime | None = None
        self.note = ""
        self.forget_result()

    @property
    def workspace(self) -> Workspace:
        """What the visit works with."""
        return self._work

    @property
    def may_keep(self) -> bool:
        """Whether the client allowed her results to be kept."""
        return self.client is not None and self.client.details.consent.keep_results

    @property
    def can_save(self) -> bool:
        """Whether there is a new result that may be kept."""
        return self.phase is Phase.READY and self.summary is None and self.may_keep and not self.is_saving

    @property
    def unsaved(self) -> bool:
        """Whether leaving now would lose a result that could have been kept, also while a side view is read."""
        return self.analysis is not None and self.summary is None and self.may_keep

    @property
    def can_export(self) -> bool:
        """Whether a PDF can be made: it shows the photo, so the photo must be at hand."""
        return self.phase is Phase.READY and self.photo is not None

    @property
    def from_camera(self) -> bool:
        """Whether the photo on screen was just taken with the camera."""
        return isinstance(self.taken, CapturedPhoto)

    def analyse(self, client: Client, photo: Path | Taken, language: str, *, force: bool = False) -> None:
        """Look at a photo of ``client``, a file or what the camera took; findings are worded in ``language``."""
        taken = PhotoFile(photo) if isinstance(photo, Path) else photo
        self.leave()
        self.at, self.draft_id = self._now(), str(uuid4())
        self._read(client, taken, language, force=force)

    def _read(self, client: Client, taken: Taken, language: str, *, force: bool = False) -> None:
        self.client, self.taken = client, taken
        if self.at is None:
            return
        work, profile, age = self._work, client.details.profile, client.age_on(self.at.astimezone().date())

        def look() -> Outcome:
            photo = taken.analyse(work.analysis, force=force, language=language)
            routine = work.recommendations.recommend(photo.analysis, profile, age=age)
            return Outcome(photo.analysis, routine, photo)

        self.look(look, self._fail)

    def look(self, work: Callable[[], Outcome], failed: Callable[[ConsultantError], None]) -> None:
        """Look at photos, which is the ``work``, off the GUI thread, and show what that brings."""
        self._ask(Lane.INFERENCE, work, self.show, failed)

    def _ask(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultantError], None],
    ) -> None:
        def not_shown(error: ConsultantError) -> None:
            self._asked = None
            failed(error)

        self.go(Phase.WORKING)
        self._asked = self._tasks.run(lane, work, done, not_shown)

    def stay(self) -> None:
        """Show the result as it was: what was asked for came to nothing."""
        self.go(Phase.READY)

    def analyse_anyway(self, language: str) -> None:
        """Look at the refused photo all the same; its findings stay on the result as warnings."""
        if self.client is not None and self.taken is not None:
            self.analyse(self.client, self.taken, language, force=True)

    def open(self, client: Client, summary: VisitSummary) -> None:
        """Show a past visit of ``client``."""
        self.leave()
        self.client, self.at = client, summary.at
        store = self._work.store

        def read() -> Outcome:
            visit: SavedVisit = store.visits.open(summary.id)
            return Outcome(visit.analysis, visit.routine, visit.photo, visit.summary, visit.note)

        self._ask(Lane.STORE, read, self.show, self._fail)

    def resume(self, client: Client, draft_id: str, language: str) -> None:
        """Go on with a visit of ``client`` that was begun and not saved; its photo is read if it was not."""
        self.leave()
        self.client = client
        drafts = self._work.store.drafts

        def read() -> Outcome | TakenDraft:
            draft = drafts.open_visit(draft_id)
            if isinstance(draft, TakenDraft):
                return draft
            return Outcome(draft.analysis, draft.routine, draft.photo, note=draft.note, draft=draft)

        def opened(found: Outcome | TakenDraft) -> None:
            if isinstance(found, Outcome):
                self.show(found)
                return
            self.draft_id, self.at = found.id, found.started_at
            taken = self.resumed = captured_again(found)
            self._read(client, taken, language)

        self._ask(Lane.STORE, read, opened, self._fail)

    def as_taken(self) -> TakenDraft | None:
        """The photo that was taken and has not become a result, while it is read or refused."""
        if self.analysis is not None or self.phase not in (Phase.WORKING, Phase.REFUSED):
            return None
        if not isinstance(self.taken, CapturedPhoto):
            return None
        if self.draft_id is None or self.client is None or self.at is None:
            return None
        return self.taken.as_draft(self.draft_id, self.client.id, self.at)

    def as_draft(self) -> VisitDraft | None:
        """The visit as it stands, where it is one that would be lost."""
        if not self.unsaved or self.client is None or self.analysis is None:
            return None
        if self.draft_id is None or self.at is None:
            return None
        return VisitDraft(
            self.draft_id, self.client.id, self.at, self.analysis, self.photo, self.routine, self.note
        )

    def put_routine(self, routine: Routine) -> None:
        """Take the routine as the consultant changed it."""
        self.routine = routine
        self.edited.emit()

    def put_note(self, note: str) -> None:
        """Take the note as it is typed."""
        self.note = note
        self.edited.emit()

    def leave(self) -> None:
        """Let go of the visit; what is still under way is dropped."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = None
        self._clear()
        self.phase_changed.emit()

    def allow(self, client: Client) -> None:
        """The client of the visit on screen allows more or less by now."""
        if self.client is not None and self.client.id == client.id:
            self.client = client
            self.allowed.emit()

    def save(self, done: Callable[[], None] | None = None) -> None:
        """Keep the visit as far as the consent reaches; ``done`` is called when it is safely stored."""
        if self.unsaved and not self.can_save:
            self.must_wait.emit(not self.is_saving)
        shown = self.photo or self.analysis
        if not self.can_save or self.client is None or shown is None:
            return
        self.is_saving = True
        self.saving.emit()
        visits, client_id, routine, note = self._work.store.visits, self.client.id, self.routine, self.note
        at, draft_id = self.at, self.draft_id

        def kept(summary: VisitSummary) -> None:
            self.is_saving = False
            # The next photo may already be on screen; then this answer is not about it.
            if shown in (self.photo, self.analysis):
                self.summary = summary
            self.saved.emit()
            if done is not None:
                done()

        def lost(error: ConsultantError) -> None:
            self.is_saving = False
            self.failed.emit(error)

        self._tasks.run(
            Lane.STORE,
            lambda: visits.save(client_id, shown, routine, note, at=at, draft_id=draft_id),
            kept,
            lost,
        )

    def why(self, rule_id: str, language: str) -> str:
        """Why a rule of the routine holds; empty for a rule that an old visit names and the house has dropped."""
        try:
            return self._work.recommendations.rationale(rule_id, language)
        except KeyError:
            return ""

    def show(self, outcome: Outcome) -> None:
        """Show what was found, or read back."""
        self._asked = None
        self.take_result(outcome)
        self.routine = outcome.routine
        if outcome.draft is not None:
            self.draft_id, self.at = outcome.draft.id, outcome.draft.started_at
            self.resumed = outcome.analysis
        self.sides.follow(outcome)
        self.summary, self.note = outcome.saved, outcome.note
        self.go(Phase.READY)

    def _fail(self, error: ConsultantError) -> None:
        if isinstance(error, PhotoRefusedError):
            self.refusal = error.analysis
            self.go(Phase.REFUSED)
            return
        self.go(Phase.IDLE)
        self.failed.emit(error)

    def go(self, phase: Phase) -> None:
        """Come to stand elsewhere."""
        self.phase = phase
        self.phase_changed.emit()
