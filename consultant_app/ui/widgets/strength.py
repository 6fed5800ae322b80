"""How strongly the tint lies on the photo: a quiet slider that a finger can take."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QSlider, QStyle, QWidget

from consultant_app.imaging.overlay import STRENGTH
from consultant_app.ui.widgets.buttons import TARGET

_WIDTH = 96
_LEAST, _MOST, _STEP = 15, 100, 5
"""Percent of the full tint: below the least no map would be seen any more."""


class StrengthSlider(QSlider):
    """A slider from faint to full.

    Signals:
        moved: the strength that was chosen, 0-1.
    """

    moved = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(_LEAST, _MOST)
        self.setSingleStep(_STEP)
        self.setPageStep(4 * _STEP)
        self.setValue(round(100 * STRENGTH))
        self.setFixedSize(_WIDTH, TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(lambda value: self.moved.emit(value / 100))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Jump to where it is touched, and follow the finger from there: no one hunts for a handle."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            place = round(event.position().x())
            self.setValue(QStyle.sliderValueFromPosition(_LEAST, _MOST, place, self.width()))
        super().mousePressEvent(event)
