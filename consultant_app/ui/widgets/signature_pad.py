"""A field to sign in, with a finger, a pen or the mouse."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.consent import Signature
from consultant_app.ui.theme import Theme

_HEIGHT = 150
_LINE = 0.74
"""Where the line to sign on lies, of the height."""
_MARGIN = 28
_INK = 2.2


class SignaturePad(QWidget):
    """Takes the strokes as they are drawn; Qt makes mouse moves of a finger's, and of a pen's where they are left.

    Signals:
        changed: a stroke was drawn, or all were taken away.
    """

    changed = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing = False
        self._hint = ""
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        theme.changed.connect(self.update)

    @property
    def signature(self) -> Signature:
        """What is drawn so far, pixels of the pad."""
        strokes = tuple(tuple(stroke) for stroke in self._strokes)
        return Signature(self.width(), self.height(), strokes)

    @property
    def signed(self) -> bool:
        """Whether there is enough ink for a signature."""
        return self.signature.drawn

    def say(self, hint: str) -> None:
        """Set what stands below the line while nothing is drawn, and what screen readers say."""
        self._hint = hint
        self.setAccessibleName(hint)
        self.update()

    def clear(self) -> None:
        """Take all strokes away."""
        self._strokes.clear()
        self._drawing = False
        self.update()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Put the pen down."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw."""
        if event is not None:
            self._draw(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Lift the pen."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._up()

    def tabletEvent(self, event: QTabletEvent | None) -> None:  # noqa: N802 - Qt's name
        """A pen says where it is more finely than the mouse moves that Qt would make of it."""
        if event is None:
            return
        act = {QEvent.Type.TabletPress: self._down, QEvent.Type.TabletMove: self._draw}.get(event.type())
        if act is not None:
            act(event.position())
        else:
            self._up()
        event.accept()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the field, the line, and the ink."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour(tokens.edge), 1))
        painter.setBrush(tokens.colour(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radius, tokens.radius)
        base = self.height() * _LINE
        painter.setPen(QPen(tokens.colour(tokens.line), 1))
        painter.drawLine(QPointF(_MARGIN, base), QPointF(self.width() - _MARGIN, base))
        if not self._strokes:
            painter.setFont(self._theme.font("small"))
            painter.setPen(tokens.colour(tokens.soft))
            below = QRectF(_MARGIN, base + 4, self.width() - 2 * _MARGIN, self.height() - base - 6)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._hint)
        pen = QPen(tokens.colour(tokens.ink), _INK, cap=Qt.PenCapStyle.RoundCap, join=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(_path(stroke))

    def _down(self, at: QPointF) -> None:
        self._drawing = True
        self._strokes.append([self._point(at)])
        self.update()

    def _draw(self, at: QPointF) -> None:
        if not self._drawing:
            return
        point = self._point(at)
        if point != self._strokes[-1][-1]:
            self._strokes[-1].append(point)
            self.update()

    def _up(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def _point(self, at: QPointF) -> tuple[int, int]:
        """Within the field, wherever the pen slips."""
        return min(max(round(at.x()), 0), self.width()), min(max(round(at.y()), 0), self.height())


def _path(stroke: list[tuple[int, int]]) -> QPainterPath:
    path = QPainterPath(QPointF(*stroke[0]))
    for point in stroke[1:]:
        path.lineTo(QPointF(*point))
    if len(stroke) == 1:
        # A dot is a line too short to be seen.
        path.lineTo(QPointF(stroke[0][0] + 0.1, stroke[0][1]))
    return path
