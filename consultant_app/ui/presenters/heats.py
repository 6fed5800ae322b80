"""Heat maps for the screen: drawn in the pool, kept for a visit, and never behind the slider of their strength."""

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.photo import RGB
from consultant_app.imaging.overlay import STRENGTH, HeatLayer
from consultant_app.ui.presenters.display import DisplayPhoto
from consultant_app.ui.tasks import Lane, TaskRunner

_Wanted = tuple[DisplayPhoto, str]
"""A photo of the visit, and the key of a criterion that has a map on it."""


class Heats(QObject):
    """Holds the heat map on screen.

    Attributes:
        image: What is shown, uint8 of the photo's size; ``None`` while nothing is, or while it is drawn.
        strength: How strongly the tint is laid on, 0-1.

    Signals:
        ready: ``image`` is the map that was asked for.
    """

    ready = pyqtSignal()

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.strength = STRENGTH
        self.forget()

    def forget(self) -> None:
        """Let go of all maps: another visit."""
        self.image: RGB | None = None
        self._wanted: _Wanted | None = None
        self._drawn: dict[_Wanted, RGB] = {}
        self._layer: tuple[_Wanted, HeatLayer] | None = None
        self._drawing: set[_Wanted] = set()

    def hide(self) -> None:
        """Show no map."""
        self.image = self._wanted = None

    def show(self, photo: DisplayPhoto, key: str) -> None:
        """Show a map: at once where it was drawn before, else as soon as it is."""
        self._wanted = (photo, key)
        self.image = self._drawn.get(self._wanted)
        if self.image is not None:
            self.ready.emit()
        else:
            self._draw(self._wanted)

    def set_strength(self, strength: float) -> None:
        """Lay the tint on more or less strongly, also on the maps to come."""
        self.strength = strength
        self._drawn.clear()
        if self._wanted is not None:
            self._draw(self._wanted)

    def _draw(self, wanted: _Wanted) -> None:
        """Draw a map in the pool; while this one is under way, the next drawing of it waits."""
        if wanted in self._drawing:
            return
        self._drawing.add(wanted)
        (photo, key), strength, mine = wanted, self.strength, self._drawing
        # Only the last layer is kept: each holds the face in floating point, some twenty megabytes.
        known = self._layer[1] if self._layer is not None and self._layer[0] == wanted else None

        def draw() -> tuple[HeatLayer, RGB]:
            layer = known or HeatLayer(photo.rgb, photo.evidence, key)
            return layer, layer.at(strength)

        def take(drawn: tuple[HeatLayer, RGB]) -> None:
            if mine is self._drawing:  # else the visit was left meanwhile
                self._take(wanted, strength, drawn)

        self._tasks.run(Lane.POOL, draw, take)

    def _take(self, wanted: _Wanted, strength: float, drawn: tuple[HeatLayer, RGB]) -> None:
        self._drawing.discard(wanted)
        if strength == self.strength:
            self._drawn[wanted] = drawn[1]
        if self._wanted != wanted:
            return
        self._layer, self.image = (wanted, drawn[0]), drawn[1]
        self.ready.emit()
        if strength != self.strength:
            # The slider went on while this was drawn.
            self._draw(wanted)
