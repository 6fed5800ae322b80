"""What stands in for a result while it is made: its shapes, breathing slowly, so that nothing jumps later."""

from PyQt6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation
from PyQt6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.theme import Theme


class Skeleton(QWidget):
    """The shapes of a photo and a list. It breathes only while it is seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._breath = QVariantAnimation(self)
        self._breath.setStartValue(0.45)
        self._breath.setKeyValueAt(0.5, 1.0)
        self._breath.setEndValue(0.45)
        self._breath.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._breath.setLoopCount(-1)
        self._breath.valueChanged.connect(lambda _: self.update())

    def say(self, words: str) -> None:
        """Say what is being done, where the photo will be."""
        self.setAccessibleName(words)
        self.update()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        """Start to breathe."""
        super().showEvent(event)
        if self._theme.breath_ms:
            self._breath.setDuration(self._theme.breath_ms)
            self._breath.start()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802 - Qt's name
        """Rest."""
        super().hideEvent(event)
        self._breath.stop()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the shapes where the result will have them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), tokens.colour(tokens.paper))
        level = self._breath.currentValue()
        painter.setOpacity(float(level) if level is not None else 0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.well))
        upright = self.height() > self.width()
        photo = QRectF(0, 0, self.width() * (1.0 if upright else 0.5), self.height() * (0.5 if upright else 1.0))
        painter.drawRect(photo)
        self._paint_words(painter, photo)
        left, top = (40.0, photo.bottom() + 28) if upright else (photo.right() + 40.0, 36.0)
        wide, corner = self.width() - left - 40.0, tokens.corner
        painter.drawRoundedRect(QRectF(left, top, 120, 64), corner, corner)
        top += 112
        while top < self.height() - 60:
            painter.drawRoundedRect(QRectF(left, top, wide * 0.42, 14), 4, 4)
            painter.drawRoundedRect(QRectF(left + wide - 76, top, 76, 14), 4, 4)
            painter.drawRoundedRect(QRectF(left, top + 28, wide, 3), 1.5, 1.5)
            top += 68

    def _paint_words(self, painter: QPainter, photo: QRectF) -> None:
        """They do not breathe: they are to be read."""
        tokens = self._theme.tokens
        painter.save()
        painter.setOpacity(1.0)
        painter.setPen(tokens.colour(tokens.ink))
        painter.setFont(self._theme.title_font("title"))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(photo.adjusted(32, 0, -32, 0), flags, self.accessibleName())
        painter.restore()
