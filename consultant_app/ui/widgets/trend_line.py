"""A criterion over the visits: a curve, its +/- as a band, the two visits that are compared as marks.

The scale is 0-100 and the whole time on every curve, so that any two compare at a glance and chance looks as small
as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.evolution import Point
from consultant_app.ui.theme import Theme, Tokens

_BAND, _BAND_FAINT = 0.30, 0.14
"""Opacity of the band, of scores that belong together and of those by another model."""


@dataclass(frozen=True, slots=True)
class TrendScale:
    """Where a time and a score lie in a box, logical pixels."""

    box: QRectF
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """The x of a time; the middle where all visits are of one moment."""
        whole = (self.end - self.start).total_seconds()
        share = (at - self.start).total_seconds() / whole if whole > 0 else 0.5
        return self.box.left() + share * self.box.width()

    def y(self, score: float) -> float:
        """The y of a score; beyond 0-100 at the ends."""
        return self.box.bottom() - min(100.0, max(0.0, score)) / 100 * self.box.height()

    def place(self, point: Point) -> QPointF | None:
        """Where a point lies; ``None`` where nothing could be said."""
        return None if point.score is None else QPointF(self.x(point.at), self.y(point.score))


def scale_of(points: Sequence[Point], box: QRectF) -> TrendScale:
    """The scale of a curve over all its visits."""
    return TrendScale(box, points[0].at, points[-1].at)


def paint_trend(
    painter: QPainter,
    tokens: Tokens,
    scale: TrendScale,
    points: Sequence[Point],
    chosen: frozenset[str],
    size: float,
) -> None:
    """Draw band, curve and marks; a chosen visit's mark is full, one by another model hollow.

    Args:
        painter: With antialiasing.
        tokens: Colours.
        scale: Where things lie.
        points: The oldest first.
        chosen: The visits that are compared.
        size: Radius of a chosen mark, logical pixels.
    """
    for run in runs(points):
        _paint_band(painter, tokens, scale, run)
    for run in runs(points):
        painter.setPen(QPen(tokens.colour(tokens.accent, 1.0 if run[0].comparable else 0.4), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        places = [place for place in map(scale.place, run) if place is not None]
        painter.drawPolyline(QPolygonF(places))
    for point in points:
        place = scale.place(point)
        if place is not None:
            _paint_mark(painter, tokens, place, point, size if point.visit_id in chosen else size * 0.55, chosen)


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """The parts of a curve that belong together: scores by one kind of model, without a gap."""
    found: list[list[Point]] = []
    last: Point | None = None
    for point in points:
        if point.score is not None:
            if last is None or last.score is None or last.comparable != point.comparable:
                found.append([])
            found[-1].append(point)
        last = point
    return found


def _paint_band(painter: QPainter, tokens: Tokens, scale: TrendScale, run: Sequence[Point]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour(tokens.accent, _BAND if run[0].comparable else _BAND_FAINT))
    edges = [(scale.x(p.at), p.score or 0, p.plus_minus or 0) for p in run]
    if len(edges) == 1:
        # A visit alone has no curve: its band is a short bar.
        x, score, half = edges[0]
        edges = [(x - 3, score, half), (x + 3, score, half)]
    above = [QPointF(x, scale.y(score + half)) for x, score, half in edges]
    below = [QPointF(x, scale.y(score - half)) for x, score, half in reversed(edges)]
    painter.drawPolygon(QPolygonF(above + below))


def _paint_mark(
    painter: QPainter, tokens: Tokens, place: QPointF, point: Point, radius: float, chosen: frozenset[str]
) -> None:
    known = point.comparable
    colour = tokens.ink if point.visit_id in chosen else tokens.accent
    painter.setPen(QPen(tokens.colour(colour), 1.4))
    painter.setBrush(tokens.colour(colour if known else tokens.paper))
    painter.drawEllipse(place, radius, radius)


class TrendLine(QWidget):
    """A small curve beside a criterion's name; the words beside it say what it shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[Point, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def show_points(self, points: tuple[Point, ...], chosen: frozenset[str]) -> None:
        """Show a curve, the visits that are compared marked."""
        self._points, self._chosen = points, chosen
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small enough for a row."""
        return QSize(124, 44)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the curve between hairlines at 0 and 100."""
        if not self._points:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(5, 2, -5, -2)
        painter.setPen(QPen(tokens.colour(tokens.line), 1))
        for y in (box.top(), box.bottom()):
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        paint_trend(painter, tokens, scale_of(self._points, box), self._points, self._chosen, 3.2)
