"""The round button that takes the photo: the one shape that everybody knows without reading."""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QWidget

from consultant_app.ui.theme import Theme

_SIDE = 92
_RING = 4


class Shutter(QAbstractButton):
    """A disc in a ring; in the accent while all is right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ready = False
        self.setFixedSize(_SIDE, _SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def set_ready(self, *, ready: bool) -> None:
        """Show that all is right, or not."""
        if ready != self._ready:
            self._ready = ready
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough for a thumb that does not look."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw ring and disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        ink = tokens.edge if not self.isEnabled() else tokens.accent if self._ready else tokens.ink
        ring = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        focus = tokens.accent if self.hasFocus() and self.isEnabled() else ink
        painter.setPen(QPen(tokens.colour(focus), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        gap = _RING + (10 if self.isDown() else 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(ink))
        painter.drawEllipse(ring.adjusted(gap, gap, -gap, -gap))
