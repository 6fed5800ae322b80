"""The photograph as the hero: framed on the face, zones as fine outlines, a heat map that fades in."""

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QVariantAnimation, pyqtSignal
from PyQt6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB
from consultant_app.ui.framing import close, frame
from consultant_app.ui.presenters.display import DisplayPhoto
from consultant_app.ui.theme import Theme


def image_of(rgb: RGB) -> QImage:
    """A copy of ``rgb`` uint8 [H, W, 3] that owns its pixels."""
    whole = np.ascontiguousarray(rgb)
    height, width = whole.shape[:2]
    return QImage(whole.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class PhotoView(QWidget):
    """Draws a photo, never stretched, at the screen's own density.

    Signals:
        left_place: the person touched the photo while it showed a place, and it shows the whole face again.
    """

    left_place = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._photo: QImage | None = None
        self._heat: QImage | None = None
        self._shown: dict[int, QPixmap] = {}
        self._polygons: dict[Zone, QPolygonF] = {}
        self._marked: frozenset[Zone] = frozenset()
        self._outlines = True
        self._place: QRectF | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(lambda _: self.update())
        self._fade.finished.connect(self._faded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        theme.changed.connect(self.update)

    def show_photo(self, photo: DisplayPhoto | None) -> None:
        """Show another photo, without a heat map."""
        self._fade.stop()
        self._photo = None if photo is None else image_of(photo.rgb)
        self._heat = None
        self._marked = frozenset()
        self._place = None
        self._polygons = {}
        if photo is not None:
            self._polygons = {
                zone: QPolygonF([QPointF(float(x), float(y)) for x, y in outline])
                for zone, outline in photo.polygons.items()
            }
        self._forget()

    def show_heat(self, heat: RGB | None) -> None:
        """Fade to the photo with ``heat`` drawn in (uint8, the photo's size), or back to the photo alone."""
        self._fade.stop()
        if heat is not None:
            self._heat = image_of(heat)
            self._shown.pop(1, None)
            self._fade.setDirection(QVariantAnimation.Direction.Forward)
        elif self._heat is not None:
            self._fade.setDirection(QVariantAnimation.Direction.Backward)
        else:
            return
        self._fade.setDuration(self._theme.motion_ms)
        self._fade.start()

    def change_heat(self, heat: RGB) -> None:
        """Put another drawing of the same map in place of the one that is shown, without a fade."""
        if self._heat is None:
            self.show_heat(heat)
            return
        self._heat = image_of(heat)
        self._shown.pop(1, None)
        self.update()

    def go_to(self, place: QRectF | None) -> None:
        """Show a place (photo pixels) from near, or the whole face again."""
        if place != self._place:
            self._place = place
            self._forget()

    def mark(self, zones: frozenset[Zone]) -> None:
        """Draw only these zones, in the accent; all of them, finely, when empty."""
        self._marked = zones
        self.update()

    def show_outlines(self, *, visible: bool) -> None:
        """Draw the zones or leave the photo alone."""
        self._outlines = visible
        self.update()

    @property
    def heat_share(self) -> float:
        """How far the heat map has faded in, 0-1."""
        if self._heat is None:
            return 0.0
        if self._fade.state() == QVariantAnimation.State.Running:
            return float(self._fade.currentValue())
        return 1.0 if self._fade.direction() == QVariantAnimation.Direction.Forward else 0.0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the layout allows."""
        return QSize(560, 640)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Frame the photo anew."""
        super().resizeEvent(event)
        self._forget()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """A touch leads back from a place to the whole face."""
        if self._place is not None and event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(None)
            self.left_place.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the photo, the heat map over it, and the zones."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.colour(self._theme.tokens.well))
        if self._photo is None:
            return
        source, target = self._frame(self._photo)
        painter.drawPixmap(target.topLeft(), self._pixmap(0, self._photo, source, target))
        share = self.heat_share
        if self._heat is not None and share > 0:
            painter.setOpacity(share)
            painter.drawPixmap(target.topLeft(), self._pixmap(1, self._heat, source, target))
            painter.setOpacity(1.0)
        if self._outlines:
            self._paint_zones(painter, source, target)

    def _paint_zones(self, painter: QPainter, source: QRectF, target: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(target)
        scale = target.width() / source.width()
        onto = (
            QTransform.fromTranslate(target.x(), target.y())
            .scale(scale, scale)
            .translate(-source.x(), -source.y())
        )
        zones = self._marked or frozenset(self._polygons) - {Zone.FACE}
        strength = 0.95 if self._marked else 0.72
        # A dark line under a light one stays visible on every skin tone without shouting on any.
        for colour, width in (("#1a1512", 2.6), ("#fffaf2", 1.2)):
            pen = QPen(self._theme.tokens.colour(colour, strength * (0.45 if width > 2 else 1.0)), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for zone in sorted(zones & frozenset(self._polygons)):
                painter.drawPolygon(onto.map(self._polygons[zone]))
            if self._place is not None:
                painter.drawRect(onto.mapRect(self._place))

    def _frame(self, photo: QImage) -> tuple[QRectF, QRectF]:
        if self._place is not None:
            return close(QSizeF(photo.size()), QSizeF(self.size()), self._place)
        face = self._polygons.get(Zone.FACE)
        return frame(QSizeF(photo.size()), QSizeF(self.size()), None if face is None else face.boundingRect())

    def _pixmap(self, layer: int, image: QImage, source: QRectF, target: QRectF) -> QPixmap:
        """The framed part of ``image`` at device resolution, scaled once a size and not once a frame."""
        if layer not in self._shown:
            ratio = self.devicePixelRatioF()
            size = QSize(round(target.width() * ratio), round(target.height() * ratio))
            part = image.copy(source.toAlignedRect())
            smooth = Qt.TransformationMode.SmoothTransformation
            # Both rectangles have the same aspect up to a rounded pixel.
            scaled = part.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            pixmap = QPixmap.fromImage(scaled)
            pixmap.setDevicePixelRatio(ratio)
            self._shown[layer] = pixmap
        return self._shown[layer]

    def _forget(self) -> None:
        self._shown.clear()
        self.update()

    def _faded(self) -> None:
        if self._fade.direction() == QVariantAnimation.Direction.Backward:
            self._heat = None
            self._shown.pop(1, None)
            self.update()
