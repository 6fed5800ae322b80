"""A check box with a second line that says what it means: consent is read, not just ticked."""

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from consultant_app.ui.theme import Theme

_BOX = 22
_GAP = 14
_PAD = 4


class CheckRow(QCheckBox):
    """A drawn check box, a label, and a quieter explanation; the whole row is the target."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._about = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def say(self, label: str, about: str = "") -> None:
        """Set the label and its explanation."""
        self.setText(label)
        self._about = about
        self.setAccessibleName(label)
        self.setAccessibleDescription(about)
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole row answers, not only the box."""
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The explanation wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of both lines at ``width``, at least a touch target."""
        label, about = self._heights(width - _BOX - _GAP)
        return max(44, label + about + 2 * _PAD)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A comfortable width; the layout asks for the height."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow enough for the smallest form."""
        return QSize(200, 44)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw box, check, label and explanation."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        label, about = self._heights(self.width() - _BOX - _GAP)
        top = (self.height() - label - about) // 2
        self._paint_box(painter, QRectF(0.75, top + (label - _BOX) / 2 + 0.75, _BOX - 1.5, _BOX - 1.5))
        left, width = _BOX + _GAP, self.width() - _BOX - _GAP
        painter.setFont(self._theme.font("body"))
        painter.setPen(tokens.colour(tokens.ink if self.isEnabled() else tokens.soft))
        painter.drawText(QRect(left, top, width, label), int(Qt.TextFlag.TextWordWrap), self.text())
        if self._about:
            painter.setFont(self._theme.font("small"))
            painter.setPen(tokens.colour(tokens.soft))
            painter.drawText(QRect(left, top + label, width, about), int(Qt.TextFlag.TextWordWrap), self._about)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        tokens = self._theme.tokens
        edge = tokens.accent if self.isChecked() or self.hasFocus() else tokens.edge
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.fillPath(path, tokens.colour(tokens.accent if self.isChecked() else tokens.surface))
        painter.setPen(QPen(tokens.colour(edge), 1.5))
        painter.drawPath(path)
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour(tokens.accent, 0.35), 2))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 5, 5)
        if self.isChecked():
            pen = QPen(tokens.colour(tokens.on_accent), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            x, y = box.x(), box.y()
            painter.drawPolyline(
                QPolygonF([QPointF(x + 5, y + 10.5), QPointF(x + 9, y + 14.5), QPointF(x + 16, y + 6.5)])
            )

    def _heights(self, width: int) -> tuple[int, int]:
        """Heights of label and explanation wrapped at ``width``."""
        room = QRect(0, 0, max(40, width), 4000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        label = QFontMetrics(self._theme.font("body")).boundingRect(room, wrap, self.text()).height()
        if not self._about:
            return label, 0
        return label, QFontMetrics(self._theme.font("small")).boundingRect(room, wrap, self._about).height() + 2
