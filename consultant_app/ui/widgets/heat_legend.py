"""What the tint on the photo means: a short ramp in the very colour that is laid over the face."""

import cv2
import numpy as np
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.imaging.overlay import HEAT_LAB
from consultant_app.ui.theme import Theme


def heat_colour() -> QColor:
    """The tint of the heat maps in sRGB."""
    lab = np.array([[HEAT_LAB]], dtype=np.float32)
    red, green, blue = (float(part) for part in np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)[0, 0], 0, 1))
    return QColor.fromRgbF(red, green, blue)


class HeatRamp(QWidget):
    """From clear to the full tint."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tint = heat_colour()
        self.setFixedSize(96, 8)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ramp."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ramp = QLinearGradient(0, 0, self.width(), 0)
        clear = QColor(self._tint)
        clear.setAlphaF(0.04)
        ramp.setColorAt(0, clear)
        ramp.setColorAt(1, self._tint)
        painter.setPen(self._theme.tokens.colour(self._theme.tokens.edge))
        painter.setBrush(ramp)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
