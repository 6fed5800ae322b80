"""What the tints of a difference map mean: a short ramp from less to more, by the code that draws the maps."""

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter, QPainterPath, QPaintEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.imaging.difference_map import difference_scale
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import row
from consultant_app.ui.widgets.photo_view import image_of
from consultant_app.ui.widgets.text import Text

_WIDTH, _HEIGHT = 120, 10


class _Ramp(QWidget):
    """The ramp alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = image_of(difference_scale((_WIDTH, 1)))
        self.setFixedSize(_WIDTH, _HEIGHT)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw it with rounded ends."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, rounded = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), QPainterPath()
        rounded.addRoundedRect(box, 4, 4)
        painter.setClipPath(rounded)
        painter.drawImage(box, self._image)
        painter.setClipping(False)
        painter.setPen(tokens.colour(tokens.edge))
        painter.drawPath(rounded)


class DifferenceRamp(QWidget):
    """Less, the ramp, more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._less, self._more = Text("small"), Text("small")
        self.ramp = _Ramp(theme)
        line = row(self, margins=(12, 8, 12, 0), spacing=10)
        line.addStretch()
        for part in (self._less, self.ramp, self._more):
            line.addWidget(part)
        line.addStretch()

    def say(self, less: str, more: str) -> None:
        """Set the words at the ends."""
        self._less.setText(less)
        self._more.setText(more)
