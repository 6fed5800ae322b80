"""One visit on screen, new or past: photo, result, heat maps, routine, PDF, store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import Analysis, State
from consultant_app.domain.clients import Client, SavedVisit, VisitSummary
from consultant_app.domain.errors import ConsultantError, PhotoRefusedError
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.imaging.overlay import STRENGTH, HeatLayer
from consultant_app.services.explanation import explain_all
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.display import DisplayPhoto, display_photo
from consultant_app.ui.presenters.taken import CapturedPhoto, PhotoFile, Taken
from consultant_app.ui.tasks import Lane, Task, TaskRunner


class Phase(StrEnum):
    """Where a visit stands."""

    IDLE = "idle"
    WORKING = "working"
    REFUSED = "refused"
    READY = "ready"


@dataclass(frozen=True, eq=False)
class _Outcome:
    """What a look at a photo, or a past visit, brings onto the screen at once."""

    analysis: Analysis
    routine: Routine
    photo: AnalysedPhoto | None
    display: DisplayPhoto | None
    explanations: dict[str, Explanation]
    saved: VisitSummary | None = None
    note: str = ""


class VisitPresenter(QObject):
    """Holds the visit on screen.

    Signals:
        phase_changed: ``phase`` changed, and with it all that is shown.
        selection_changed: another criterion was chosen, or none.
        heat_ready: the heat map of the chosen criterion is in ``heat``.
        saved: the visit was stored.
        exported: the PDF was written to this path.
        failed: an environment error (``ConsultantError``) ended what was asked for.
    """

    phase_changed = pyqtSignal()
    selection_changed = pyqtSignal()
    heat_ready = pyqtSignal()
    saved = pyqtSignal()
    exported = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = workspace
        self._tasks = tasks
        self._now = now
        self._asked: Task | None = None
        self._saving = False
        self.strength = STRENGTH
        self._clear()

    def _clear(self) -> None:
        self.phase = Phase.IDLE
        self.client: Client | None = None
        self.taken: Taken | None = None
        self.refusal: Analysis | None = None
        self.analysis: Analysis | None = None
        self.routine = Routine()
        self.photo: AnalysedPhoto | None = None
        self.display: DisplayPhoto | None = None
        self.summary: VisitSummary | None = None
        self.at: datetime | None = None
        self.note = ""
        self.selected: str | None = None
        self.explanations: dict[str, Explanation] = {}
        self.heat: RGB | None = None
        self._heats: dict[str, RGB] = {}
        self._layer: tuple[str, HeatLayer] | None = None
        self._drawing: set[str] = set()

    @property
    def may_keep(self) -> bool:
        """Whether the client allowed her results to be kept."""
        return self.client is not None and self.client.details.consent.keep_results

    @property
    def can_save(self) -> bool:
        """Whether there is a new result that may be kept."""
        return self.phase is Phase.READY and self.summary is None and self.may_keep and not self._saving

    @property
    def unsaved(self) -> bool:
        """Whether leaving now would lose a result that could have been kept."""
        return self.phase is Phase.READY and self.summary is None and self.may_keep

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
        self.client, self.taken, self.at = client, taken, self._now()
        self._go(Phase.WORKING)
        work, profile, age = self._work, client.details.profile, client.age_on(self.at.astimezone().date())

        def look() -> _Outcome:
            photo = taken.analyse(work.analysis, force=force, language=language)
            routine = work.recommendations.recommend(photo.analysis, profile, age=age)
            return _Outcome(photo.analysis, routine, photo, display_photo(photo), explain_all(photo))

        self._asked = self._tasks.run(Lane.INFERENCE, look, self._show, self._fail)

    def analyse_anyway(self, language: str) -> None:
        """Look at the refused photo all the same; its findings stay on the result as warnings."""
        if self.client is not None and self.taken is not None:
            self.analyse(self.client, self.taken, language, force=True)

    def open(self, client: Client, summary: VisitSummary) -> None:
        """Show a past visit of ``client``."""
        self.leave()
        self.client, self.at = client, summary.at
        self._go(Phase.WORKING)
        store = self._work.store

        def read() -> _Outcome:
            visit: SavedVisit = store.visits.open(summary.id)
            photo = visit.photo
            display = None if photo is None else display_photo(photo)
            why = {} if photo is None else explain_all(photo)
            return _Outcome(visit.analysis, visit.routine, photo, display, why, visit.summary, visit.note)

        self._asked = self._tasks.run(Lane.STORE, read, self._show, self._fail)

    def leave(self) -> None:
        """Let go of the visit; what is still under way is dropped."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = None
        self._clear()
        self.phase_changed.emit()

    def select(self, key: str | None) -> None:
        """Choose a criterion; its heat map follows in ``heat_ready`` where it has one."""
        self.selected = key
        self.heat = None if key is None else self._heats.get(key)
        self.selection_changed.emit()
        if key is None or self.display is None or not self.has_map(key):
            return
        if self.heat is not None:
            self.heat_ready.emit()
            return
        self._draw(self.display, key)

    def set_strength(self, strength: float) -> None:
        """Lay the tint on more or less strongly, 0-1; it stays so for the next visits, too."""
        self.strength = strength
        self._heats.clear()
        if self.selected is not None and self.display is not None and self.has_map(self.selected):
            self._draw(self.display, self.selected)

    def has_map(self, key: str) -> bool:
        """Whether a heat map can be shown: the criterion was said, and the photo is at hand."""
        if self.analysis is None or self.display is None:
            return False
        said = any(result.key == key and result.state is State.OK for result in self.analysis.criteria)
        return said and key in self.display.evidence.maps

    def save(self, done: Callable[[], None] | None = None) -> None:
        """Keep the visit as far as the consent reaches; ``done`` is called when it is safely stored."""
        if not self.can_save or self.client is None or self.photo is None:
            return
        self._saving = True
        store, client_id, photo, routine, note = (
            self._work.store,
            self.client.id,
            self.photo,
            self.routine,
            self.note,
        )

        def kept(summary: VisitSummary) -> None:
            self._saving = False
            # The next photo may already be on screen; then this answer is not about it.
            if self.photo is photo:
                self.summary = summary
            self.saved.emit()
            if done is not None:
                done()

        def lost(error: ConsultantError) -> None:
            self._saving = False
            self.failed.emit(error)

        self._tasks.run(Lane.STORE, lambda: store.visits.save(client_id, photo, routine, note), kept, lost)

    def export(self, path: Path) -> None:
        """Write the client's PDF, in her language, to ``path``."""
        if self.photo is None or self.client is None or self.at is None:
            return
        client, photo, routine, at = self.client, self.photo, self.routine, self.at
        reports, rationale = self._work.reports, self.why
        unwritable = self.tr(
            "The report could not be written to “{file}”. "
            "Choose another folder, or make room on this one, and try again."
        ).format(file=path.name)

        def write() -> None:
            try:
                reports.write(path, photo, routine, client.display_name, at, client.details.language, rationale)
            except OSError as error:
                raise ConsultantError(unwritable) from error

        self._tasks.run(Lane.POOL, write, lambda _: self.exported.emit(path), self.failed.emit)

    def why(self, rule_id: str, language: str) -> str:
        """Why a rule of the routine holds; empty for a rule that an old visit names and the house has dropped."""
        try:
            return self._work.recommendations.rationale(rule_id, language)
        except KeyError:
            return ""

    def _show(self, outcome: _Outcome) -> None:
        self._asked = None
        self.analysis, self.routine = outcome.analysis, outcome.routine
        self.photo, self.display = outcome.photo, outcome.display
        self.explanations = outcome.explanations
        self.summary, self.note = outcome.saved, outcome.note
        self._go(Phase.READY)

    def _fail(self, error: ConsultantError) -> None:
        self._asked = None
        if isinstance(error, PhotoRefusedError):
            self.refusal = error.analysis
            self._go(Phase.REFUSED)
            return
        self._go(Phase.IDLE)
        self.failed.emit(error)

    def _draw(self, shown: DisplayPhoto, key: str) -> None:
        """Draw a map in the pool; while one of this criterion is under way, the next waits for it."""
        if key in self._drawing:
            return
        self._drawing.add(key)
        strength = self.strength
        # Only the last layer is kept: each holds the face in floating point, some twenty megabytes.
        known = self._layer[1] if self._layer is not None and self._layer[0] == key else None

        def draw() -> tuple[HeatLayer, RGB]:
            layer = known or HeatLayer(shown.rgb, shown.evidence, key)
            return layer, layer.at(strength)

        self._tasks.run(Lane.POOL, draw, lambda drawn: self._take_heat(shown, key, strength, drawn))

    def _take_heat(self, shown: DisplayPhoto, key: str, strength: float, drawn: tuple[HeatLayer, RGB]) -> None:
        if shown is not self.display:
            return
        self._drawing.discard(key)
        if strength == self.strength:
            self._heats[key] = drawn[1]
        if self.selected != key:
            return
        self._layer, self.heat = (key, drawn[0]), drawn[1]
        self.heat_ready.emit()
        if strength != self.strength:
            # The slider went on while this was drawn.
            self._draw(shown, key)

    def _go(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
