"""Words on a photograph: light letters on a quiet dark band, legible on every skin."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from consultant_app.imaging.label import BAND_INK, BAND_TEXT
from consultant_app.ui.theme import Theme

GRIP = 22
"""Half the handle's target, logical pixels."""

_PADDING = 10
_OPACITY = 0.78


def paint_label(painter: QPainter, theme: Theme, target: QRectF, words: str) -> float:
    """Words along the lower edge of a picture, in as many lines as they need; gives their upper edge."""
    painter.setFont(theme.font("small"))
    flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignCenter)
    room = target.adjusted(_PADDING, 0, -_PADDING, 0)
    high = painter.boundingRect(room, flags, words).height() + _PADDING
    band = QRectF(target.left(), target.bottom() - high, target.width(), high)
    _paint_band(painter, band, 0)
    painter.drawText(band.adjusted(_PADDING, 0, -_PADDING, 0), flags, words)
    return band.top()


def paint_tag(painter: QPainter, theme: Theme, target: QRectF, words: str, *, right: bool) -> None:
    """A word or two in an upper corner of a picture."""
    painter.setFont(theme.font("small"))
    size = painter.fontMetrics().boundingRect(words).size()
    chip = QRectF(0, target.top() + _PADDING, size.width() + 2 * _PADDING, size.height() + _PADDING)
    chip.moveLeft(target.right() - chip.width() - _PADDING if right else target.left() + _PADDING)
    _paint_band(painter, chip, theme.tokens.corner)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)


def paint_handle(painter: QPainter, theme: Theme, target: QRectF, x: float, foot: float, *, focused: bool) -> None:
    """The line between before and after, down to ``foot``, with a grip that a finger finds."""
    tokens = theme.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(*BAND_TEXT), 2))
    painter.drawLine(QPointF(x, target.top()), QPointF(x, foot))
    painter.setPen(QPen(QColor(tokens.accent), 3 if focused else 1))
    painter.setBrush(QColor(tokens.surface))
    middle = QPointF(x, target.center().y())
    painter.drawEllipse(middle, GRIP, GRIP)
    painter.setPen(QPen(QColor(tokens.ink), 2))
    for side in (-1, 1):
        tip = middle + QPointF(11 * side, 0)
        painter.drawLine(tip, tip + QPointF(-5 * side, -5))
        painter.drawLine(tip, tip + QPointF(-5 * side, 5))


def _paint_band(painter: QPainter, box: QRectF, corner: float) -> None:
    """The ground of the words; leaves the pen ready to write."""
    ground = QColor(*BAND_INK)
    ground.setAlphaF(_OPACITY)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, corner, corner)
    painter.setPen(QColor(*BAND_TEXT))
