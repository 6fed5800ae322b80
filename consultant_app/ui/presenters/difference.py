"""See the difference: the simulation of the photo on screen, and what its sliders stand at."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from consultant_app.domain.analysis import State
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.services.illustrations import write_illustration
from consultant_app.texts import texts
from consultant_app.ui.ports import SimulationPort, Workspace
from consultant_app.ui.presenters.display import LONGEST_SIDE
from consultant_app.ui.tasks import Lane, Task, TaskRunner


class Stage(StrEnum):
    """Where the simulation stands."""

    IDLE = "idle"
    WORKING = "working"
    FAILED = "failed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class SliderRow:
    """One slider: its criterion, its name, and whether it is a priority of the analysis."""

    key: str
    name: str
    priority: bool


class DifferencePresenter(QObject):
    """Holds the simulation on screen; composes on the GUI thread, where a frame takes a few milliseconds.

    Signals:
        stage_changed: ``stage`` changed, and with it all that is shown.
        changed: the sliders moved, and the picture with them.
        exported: the picture was written to this path.
        failed: an environment error (``ConsultantError``) ended what was asked for.
    """

    stage_changed = pyqtSignal()
    changed = pyqtSignal()
    exported = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, workspace: Workspace, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._tasks = workspace, tasks
        self._asked: Task | None = None
        self.stage = Stage.IDLE
        self.photo: AnalysedPhoto | None = None
        self.simulation: SimulationPort | None = None
        self.problem: ConsultantError | None = None
        self.settings: dict[str, float] = {}
        # Sliders may report more often than a screen can follow: one picture a turn of the event loop is composed.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._compose)

    @property
    def available(self) -> bool:
        """Whether an editor is installed."""
        return self._work.simulations is not None

    def show(self, photo: AnalysedPhoto | None) -> None:
        """Prepare the simulation of a photo, or let go of the one on screen."""
        simulations = self._work.simulations
        if photo is self.photo or simulations is None:
            return
        self._let_go()
        self.photo = photo
        if photo is None:
            self._go(Stage.IDLE)
            return
        self._go(Stage.WORKING)
        self._asked = self._tasks.run(
            Lane.INFERENCE, lambda: simulations.open(photo, LONGEST_SIDE), self._take, self._give_up
        )

    def rows(self, language: str) -> tuple[SliderRow, ...]:
        """The sliders, priorities first; what could not be said of this photo is not shown changed, either."""
        if self.simulation is None or self.photo is None:
            return ()
        analysis, words = self.photo.analysis, texts(language)
        said = {result.key for result in analysis.criteria if result.state is State.OK}
        keys = [key for key in self.simulation.keys if key in said]
        first = [key for key in analysis.priorities if key in keys]
        rest = [key for key in keys if key not in first]
        return tuple(SliderRow(key, words(f"criterion.{key}.name"), key in first) for key in (*first, *rest))

    def set(self, key: str, value: float) -> None:
        """Move one slider, -1..1; the picture follows in ``changed``."""
        if self.settings.get(key) != value:
            self.settings[key] = value
            self._soon.start()

    def improve_priorities(self) -> None:
        """Show the priorities improved, and everything else as it is."""
        self._at_once(lambda simulation: simulation.improve_priorities())

    def reset(self) -> None:
        """Show the photo as it was taken."""
        self._at_once(lambda simulation: simulation.reset())

    def export(self, path: Path, language: str) -> None:
        """Write the labelled picture at the photo's own size."""
        simulation, brand, settings = self.simulation, self._work.brand, dict(self.settings)
        if simulation is None:
            return

        def write() -> None:
            write_illustration(path, simulation.illustration(settings), brand, language)

        self._tasks.run(Lane.POOL, write, lambda _: self.exported.emit(path), self.failed.emit)

    def _at_once(self, act: Callable[[SimulationPort], None]) -> None:
        if self.simulation is None:
            return
        self._soon.stop()
        act(self.simulation)
        self.settings = dict(self.simulation.settings)
        self.changed.emit()

    def _compose(self) -> None:
        if self.simulation is not None:
            self.simulation.set_all(self.settings)
            self.changed.emit()

    def _take(self, simulation: SimulationPort) -> None:
        self._asked = None
        self.simulation, self.settings = simulation, dict(simulation.settings)
        self._go(Stage.READY)

    def _give_up(self, error: ConsultantError) -> None:
        self._asked = None
        self.problem = error
        self._go(Stage.FAILED)

    def _let_go(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._soon.stop()
        self._asked, self.simulation, self.settings, self.problem = None, None, {}, None

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.stage_changed.emit()
