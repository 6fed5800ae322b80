"""Figures over time as columns; one is looked at by touching it, or with the arrow keys."""

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.bar_list import hatched

_TOP, _FOOT, _EDGE = 12, 28, 44
_STUB = 14.0
"""Height of a column that may not be shown, whatever it hides."""


@dataclass(frozen=True, slots=True)
class Column:
    """A step of time.

    Attributes:
        name: Its day, week or month, in words.
        told: The figure in words; also that it is not shown.
        value: The figure; ``None`` where it is not shown.
    """

    name: str
    told: str
    value: int | None


class ColumnChart(QWidget):
    """Draws columns. What is looked at is also told as accessible name and description.

    Signals:
        looked: place of the column that is looked at.
    """

    looked = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: list[Column] = []
        self.place = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def show_columns(self, columns: list[Column]) -> None:
        """Show these, and look at the last."""
        self._columns = columns
        self.look(len(columns) - 1)

    def look(self, place: int) -> None:
        """Look at one column."""
        if not self._columns:
            self.place = -1
        else:
            self.place = min(max(place, 0), len(self._columns) - 1)
            column = self._columns[self.place]
            self.setAccessibleDescription(f"{column.name}: {column.told}")
            self.looked.emit(self.place)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(480, 190)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Arrows go from column to column, Home and End to the first and last."""
        steps = {Qt.Key.Key_Left: self.place - 1, Qt.Key.Key_Right: self.place + 1}
        steps |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._columns) - 1}
        if event is None or event.key() not in steps:
            super().keyPressEvent(event)
        else:
            self.look(steps[Qt.Key(event.key())])

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Look at the column below the finger."""
        if event is not None and self._columns:
            box = self._box()
            self.look(int((event.position().x() - box.left()) / box.width() * len(self._columns)))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw scale, columns, first and last step, and the focus."""
        painter, tokens, box = QPainter(self), self._theme.tokens, self._box()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        highest = _rounded(max((each.value or 0 for each in self._columns), default=0))
        for level in (0, highest // 2, highest):
            y = box.bottom() - box.height() * level / highest
            painter.setPen(QPen(tokens.colour(tokens.line), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(tokens.colour(tokens.soft))
            room = QRectF(0, y - 10, _EDGE - 8, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(level))
        self._paint_columns(painter, box, highest)
        self._paint_ends(painter, box)
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.corner, tokens.corner)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_EDGE, _TOP, -8, -_FOOT)

    def _paint_columns(self, painter: QPainter, box: QRectF, highest: int) -> None:
        tokens = self._theme.tokens
        step = box.width() / max(1, len(self._columns))
        gap = min(6.0, step * 0.25)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, column in enumerate(self._columns):
            high = _STUB if column.value is None else box.height() * column.value / highest
            ground = tokens.colour(tokens.accent if place == self.place else tokens.edge)
            painter.setBrush(hatched(self._theme) if column.value is None else ground)
            bar = QRectF(box.left() + place * step + gap / 2, box.bottom() - high, step - gap, high)
            painter.drawRect(bar)
            if place == self.place:
                painter.setBrush(tokens.colour(tokens.accent))
                painter.drawRect(QRectF(bar.left(), box.bottom() + 2, bar.width(), 3))

    def _paint_ends(self, painter: QPainter, box: QRectF) -> None:
        if not self._columns:
            return
        painter.setPen(self._theme.tokens.colour(self._theme.tokens.soft))
        room, middle = QRectF(box.left(), box.bottom() + 7, box.width(), 20), Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, self._columns[0].name)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, self._columns[-1].name)


def _rounded(highest: int) -> int:
    """An even number at the top of the scale, at least 2."""
    for top in (2, 4, 10, 20, 40, 60, 100, 200, 400, 600, 1000, 2000, 4000, 6000, 10_000):
        if highest <= top:
            return top
    return highest + highest % 2
