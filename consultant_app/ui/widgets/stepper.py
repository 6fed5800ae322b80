"""Where one is in a few steps: a line of marks, those behind filled, the present one with its name."""

from itertools import pairwise

from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme

_MARK, _NOW = 4.0, 6.5
_APART = 34
_HEIGHT = 28


class Stepper(QWidget):
    """Marks joined by hairlines, then the words of the present step. It tells; it is not touched."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step, self._count, self._words = 1, 1, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_step(self, step: int, count: int, words: str) -> None:
        """Show step ``step`` (from 1) of ``count``; ``words`` say the same and are read out."""
        self._step, self._count, self._words = step, count, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @property
    def step(self) -> int:
        """The present step, from 1."""
        return self._step

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Marks and words in one line."""
        words = QFontMetrics(self._theme.font("small")).horizontalAdvance(self._words)
        return QSize(round(2 * _NOW) + _APART * (self._count - 1) + 14 + words + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as wished: words that are cut say nothing."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw hairlines, marks and words."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        places = [QPointF(_NOW + 1 + _APART * place, y) for place in range(self._count)]
        for place, (left, right) in enumerate(pairwise(places), 1):
            painter.setPen(QPen(tokens.colour(tokens.accent if place < self._step else tokens.edge), 1))
            painter.drawLine(left + QPointF(_NOW + 2, 0), right - QPointF(_NOW + 2, 0))
        for step, centre in enumerate(places, 1):
            done = step <= self._step
            painter.setPen(QPen(tokens.colour(tokens.accent if done else tokens.edge), 1.4))
            painter.setBrush(tokens.colour(tokens.accent) if done else Qt.BrushStyle.NoBrush)
            radius = _NOW if step == self._step else _MARK
            painter.drawEllipse(centre, radius, radius)
        painter.setFont(self._theme.font("small"))
        painter.setPen(tokens.colour(tokens.soft))
        room = self.rect().adjusted(round(places[-1].x() + _NOW + 12), 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words)
