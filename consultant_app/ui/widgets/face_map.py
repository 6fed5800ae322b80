"""A drawn face with its zones, for a result whose photo was not kept: the tint says how visible, zone by zone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.criteria import Zone
from consultant_app.files import resource
from consultant_app.ui.theme import Theme

_MARGIN = 24
_FAINT, _FULL = 0.06, 0.62
"""Opacity of the tint at a score of 100 and of 0: the same on every map."""
_LINES = ("right_eye", "left_eye", "right_brow", "left_brow", "lips")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Paths in shares of the face's height."""

    width: float
    zones: dict[Zone, QPainterPath]
    lines: tuple[QPainterPath, ...]


class FaceMap(QWidget):
    """Draws the zones of one criterion on nobody's face; without a criterion, the face alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scores: dict[Zone, int | None] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)
        theme.changed.connect(self.update)

    def show_zones(self, scores: Mapping[Zone, int | None], spoken: str) -> None:
        """Show the zones of a criterion.

        Args:
            scores: Each zone's score, 0-100; ``None`` where it was not seen, which is drawn broken and untinted.
            spoken: The same in words, for screen readers.
        """
        self._scores = dict(scores)
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the layout allows."""
        return QSize(360, 440)

    def tint(self, score: int) -> float:
        """Opacity of a zone's tint: the lower the score, the more is seen."""
        return _FAINT + (_FULL - _FAINT) * (1 - min(100, max(0, score)) / 100)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw oval, features and zones."""
        drawing, tokens = _drawing(), self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = max(1.0, min(room.height(), room.width() / drawing.width))
        top = room.center().y() - scale / 2
        onto = QTransform.fromTranslate(room.center().x(), top).scale(scale, scale)
        painter.setPen(QPen(tokens.colour(tokens.edge), 1.4))
        painter.setBrush(tokens.colour(tokens.surface))
        painter.drawPath(onto.map(drawing.zones[Zone.FACE]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.colour(tokens.edge), 1.2))
        for line in drawing.lines:
            painter.drawPath(onto.map(line))
        for zone, score in sorted(self._scores.items()):
            self._paint_zone(painter, onto.map(drawing.zones[zone]), score)

    def _paint_zone(self, painter: QPainter, path: QPainterPath, score: int | None) -> None:
        tokens = self._theme.tokens
        pen = QPen(tokens.colour(tokens.accent if score is not None else tokens.edge), 1.2)
        if score is None:
            pen.setDashPattern([3, 4])
        painter.setPen(pen)
        painter.setBrush(
            Qt.BrushStyle.NoBrush if score is None else tokens.colour(tokens.accent, self.tint(score))
        )
        painter.drawPath(path)


class FaceSign(QWidget):
    """The drawn face alone, small: what a photograph is asked of."""

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(round(height * _drawing().width) + 4, height + 4)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw oval and features in one fine line."""
        drawing, tokens = _drawing(), self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.height() - 4
        onto = QTransform.fromTranslate(self.width() / 2, 2).scale(scale, scale)
        painter.setPen(QPen(tokens.colour(tokens.accent), 1.3))
        for path in (drawing.zones[Zone.FACE], *drawing.lines):
            painter.drawPath(onto.map(path))


@lru_cache
def _drawing() -> _Drawing:
    data = json.loads(resource("drawings", "face.json").read_text(encoding="utf-8"))
    zones = {Zone(key): _smooth(points) for key, points in data["zones"].items()}
    return _Drawing(data["width"], zones, tuple(_smooth(data["lines"][key]) for key in _LINES))


def _smooth(points: list[list[float]]) -> QPainterPath:
    """A closed curve through the middles between the points, which pull it towards them."""
    places = [QPointF(x, y) for x, y in points]
    path = QPainterPath((places[-1] + places[0]) / 2)
    for place, following in zip(places, [*places[1:], places[0]], strict=True):
        path.quadTo(place, (place + following) / 2)
    path.closeSubpath()
    return path
