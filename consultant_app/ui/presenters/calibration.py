"""Calibrating a camera: what it sees, which card was read, and whether that is kept. No pixel is drawn here."""

from collections import deque
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.calibration import CalibrationError, CardKind, CounterCalibration, Due
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.calibration import Proposal
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.tasks import Lane, Task, TaskRunner

_EVERY = 0.6
"""Seconds between two looks for the card: reading one keeps a core busy for about half of that."""
_RATE_SECONDS = 2.0


class Step(StrEnum):
    """Where the wizard stands."""

    HOME = "home"
    HOLD = "hold"
    FOUND = "found"
    SAVED = "saved"


class CalibrationPresenter(QObject):
    """Holds the page "Camera and light".

    Signals:
        changed: ``step``, ``proposal``, ``problem`` or what is kept changed.
        printed: the capture guide was written to this path.
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    printed = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        capture: CapturePresenter,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """``capture`` is this page's own: what is released there is no photo of a client."""
        super().__init__(parent)
        self._work = workspace
        self._tasks = tasks
        self.capture = capture
        self._clock = clock
        self.step = Step.HOME
        self.kind = CardKind.CHART
        self.proposal: Proposal | None = None
        self.problem: ConsultantError | None = None
        self._asked: Task | None = None
        self._looked_at = float("-inf")
        self._arrivals: deque[float] = deque(maxlen=60)
        capture.frame_came.connect(self._take)
        capture.changed.connect(self._camera_changed)

    @property
    def known(self) -> CounterCalibration | None:
        """The calibration in force of the camera in use."""
        camera = self.capture.camera.info
        return None if camera is None else self._work.calibrations.of(camera.id)

    @property
    def due(self) -> Due | None:
        """Why that should be renewed."""
        return self.capture.due

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the live picture."""
        frame = self.capture.frame
        return None if frame is None else frame.size

    @property
    def rate(self) -> float | None:
        """Pictures a second that arrived lately; ``None`` until that can be told."""
        recent = [at for at in self._arrivals if at > self._arrivals[-1] - _RATE_SECONDS]
        return (len(recent) - 1) / (recent[-1] - recent[0]) if len(recent) > 5 else None

    def start(self, kind: CardKind | None = None) -> None:
        """Look for a card; of another kind than before, if given."""
        self.kind = kind or self.kind
        self._go(Step.HOLD)

    def home(self) -> None:
        """Leave the wizard; nothing is kept."""
        self._go(Step.HOME)

    def save(self) -> None:
        """Put what was found in force."""
        if self.proposal is not None:
            calibration = self.proposal.calibration
            self._keep(lambda: self._work.calibrations.save(calibration), Step.SAVED)

    def forget(self) -> None:
        """Take the camera's pictures as they are from now on."""
        known = self.known
        if known is not None:
            self._keep(lambda: self._work.calibrations.forget(known.camera_id), Step.HOME)

    def print_guide(self, path: Path, language: str) -> None:
        """Write the page for the counter."""
        work = self._work
        self._tasks.run(
            Lane.POOL,
            lambda: work.write_guide(path, language),
            lambda _: self.printed.emit(path),
            self.failed.emit,
        )

    def close(self) -> None:
        """Let go of the camera."""
        self._drop()
        self.capture.close()

    def _keep(self, write: Callable[[], None], then: Step) -> None:
        self._tasks.run(Lane.POOL, write, lambda _: self._go(then), self.failed.emit)

    def _go(self, step: Step) -> None:
        self._drop()
        if step is not Step.SAVED:
            self.proposal = None
        self.step, self.problem = step, None
        self._looked_at = float("-inf")
        self.changed.emit()

    def _drop(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _camera_changed(self) -> None:
        self._arrivals.clear()
        if self.step in {Step.FOUND, Step.SAVED} and self.proposal is not None:
            info = self.capture.camera.info
            if info is not None and info.id != self.proposal.calibration.camera_id:
                # What was found belongs to another camera.
                self._go(Step.HOME)
                return
        self.changed.emit()

    def _take(self) -> None:
        now, frame, camera = self._clock(), self.capture.frame, self.capture.camera.info
        self._arrivals.append(now)
        waiting = self.step is Step.HOLD and self._asked is None and now - self._looked_at >= _EVERY
        if waiting and frame is not None and camera is not None:
            self._looked_at = now
            rgb, kind, work = frame.rgb, self.kind, self._work
            self._asked = self._tasks.run(
                Lane.POOL,
                lambda: work.calibrations.propose(rgb, camera.id, camera.name, kind),
                self._found,
                self._not_found,
            )

    def _found(self, proposal: Proposal) -> None:
        self._asked = None
        self.proposal, self.problem, self.step = proposal, None, Step.FOUND
        self.changed.emit()

    def _not_found(self, error: ConsultantError) -> None:
        self._asked = None
        before, self.problem = self.problem, error
        if not isinstance(error, CalibrationError) or before is None or str(before) != str(error):
            self.changed.emit()
