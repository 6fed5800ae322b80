"""A score as a mark on a hairline, its +/- as a band around the mark. No dial, no colours of alarm."""

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme

_HEIGHT = 13
_BAND = 5.0
_MARK = 11.0


class ScoreLine(QWidget):
    """The scale 0-100 as a hairline; without a score the hairline is dotted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._score: int | None = None
        self._plus_minus: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        # The number is written beside it: a screen reader would only hear it twice.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def show_score(self, score: int | None, plus_minus: int | None) -> None:
        """Set the score (0-100) and its +/- in points."""
        self._score, self._plus_minus = score, plus_minus
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width, a fixed height."""
        return QSize(160, _HEIGHT)

    def place(self, score: float) -> float:
        """The x of a score, logical pixels; scores beyond the scale end at its ends."""
        return 1 + (self.width() - 2) * min(100.0, max(0.0, score)) / 100

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw hairline, band and mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, middle = self._theme.tokens, self.height() / 2
        hairline = QPen(tokens.colour(tokens.edge), 1)
        if self._score is None:
            hairline.setDashPattern([1, 4])
        painter.setPen(hairline)
        painter.drawLine(QPointF(self.place(0), middle), QPointF(self.place(100), middle))
        if self._score is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if self._plus_minus:
            left, right = self.place(self._score - self._plus_minus), self.place(self._score + self._plus_minus)
            painter.setBrush(tokens.colour(tokens.accent, 0.38))
            painter.drawRoundedRect(QRectF(left, middle - _BAND / 2, right - left, _BAND), _BAND / 2, _BAND / 2)
        painter.setBrush(tokens.colour(tokens.ink))
        painter.drawRoundedRect(QRectF(self.place(self._score) - 1, middle - _MARK / 2, 2, _MARK), 1, 1)
