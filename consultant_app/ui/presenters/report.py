"""The report of one visit: made, looked at, handed over, kept, and reopened exactly as it was handed over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.clients import Client
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import KeptReport, Paper, ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.services.report_story import story_up_to
from consultant_app.services.reports import ReportRequest
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.visit import VisitPresenter
from consultant_app.ui.tasks import Lane, Task, TaskRunner

T = TypeVar("T")


class ReportPresenter(QObject):
    """Holds the report on screen.

    What is handed over (saved, printed, sent) is kept with the visit: at once where the visit is kept, else as
    soon as it is; as far as her consent reaches.

    Signals:
        changed: what is shown, or whether it is being made, changed.
        saved: the PDF was written to this path.
        failed: an environment error (``ConsultantError``) ended what was asked for.
    """

    changed = pyqtSignal()
    saved = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        visit: VisitPresenter,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._tasks, self._visit, self._preferences = workspace, tasks, visit, preferences
        self._asked: Task | None = None
        self._owed: list[tuple[AnalysedPhoto, bytes, ReportOptions]] = []
        self._story: Evolution | None = None
        self.pdf: bytes | None = None
        self.shown: KeptReport | None = None
        self.options = ReportOptions()
        visit.saved.connect(self._keep_owed)

    @property
    def busy(self) -> bool:
        """Whether a report is being made or read."""
        return self._asked is not None

    @property
    def client_name(self) -> str:
        """Whose report it is."""
        return "" if self._visit.client is None else self._visit.client.display_name

    @property
    def can_make(self) -> bool:
        """Whether a report can be made anew: it is drawn from the photo, so the photo must be at hand."""
        return self._visit.can_export

    def open(self) -> None:
        """Show the report of the visit on screen: as it was handed over last, or else a new one."""
        client = self._visit.client
        if client is None:
            return
        self.leave()
        self._owed = [owed for owed in self._owed if owed[0] is self._visit.photo]
        self.options = self._usual(client)
        summary, store, evolution = self._visit.summary, self._work.store, self._work.evolution

        def read() -> tuple[KeptReport | None, bytes, Evolution]:
            kept = [] if summary is None else store.reports.history(summary.id)
            first = next(iter(kept), None)
            return first, b"" if first is None else store.reports.open(first.id), evolution.read(client.id)

        self._ask(Lane.STORE, read, self._take_kept)

    def make(self) -> None:
        """Make the report anew with ``options``."""
        request = self._request()
        if request is None:
            return
        reports, options = self._work.reports, request.options

        def made(pdf: bytes) -> None:
            self.pdf, self.shown = pdf, None
            self.options = options

        self._ask(Lane.POOL, lambda: reports.make(request), made)

    def choose(self, **changes: object) -> None:
        """Change some of ``options``, remember what the counter chose, and make the report anew."""
        self.options = replace(self.options, **changes)  # type: ignore[arg-type] # names and types are the fields'
        self._preferences.report_paper = self.options.paper
        self._preferences.consultant = self.options.consultant
        self._preferences.store = self.options.store
        self.make()

    def save(self, path: Path) -> None:
        """Write the report on screen to ``path``."""
        pdf, reports, language = self.pdf, self._work.reports, self.options.language
        if pdf is None:
            return
        self._hand_over(lambda: reports.save(path, pdf, language), lambda: self.saved.emit(path))

    def save_protected(self, path: Path, password: str) -> None:
        """Write a copy that opens with ``password`` only; the password is kept nowhere."""
        pdf, reports, language = self.pdf, self._work.reports, self.options.language
        if pdf is None:
            return

        def write() -> None:
            reports.save(path, reports.protect(pdf, password, language), language)

        self._hand_over(write, lambda: self.saved.emit(path))

    def hand_to(self, printing: Callable[[bytes], None]) -> None:
        """Give the report to a printer, off the GUI thread."""
        pdf = self.pdf
        if pdf is not None:
            self._hand_over(lambda: printing(pdf), lambda: None)

    def leave(self) -> None:
        """Let go of the report on screen; what is still under way is dropped."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked, self.pdf, self.shown, self._story = None, None, None, None
        self.changed.emit()

    def _usual(self, client: Client) -> ReportOptions:
        """Her language, and otherwise what this counter chose last; the house's paper before any choice."""
        usual = self._work.reports.usual_options()
        chosen = self._preferences.report_paper
        return replace(
            usual,
            language=client.details.language,
            paper=usual.paper if chosen is None else Paper(chosen),
            consultant=self._preferences.consultant,
            store=self._preferences.store,
        )

    def _take_kept(self, found: tuple[KeptReport | None, bytes, Evolution]) -> None:
        kept, pdf, story = found
        analysis, at, summary = self._visit.analysis, self._visit.at, self._visit.summary
        self._story = self._told(story, analysis, at, None if summary is None else summary.id)
        if kept is None:
            self.make()
            return
        self.pdf, self.shown = pdf, kept
        self.options = replace(self.options, language=kept.language, with_photo=kept.with_photo)

    @staticmethod
    def _told(
        story: Evolution, analysis: Analysis | None, at: datetime | None, visit_id: str | None
    ) -> Evolution | None:
        return None if analysis is None or at is None else story_up_to(story, analysis, at, visit_id)

    def _request(self) -> ReportRequest | None:
        visit = self._visit
        if visit.photo is None or visit.client is None or visit.at is None:
            return None
        routine: Routine = visit.routine
        name = visit.client.display_name
        return ReportRequest(visit.photo, routine, name, visit.at, self.options, visit.why, self._story)

    def _ask(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run what brings the next report; only the last that was asked for is shown."""
        if self._asked is not None:
            self._asked.cancel()

        def arrived(outcome: T) -> None:
            self._asked = None
            done(outcome)
            self.changed.emit()

        def lost(error: ConsultantError) -> None:
            self._asked = None
            self.changed.emit()
            self.failed.emit(error)

        self._asked = self._tasks.run(lane, work, arrived, lost)
        self.changed.emit()

    def _hand_over(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        pdf, options, shown = self.pdf, self.options, self.shown
        photo = self._visit.photo

        def handed(_: None) -> None:
            if pdf is not None and shown is None and photo is not None:
                self._owed.append((photo, pdf, options))
                self._keep_owed()
            done()

        self._tasks.run(Lane.POOL, work, handed, self.failed.emit)

    def _keep_owed(self) -> None:
        """Keep what was handed over, once its visit is kept."""
        summary, photo = self._visit.summary, self._visit.photo
        if summary is None:
            return
        store = self._work.store
        for owed in [owed for owed in self._owed if owed[0] is photo]:
            self._owed.remove(owed)
            _, pdf, options = owed
            keep = lambda pdf=pdf, options=options: store.reports.keep(  # noqa: E731 - bound to this round
                summary.id, pdf, options.language, with_photo=options.with_photo
            )
            self._tasks.run(Lane.STORE, keep, lambda _: None, self.failed.emit)
