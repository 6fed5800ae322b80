"""What the tint on the photo means: a short ramp in the very colours that are laid over the face."""

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.photo import RGB
from consultant_app.imaging.evidence import SEEN
from consultant_app.imaging.overlay import heat_scale
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.photo_view import image_of

_WIDTH, _RAMP, _HEIGHT = 96, 8, 16
"""Logical pixels: of both, of the ramp, and of the ramp with the tick that stands out above and below."""


class HeatRamp(QWidget):
    """From the client's own skin to the full tint, with a tick from where evidence counts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[bytes, float] | None = None
        self._ramp: QImage | None = None
        self.setFixedSize(_WIDTH, _HEIGHT)
        theme.changed.connect(self.update)

    def show_scale(self, skin: RGB, strength: float) -> None:
        """Show the scale of a map on ``skin`` uint8 [3] at a strength 0-1."""
        wanted = (skin.tobytes(), strength)
        if wanted != self._shown:
            self._shown = wanted
            self._ramp = image_of(heat_scale(skin, (_WIDTH, 1), strength))
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ramp and the tick."""
        if self._ramp is None:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, (_HEIGHT - _RAMP) / 2 + 0.5, _WIDTH - 1, _RAMP - 1)
        rounded = QPainterPath()
        rounded.addRoundedRect(box, 3.5, 3.5)
        painter.setClipPath(rounded)
        painter.drawImage(box, self._ramp)
        painter.setClipping(False)
        painter.setPen(tokens.colour(tokens.edge))
        painter.drawPath(rounded)
        painter.setPen(QPen(tokens.colour(tokens.ink), 1))
        x = round(SEEN * _WIDTH) + 0.5
        painter.drawLine(QPointF(x, 1), QPointF(x, _HEIGHT - 1))
