"""What is seen of a result: its photos, the chosen criterion, and the heat map of that on the photo on screen."""

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import Analysis, FaceView, State
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.ui.presenters.display import DisplayPhoto
from consultant_app.ui.presenters.heats import Heats
from consultant_app.ui.presenters.outcome import Outcome
from consultant_app.ui.tasks import TaskRunner


class ShownResult(QObject):
    """Holds a result, and which view and which criterion of it are on screen.

    Signals:
        selection_changed: another criterion was chosen, or none.
        heat_ready: the heat map of the chosen criterion is in ``heat``.
    """

    selection_changed = pyqtSignal()
    heat_ready = pyqtSignal()

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heats = Heats(tasks, self)
        self.heats.ready.connect(self.heat_ready)
        self.forget_result()

    def forget_result(self) -> None:
        """Show none."""
        self.analysis: Analysis | None = None
        self.photo: AnalysedPhoto | None = None
        self.displays: dict[FaceView, DisplayPhoto] = {}
        self.view = FaceView.FRONT
        self.selected: str | None = None
        self.explanations: dict[str, Explanation] = {}
        self.heats.forget()

    def take_result(self, outcome: Outcome) -> None:
        """Show another one, from the view on screen where it has that."""
        self.analysis, self.photo = outcome.analysis, outcome.photo
        self.displays, self.explanations = outcome.displays, outcome.explanations
        self.view = self.view if self.view in self.displays else FaceView.FRONT
        self.selected = None
        self.heats.forget()

    @property
    def display(self) -> DisplayPhoto | None:
        """The photo on screen; ``None`` where it was not kept."""
        return self.displays.get(self.view)

    @property
    def heat(self) -> RGB | None:
        """The heat map on screen."""
        return self.heats.image

    @property
    def strength(self) -> float:
        """How strongly the tint is laid on, 0-1."""
        return self.heats.strength

    def select(self, key: str | None) -> None:
        """Choose a criterion; its heat map follows in ``heat_ready`` where it has one.

        Where the photo on screen has no map of it and another view has, that is shown.
        """
        self.selected = key
        if key is not None and not self._mapped(self.view, key):
            self.view = next((view for view in self.displays if self._mapped(view, key)), self.view)
        self.heats.hide()
        self.selection_changed.emit()
        self._show_heat()

    def show_view(self, view: FaceView) -> None:
        """Show another photo of the series."""
        if view in self.displays and view is not self.view:
            self.view = view
            self.heats.hide()
            self.selection_changed.emit()
            self._show_heat()

    def _show_heat(self) -> None:
        if self.display is not None and self.selected is not None and self.has_map(self.selected):
            self.heats.show(self.display, self.selected)

    def set_strength(self, strength: float) -> None:
        """Lay the tint on more or less strongly, 0-1; it stays so for the next visits, too."""
        self.heats.set_strength(strength)

    def has_map(self, key: str) -> bool:
        """Whether the photo on screen has a heat map of a criterion: it was said, and read from this photo."""
        return self._mapped(self.view, key)

    def _mapped(self, view: FaceView, key: str) -> bool:
        if self.analysis is None or view not in self.displays or key not in self.displays[view].evidence.maps:
            return False
        return any(result.key == key and result.state is State.OK for result in self.analysis.criteria)
