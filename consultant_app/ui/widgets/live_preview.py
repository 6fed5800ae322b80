"""The live picture as a mirror, with the oval to look into and the one thing to do now."""

from typing import cast

import cv2
import numpy as np
from PyQt6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.photo import RGB
from consultant_app.ui.theme import Theme

_OVAL_HIGH, _OVAL_WIDE = 0.60, 0.74
"""Height of the oval over the height of the picture, and its width over its height: a head at a good distance."""
_OVAL_MIDDLE = 0.48
_PAD, _FOOT = 26, 20
_TALL = 520
"""Logical pixels of height from which the words can be large without covering the chin."""
_SHADE = QColor(20, 17, 14)


class LivePreview(QWidget):
    """Draws the newest picture mirrored, as she knows herself; what is kept of it is not mirrored.

    The picture keeps its whole height: a head that is cut off cannot be guided. Words and the outline say the
    same; the outline is broken and quiet until all is right, then closed and in the accent.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rgb: RGB | None = None
        self._drawn: tuple[RGB, QSize, QImage] | None = None
        self._words = ""
        self._ready = False
        self._count: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 240)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)

    def show_picture(self, rgb: RGB | None) -> None:
        """Show a picture uint8 [H, W, 3], unmirrored; ``None`` for the shapes that stand in for it."""
        self._rgb = rgb
        self.update()

    def say(self, words: str, *, ready: bool = False, count: int | None = None) -> None:
        """Show an instruction; ``ready`` closes the outline, ``count`` is the number of the countdown."""
        if (words, ready, count) != (self._words, self._ready, self._count):
            self._words, self._ready, self._count = words, ready, count
            self.setAccessibleName(words)
            self.update()

    @property
    def words(self) -> str:
        """The instruction on screen."""
        return self._words

    @property
    def count(self) -> int | None:
        """The number on screen."""
        return self._count

    @property
    def ready(self) -> bool:
        """Whether the outline is closed."""
        return self._ready

    def oval(self) -> QRectF:
        """Where the face belongs, widget pixels."""
        space = QRectF(self.rect())
        high = self._picture_box().height() * _OVAL_HIGH if self._rgb is not None else space.height() * _OVAL_HIGH
        box = QRectF(0, 0, high * _OVAL_WIDE, high)
        box.moveCenter(QPointF(space.center().x(), space.top() + space.height() * _OVAL_MIDDLE))
        return box

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw ground, picture, outline, number and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), tokens.colour(tokens.well))
        if self._rgb is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(tokens.line))
            painter.drawEllipse(self.oval())
        else:
            box = self._picture_box()
            painter.drawImage(box.topLeft(), self._image(self._rgb, box.size()))
            self._paint_outline(painter)
        if self._count is not None:
            self._paint_count(painter, str(self._count))
        if self._words:
            self._paint_words(painter)

    def _picture_box(self) -> QRect:
        """Where the picture lies: all of its height, its sides cut off where the space is narrower."""
        if self._rgb is None:
            return self.rect()
        high, wide = self._rgb.shape[:2]
        scale = self.height() / high
        shown = min(self.width(), round(wide * scale))
        return QRect((self.width() - shown) // 2, 0, shown, self.height())

    def _image(self, rgb: RGB, space: QSize) -> QImage:
        """The mirrored picture at the screen's own resolution; made once a picture and size."""
        if self._drawn is not None and self._drawn[0] is rgb and self._drawn[1] == space:
            return self._drawn[2]
        ratio = self.devicePixelRatioF()
        high, wide = rgb.shape[:2]
        part = min(wide, max(1, round(high * space.width() / max(1, space.height()))))
        left = (wide - part) // 2
        size = (max(1, round(space.width() * ratio)), max(1, round(space.height() * ratio)))
        small = cv2.resize(rgb[:, left : left + part], size, interpolation=cv2.INTER_LINEAR)
        pixels = np.ascontiguousarray(cv2.cvtColor(cv2.flip(small, 1), cv2.COLOR_RGB2BGRA))
        # The image keeps no pixels of its own: a copy ends its dependence on the array.
        image = QImage(
            cast("bytes", pixels.data), size[0], size[1], size[0] * 4, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(ratio)
        self._drawn = (rgb, space, image)
        return image

    def _paint_outline(self, painter: QPainter) -> None:
        tokens, oval = self._theme.tokens, self.oval()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        under = QColor(_SHADE)
        under.setAlphaF(0.35)
        painter.setPen(QPen(under, 7 if self._ready else 4))
        painter.drawEllipse(oval)
        pen = QPen(tokens.colour(tokens.accent) if self._ready else QColor(255, 255, 255, 225))
        pen.setWidthF(5 if self._ready else 2)
        if not self._ready:
            pen.setDashPattern([7, 6])
        painter.setPen(pen)
        painter.drawEllipse(oval)

    def _paint_count(self, painter: QPainter, number: str) -> None:
        """The number on the upper end of the oval: it hides no eye, and draws the eyes towards the lens."""
        tokens = self._theme.tokens
        disc = QRectF(0, 0, 92, 92)
        disc.moveCenter(QPointF(self.oval().center().x(), max(self.oval().top(), 54)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.accent))
        painter.drawEllipse(disc)
        painter.setPen(tokens.colour(tokens.on_accent))
        font = self._theme.title_font("display")
        font.setPixelSize(56)
        painter.setFont(font)
        painter.drawText(disc.adjusted(0, -3, 0, -3), Qt.AlignmentFlag.AlignCenter, number)

    def _paint_words(self, painter: QPainter) -> None:
        """The instruction below the face, on a ground of its own: skin and rooms have every colour."""
        tokens = self._theme.tokens
        font = self._theme.title_font("display" if self.height() >= _TALL else "title")
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        room = QRect(0, 0, max(120, self.width() - 4 * _PAD), self.height() // 3)
        text = QFontMetrics(font).boundingRect(room, flags, self._words)
        box = QRectF(0, 0, text.width() + 2 * _PAD + 2, text.height() + 20)
        box.moveCenter(QPointF(self.width() / 2, 0))
        box.moveBottom(self.height() - _FOOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.surface, 0.94))
        painter.drawRoundedRect(box, tokens.radius, tokens.radius)
        painter.setFont(font)
        painter.setPen(tokens.colour(tokens.ink))
        painter.drawText(box, flags, self._words)
