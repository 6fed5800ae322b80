"""Rows that are touched: a whole line answers, by finger, mouse and keyboard."""

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme


class TouchRow(QWidget):
    """A row with any content that answers as one.

    Signals:
        touched: the row was clicked, tapped, or chosen with Enter or Space.
    """

    touched = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._over = False
        self._chosen = False
        self._pressed = False
        self._keyed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(56)
        theme.changed.connect(self.update)

    def set_chosen(self, *, chosen: bool) -> None:
        """Show the row as the chosen one."""
        self._chosen = chosen
        self.update()

    @property
    def chosen(self) -> bool:
        """Whether it is shown as chosen."""
        return self._chosen

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take the press, so that the release comes here."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Answer a press that ended on the row."""
        if event is None or not self._pressed:
            return
        self._pressed = False
        if self.rect().contains(event.position().toPoint()):
            self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Enter and Space choose; the arrows walk to the next row."""
        key = None if event is None else event.key()
        self._keyed = True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.touched.emit()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """The pointer came."""
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer left."""
        self._over = False
        self.update()

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._keyed = event is None or event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """The keyboard went on."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ground of a chosen or hovered row, and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, box = self.theme.tokens, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._chosen or self._over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(tokens.accent_soft, 0.85 if self._chosen else 0.45))
            painter.drawRoundedRect(box, tokens.radius, tokens.radius)
        # Only where the keyboard is in use: a click need not be framed.
        if self.hasFocus() and self._keyed:
            box = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(tokens.colour(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, tokens.radius, tokens.radius)
