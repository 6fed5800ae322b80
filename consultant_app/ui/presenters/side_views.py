"""The three-quarter photos of the visit on screen: added, left out again, brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.errors import ConsultantError, PhotoRefusedError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.services.series import SideReading
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.outcome import Outcome, with_marks
from consultant_app.ui.presenters.taken import Taken

if TYPE_CHECKING:
    from consultant_app.ui.presenters.visit import VisitPresenter


class SideViews(QObject):
    """Holds the front photo by itself, and what was read from each side.

    Signals:
        refused: view, what was taken, and why (``PhotoRefusedError``): a side photo is not fit.
        withdrawn: view, and what brings it back: a side photo was left out again.
    """

    refused = pyqtSignal(object, object, object)
    withdrawn = pyqtSignal(object, object)

    def __init__(self, visit: "VisitPresenter", workspace: Workspace) -> None:
        super().__init__(visit)
        self._visit, self._work = visit, workspace
        self.forget()

    def forget(self) -> None:
        """Another visit, or none."""
        self._front: AnalysedPhoto | None = None
        self._readings: dict[FaceView, SideReading] = {}

    def follow(self, outcome: Outcome) -> None:
        """Take over what is shown from now on."""
        self._readings = dict(outcome.readings)
        if outcome.readings:
            return
        photo = outcome.photo if outcome.saved is None else None
        # What was read from a side is not kept with a draft: such a visit stays as it is.
        self._front = photo if photo is not None and not photo.sides else None

    @property
    def can_add(self) -> bool:
        """Whether three-quarter photos can be added: to a photo just looked at, until the visit is kept."""
        visit = self._visit
        return visit.phase == "ready" and self._front is not None and visit.summary is None and not visit.is_saving

    def can_withdraw(self, view: FaceView) -> bool:
        """Whether the photo of a side can be left out again."""
        return self.can_add and view in self._readings

    def add(self, view: FaceView, taken: Taken, language: str, *, force: bool = False) -> None:
        """Look at a three-quarter photo and read from it what the front one hides; in place of one of that side.

        What cannot be used is told by ``refused`` or the visit's ``failed``, and the result stays as it was.
        """
        if not self.can_add:
            return
        analysis, kept = self._work.analysis, dict(self._readings)

        def left_out(error: ConsultantError) -> None:
            if isinstance(error, PhotoRefusedError):
                self._stay()
                self.refused.emit(view, taken, error)
            else:
                self._failed(error)

        def readings() -> dict[FaceView, SideReading]:
            others = {side: reading for side, reading in kept.items() if side is not view}
            return {**others, view: taken.read_side(analysis, view, force=force, language=language)}

        self._read_anew(readings, left_out)

    def withdraw(self, view: FaceView) -> None:
        """Leave the photo of a side out again; ``withdrawn`` tells when that is done."""
        if not self.can_withdraw(view):
            return
        kept = dict(self._readings)
        fewer = {side: reading for side, reading in kept.items() if side is not view}
        self._read_anew(lambda: fewer, self._failed)
        self.withdrawn.emit(view, lambda: self._bring_back(kept))

    def _bring_back(self, readings: dict[FaceView, SideReading]) -> None:
        if self.can_add:
            self._read_anew(lambda: readings, self._failed)

    def _read_anew(
        self, readings: Callable[[], dict[FaceView, SideReading]], failed: Callable[[ConsultantError], None]
    ) -> None:
        """Score the front photo with these sides; what was noted and bought stays."""
        visit, work, front = self._visit, self._work, self._front
        if front is None or visit.client is None or visit.at is None:
            return
        profile, age = visit.client.details.profile, visit.client.age_on(visit.at.astimezone().date())
        before, note = visit.routine, visit.note

        def look() -> Outcome:
            sides = readings()
            photo = work.analysis.with_sides(front, tuple(sides.values())) if sides else front
            routine = work.recommendations.recommend(photo.analysis, profile, age=age)
            return Outcome(photo.analysis, with_marks(routine, before), photo, note=note, readings=sides)

        visit.look(look, failed)

    def _failed(self, error: ConsultantError) -> None:
        self._stay()
        self._visit.failed.emit(error)

    def _stay(self) -> None:
        self._visit.stay()
