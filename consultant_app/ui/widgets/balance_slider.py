"""A slider whose rest is in the middle: less to the left, more to the right, large enough for a finger."""

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PyQt6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.buttons import TARGET

END = 100
"""The slider runs from -END to END."""

_KNOB = 13
_SNAP = 5
"""Nearer to the middle than this, a finger means the middle."""


class BalanceSlider(QAbstractSlider):
    """Draws track, middle, what was moved, and knob; arrows, page keys and Home work as in any slider."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-END, END)
        self.setSingleStep(5)
        self.setPageStep(25)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(TARGET)
        self.setMinimumWidth(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(lambda _: self.update())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the layout allows."""
        return QSize(260, TARGET)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Go where the finger is."""
        if event is not None:
            self.setSliderDown(True)
            self._follow(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Follow the finger."""
        if event is not None and self.isSliderDown():
            self._follow(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Let go."""
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Back to the middle."""
        self.setValue(0)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the list, which would else change what it only scrolls past."""
        if event is not None:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, left, right = self.height() / 2, float(_KNOB + 2), float(self.width() - _KNOB - 2)
        middle, knob = (left + right) / 2, self._x_of(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.edge))
        painter.drawRoundedRect(QRectF(left, y - 1.5, right - left, 3), 1.5, 1.5)
        painter.drawRoundedRect(QRectF(middle - 1, y - 7, 2, 14), 1, 1)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRect(QRectF(min(middle, knob), y - 1.5, abs(knob - middle), 3))
        painter.setPen(QPen(QColor(tokens.accent), 3 if self.hasFocus() else 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(QPointF(knob, y), _KNOB - 1, _KNOB - 1)

    def _x_of(self, value: int) -> float:
        left, right = _KNOB + 2, self.width() - _KNOB - 2
        return left + (value + END) / (2 * END) * (right - left)

    def _follow(self, x: float) -> None:
        left, right = _KNOB + 2, self.width() - _KNOB - 2
        value = round(-END + 2 * END * (x - left) / max(1, right - left))
        self.setValue(0 if abs(value) <= _SNAP else value)
