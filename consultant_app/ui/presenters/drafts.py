"""What was begun and not ended: kept as it is typed, listed, given up and brought back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.drafts import Draft, DraftSummary, FormDraft, TakenDraft
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.ports import Drafts
from consultant_app.ui.tasks import Lane, TaskRunner


@dataclass
class _Writing:
    """One draft under way: what is written next, and whether its photo has to be written, too."""

    latest: Draft | None = None
    whole: bool = field(default=False)


class DraftsPresenter(QObject):
    """Writes the latest state of each draft, one write at a time, and lists what waits.

    No timer stands between a key and the disk: a state is written at once or, while the former one is being
    written, right after it. What a crash can take is what was typed during one write.

    Signals:
        changed: ``pending`` changed.
        failed: an environment error (``ConsultantError``) keeps drafts from being written; told once.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, drafts: Drafts, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts, self._tasks = drafts, tasks
        self._writing: dict[str, _Writing] = {}
        self._ended: set[str] = set()
        self._told = False
        self.pending: list[DraftSummary] = []

    def of(self, client_id: str) -> list[DraftSummary]:
        """What waits of one client."""
        return [each for each in self.pending if each.client_id == client_id]

    def refresh(self) -> None:
        """Ask again what waits."""
        self._tasks.run(Lane.STORE, self._drafts.pending, self._take)

    def keep(self, draft: Draft, *, whole: bool = True) -> None:
        """Keep a draft as it stands; ``whole`` off where the photo of a visit is the one that is kept already."""
        if draft.id in self._ended:
            return
        under_way = self._writing.get(draft.id)
        if under_way is None:
            self._writing[draft.id] = _Writing()
            self._write(draft, whole=whole)
        else:
            under_way.latest, under_way.whole = draft, under_way.whole or whole

    def flush(self) -> None:
        """Put what still waits onto the lane at once: nobody will be there to do it later."""
        for under_way in self._writing.values():
            if under_way.latest is not None:
                latest, under_way.latest = under_way.latest, None
                self._tasks.run(Lane.STORE, self._work(latest, whole=under_way.whole), lambda _: None)

    def settle(self, draft_id: str) -> None:
        """Write nothing more of a draft: what it holds is being stored for good."""
        self._ended.add(draft_id)
        if draft_id in self._writing:
            self._writing[draft_id].latest = None

    def unsettle(self, draft_id: str) -> None:
        """It could not be stored: go on keeping the draft."""
        self._ended.discard(draft_id)

    def end(self, draft_id: str) -> None:
        """Delete a draft whose content is at hand, or not wanted."""
        self.settle(draft_id)
        self._tasks.run(Lane.STORE, lambda: self._drafts.end(draft_id), lambda _: self.refresh())

    def discard(self, summary: DraftSummary, done: Callable[[Draft | None], None]) -> None:
        """Delete a draft, and hand what it was to ``done``, so that it can be brought back."""
        self.settle(summary.id)

        def gone(draft: Draft | None) -> None:
            self.refresh()
            done(draft)

        self._tasks.run(Lane.STORE, lambda: self._drafts.discard(summary), gone)

    def bring_back(self, draft: Draft) -> None:
        """Keep a draft again that was given up."""
        self.unsettle(draft.id)
        self.keep(draft)
        self.refresh()

    def open_form(self, draft_id: str, done: Callable[[FormDraft], None]) -> None:
        """Read a form back."""
        self._tasks.run(Lane.STORE, lambda: self._drafts.open_form(draft_id), done)

    def _work(self, draft: Draft, *, whole: bool) -> Callable[[], None]:
        """What writes a draft, on the store's lane."""

        def work() -> None:
            if isinstance(draft, FormDraft):
                self._drafts.keep_form(draft)
            elif isinstance(draft, TakenDraft):
                self._drafts.keep_taken(draft)
            elif whole:
                self._drafts.keep_visit(draft)
            else:
                self._drafts.rewrite_visit(draft)

        return work

    def _write(self, draft: Draft, *, whole: bool) -> None:
        def written(_: None) -> None:
            self._told = False
            self._next(draft.id)

        def failed(error: ConsultantError) -> None:
            if not self._told:
                self._told = True
                self.failed.emit(error)
            self._next(draft.id)

        self._tasks.run(Lane.STORE, self._work(draft, whole=whole), written, failed)

    def _next(self, draft_id: str) -> None:
        under_way = self._writing.pop(draft_id)
        if under_way.latest is not None:
            self.keep(under_way.latest, whole=under_way.whole)

    def _take(self, pending: list[DraftSummary]) -> None:
        self.pending = pending
        self.changed.emit()
