"""Figures as bars, one below the other: a name, the figure, and a bar that says how much of the whole it is."""

from dataclasses import dataclass

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.layout import cleared, column, row
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text

_HIGH = 6
_SIDE = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One line.

    Attributes:
        key: What is told when it is touched.
        name: What it is about.
        told: The figure in words; also that it is not shown.
        parts: Shares 0..1 of the bar's length, from the left, the most telling first; none where it is not shown.
    """

    key: str
    name: str
    told: str
    parts: tuple[float, ...] = ()


class Stripe(QWidget):
    """The bar itself. Parts differ in strength and pattern, never by colour alone."""

    def __init__(self, theme: Theme, parts: tuple[float, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._parts = theme, parts
        self.setFixedHeight(_HIGH + 2)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the whole as a line, and the parts on it; hatched where there is nothing to show."""
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, left = float(self.width()), 0.0
        painter.setBrush(tokens.colour(tokens.line))
        painter.drawRoundedRect(QRectF(0, 3, wide, 2), 1, 1)
        if not self._parts:
            painter.setBrush(hatched(self._theme))
            painter.drawRoundedRect(QRectF(0, 1, min(wide, 44.0), _HIGH), 3, 3)
            return
        for place, part in enumerate(self._parts):
            length = wide * min(1.0, max(0.0, part))
            painter.setBrush(fill(self._theme, place))
            painter.drawRoundedRect(QRectF(left, 1, length, _HIGH), 3, 3)
            left += length + 1


def fill(theme: Theme, place: int) -> QBrush:
    """The ground of the parts of a bar: the accent, an outline's ink, and ink in dots."""
    tokens = theme.tokens
    if place == 0:
        return QBrush(tokens.colour(tokens.accent))
    if place == 1:
        return QBrush(tokens.colour(tokens.edge))
    return QBrush(tokens.colour(tokens.ink), Qt.BrushStyle.Dense4Pattern)


def hatched(theme: Theme) -> QBrush:
    """The ground of what is not shown, and of nothing else."""
    return QBrush(theme.tokens.colour(theme.tokens.soft), Qt.BrushStyle.BDiagPattern)


class BarList(QWidget):
    """Several bars; ``touchable`` ones are chosen by finger, mouse and keyboard.

    Signals:
        touched: key of the bar.
    """

    touched = pyqtSignal(str)

    def __init__(self, theme: Theme, *, touchable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._touchable = theme, touchable
        self._lines = column(self, spacing=2)
        self.rows: dict[str, QWidget] = {}

    def show_bars(self, bars: list[Bar], chosen: str | None = None) -> None:
        """Show these bars in place of the former ones."""
        cleared(self._lines)
        self.rows = {bar.key: self._made(bar, chosen=bar.key == chosen) for bar in bars}
        for line in self.rows.values():
            self._lines.addWidget(line)

    def _made(self, bar: Bar, *, chosen: bool) -> QWidget:
        line: QWidget = TouchRow(self._theme) if self._touchable else QWidget()
        inner = column(line, margins=(_SIDE, 6, _SIDE, 8), spacing=4)
        head = row(spacing=12)
        head.addWidget(Elided("body", bar.name), 1)
        head.addWidget(Text("number" if bar.parts else "small", bar.told))
        inner.addLayout(head)
        inner.addWidget(Stripe(self._theme, bar.parts))
        line.setAccessibleName(f"{bar.name}: {bar.told}")
        if isinstance(line, TouchRow):
            for child in line.findChildren(QWidget):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.set_chosen(chosen=chosen)
            line.touched.connect(lambda: self.touched.emit(bar.key))
        return line
