"""Before and after: one picture with a handle between them, or both side by side; zoom and pan are shared."""

from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from consultant_app.domain.photo import RGB
from consultant_app.ui.framing import frame, zoomed
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.on_photo import GRIP, paint_handle, paint_label, paint_tag

CLOSEST = 8.0
"""Largest zoom over the framed face."""

_GAP = 4
"""Between two pictures side by side."""
_STEP = 0.04
"""How far a key moves the handle, share of the width."""
_NEARER = 1.25
"""How much a key or a notch of the wheel zooms."""


class Layout(StrEnum):
    """How before and after are shown."""

    HANDLE = "handle"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class _Words:
    before: str = ""
    after: str = ""
    label: str = ""


def shared_image(rgb: RGB) -> QImage:
    """An image on the array's own memory, uint8 [H, W, 3]: no copy; the array must outlive it."""
    if not rgb.flags.c_contiguous:
        raise ValueError("the picture must lie in one piece")
    height, width = rgb.shape[:2]
    memory = cast("bytes", sip.voidptr(rgb.ctypes.data))  # what Qt takes; its stubs know bytes only
    return QImage(memory, width, height, 3 * width, QImage.Format.Format_RGB888)


class CompareView(QWidget):
    """Draws the photo and the illustration, which carries its label wherever it is seen.

    Signals:
        zoomed: ``zoom`` may have changed.
    """

    zoomed = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._arrays: tuple[RGB, RGB] | None = None
        self._before, self._after = QImage(), QImage()
        self._face: QRectF | None = None
        self._words = _Words()
        self._layout = Layout.HANDLE
        self.divide = 0.5
        self.zoom = 1.0
        self._centre: QPointF | None = None
        self._drag: QPointF | None = None
        self._drags_handle = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        theme.changed.connect(self.update)

    def show_pictures(self, before: RGB | None, after: RGB | None, face: QRectF | None = None) -> None:
        """Show another pair, both uint8 [H, W, 3] of one size; they are drawn from where they lie, without a copy.

        Args:
            before: The photo.
            after: The illustration; write into it and call ``update``.
            face: Box of the face's oval in their pixels, if known.
        """
        self._arrays = None if before is None or after is None else (before, after)
        self._before, self._after = (
            (QImage(), QImage()) if self._arrays is None else (shared_image(each) for each in self._arrays)
        )
        self._face = face
        self.whole()

    def say(self, before: str, after: str, label: str) -> None:
        """Set the words on the pictures; ``label`` is never left out."""
        self._words = _Words(before, after, label)
        self.update()

    def arrange(self, layout: Layout) -> None:
        """Show the pictures this way."""
        self._layout = layout
        self.update()

    def whole(self) -> None:
        """Show the whole face again."""
        self.zoom, self._centre = 1.0, None
        self._seen_nearer()

    def nearer(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by ``factor`` around a place, in widget pixels; around the middle where none is given."""
        if self._before.isNull():
            return
        area = self._area_at(at)
        part, target = self._part(area)
        here = QPointF(target.center() if at is None else at)
        place = _onto(here, target, part)
        self.zoom = min(CLOSEST, max(1.0, self.zoom * factor))
        self._centre = place
        part = self._part(area)[0]
        self._centre = part.center() + place - _onto(here, target, part)
        self._centre = self._part(area)[0].center()
        self._seen_nearer()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the layout allows."""
        return QSize(560, 640)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the pictures, the handle, and the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.colour(self._theme.tokens.well))
        if self._before.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._layout is Layout.BESIDE:
            left, right = self._areas()
            self._paint_picture(painter, self._before, left)
            self._paint_picture(painter, self._after, right)
            self._paint_words(painter, self._part(left)[1], self._part(right)[1])
            return
        area = self._areas()[0]
        target = self._part(area)[1]
        x = self._line(target)
        self._paint_picture(painter, self._before, area, QRectF(0, 0, x, self.height()))
        self._paint_picture(painter, self._after, area, QRectF(x, 0, self.width() - x, self.height()))
        label = self._paint_words(painter, target, target)
        # The line ends above the label: nothing may run through those words.
        paint_handle(painter, self._theme, target, x, label, focused=self.hasFocus())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take hold of the handle, or of the picture."""
        if event is None or self._before.isNull():
            return
        self._drag = event.position()
        near = abs(event.position().x() - self._line(self._part(self._areas()[0])[1])) <= GRIP
        # At full view there is nothing to pan: a finger anywhere moves the handle.
        self._drags_handle = self._layout is Layout.HANDLE and (near or self.zoom == 1.0)
        self._pull(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Move the handle, or the picture in both views."""
        if event is not None and self._drag is not None:
            self._pull(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Let go."""
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Near this place, or back to the whole face."""
        if event is None:
            return
        if self.zoom > 1.0:
            self.whole()
        else:
            self.nearer(3.0, event.position())

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 - Qt's name
        """Zoom around the cursor."""
        if event is not None:
            self.nearer(_NEARER ** (event.angleDelta().y() / 120), event.position())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Arrows move the handle, plus and minus zoom, Home shows the whole face."""
        if event is None:
            return
        steps = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
        if event.key() in steps:
            self._set_divide(self.divide + steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.nearer(_NEARER)
        elif event.key() == Qt.Key.Key_Minus:
            self.nearer(1 / _NEARER)
        elif event.key() == Qt.Key.Key_Home:
            self.whole()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Two fingers zoom."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._drag = None
                centre = self.mapFromGlobal(pinch.centerPoint())
                self.nearer(pinch.scaleFactor(), centre)
                return True
        return super().event(event)

    def _seen_nearer(self) -> None:
        self.update()
        self.zoomed.emit()

    def _pull(self, position: QPointF) -> None:
        area = self._area_at(position)
        part, target = self._part(area)
        if self._drags_handle:
            self._set_divide((position.x() - target.left()) / max(1.0, target.width()))
            return
        if self._drag is None or target.isEmpty():
            return
        step = (position - self._drag) * (part.width() / target.width())
        self._drag = position
        self._centre = part.center() - step
        self._centre = self._part(area)[0].center()
        self.update()

    def _set_divide(self, share: float) -> None:
        self.divide = min(1.0, max(0.0, share))
        self.update()

    def _line(self, target: QRectF) -> float:
        return target.left() + self.divide * target.width()

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where the first and the second picture may lie; one and the same where the handle parts them."""
        whole = QRectF(self.rect())
        if self._layout is Layout.HANDLE:
            return whole, whole
        wide = (whole.width() - _GAP) / 2
        return QRectF(0, 0, wide, whole.height()), QRectF(wide + _GAP, 0, wide, whole.height())

    def _area_at(self, position: QPointF | None) -> QRectF:
        first, second = self._areas()
        return second if position is not None and second.left() > 0 and second.contains(position) else first

    def _part(self, area: QRectF) -> tuple[QRectF, QRectF]:
        """The part of the pictures that is seen, and where in the widget."""
        size = QSizeF(self._before.size())
        part, target = frame(size, area.size(), self._face)
        bounds = QRectF(0, 0, size.width(), size.height())
        return zoomed(part, bounds, self.zoom, self._centre), target.translated(area.topLeft())

    def _paint_words(self, painter: QPainter, before: QRectF, after: QRectF) -> float:
        """Both tags and the label; gives the label's upper edge."""
        paint_tag(painter, self._theme, before, self._words.before, right=False)
        paint_tag(painter, self._theme, after, self._words.after, right=True)
        return paint_label(painter, self._theme, after, self._words.label)

    def _paint_picture(self, painter: QPainter, image: QImage, area: QRectF, clip: QRectF | None = None) -> None:
        part, target = self._part(area)
        painter.save()
        if clip is not None:
            painter.setClipRect(clip)
        painter.drawImage(target, image, part)
        painter.restore()


def _onto(point: QPointF, source: QRectF, target: QRectF) -> QPointF:
    """A point of one rectangle carried to the same place of another."""
    x = (point.x() - source.left()) / max(1e-6, source.width())
    y = (point.y() - source.top()) / max(1e-6, source.height())
    return QPointF(target.left() + x * target.width(), target.top() + y * target.height())
