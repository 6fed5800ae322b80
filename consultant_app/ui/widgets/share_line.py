"""Shares of a whole as one quiet bar; the words beside it say which is which."""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme

_HEIGHT = 6
_GAP = 2.0
_FIRST, _LAST = 0.85, 0.22
"""Opacity of the largest and the smallest share."""


class ShareLine(QWidget):
    """A bar in parts whose lengths are the shares, the largest first and strongest."""

    def __init__(self, theme: Theme, shares: tuple[float, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares = shares
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        # The shares are written below it: a screen reader would only hear them twice.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width, a fixed height."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the parts."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        last = max(1, len(self._shares) - 1)
        left = 0.0
        for place, share in enumerate(self._shares):
            painter.setBrush(tokens.colour(tokens.accent, _FIRST + (_LAST - _FIRST) * place / last))
            width = share * self.width()
            painter.drawRoundedRect(QRectF(left, 0, max(0.0, width - _GAP), _HEIGHT), 2, 2)
            left += width
