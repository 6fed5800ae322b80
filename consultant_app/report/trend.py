"""A criterion over the visits as a small curve with its band; filled points compare, hollow ones do not."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor

from consultant_app.domain.evolution import Point
from consultant_app.report.flow import Figure
from consultant_app.report.style import Style
from consultant_app.report.tags import Element

_DOT = 1.8
_FOOT = 10.0
"""Room below for the days, points."""
_LABEL = 16.0
"""Room on the left for the scale's ends, points."""


class Trend(Figure):
    """Scores against time, on the whole scale from 0 to 100 so that no change looks larger than it is.

    Args:
        points: The oldest first.
        days: Names of the first and the last day, written below the curve's ends.
        size: Width and height, points.
        style: The house's manner.
        element: Its node.
    """

    def __init__(
        self,
        points: Sequence[Point],
        days: tuple[str, str],
        size: tuple[float, float],
        style: Style,
        element: Element,
    ) -> None:
        super().__init__(element)
        self.width, self.height = size
        self._days = days
        self._points, self._style = [point for point in points if point.score is not None], style

    def paint(self) -> None:
        """Paint at the canvas's origin."""
        canvas, colours = self.canv, self._style.colours
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HexColor(colours.line))
        canvas.setFillColor(HexColor(colours.ink_soft))
        size = self._style.size("small") * 0.85
        canvas.setFont(self._style.text_font, size)
        for level in (0, 50, 100):
            y = self._y(level)
            canvas.line(_LABEL, y, self.width, y)
            if level != 50:
                canvas.drawRightString(_LABEL - 3, y - size * 0.35, f"{level}")
        if not self._points:
            return
        canvas.drawString(_LABEL, 1.5, self._days[0])
        canvas.drawRightString(self.width, 1.5, self._days[1])
        places = [(x, point) for x, point in zip(self._xs(), self._points, strict=True)]
        joined = [(x, point) for x, point in places if point.comparable]
        self._band(joined)
        self._curve(joined)
        for x, point in places:
            filled = point.comparable
            canvas.setFillColor(HexColor(colours.accent if filled else colours.surface))
            canvas.setStrokeColor(HexColor(colours.accent))
            canvas.setLineWidth(0.7)
            canvas.circle(x, self._y(point.score or 0), _DOT, stroke=1, fill=1)

    def _xs(self) -> list[float]:
        """Where the points stand: by time; evenly where all are of one moment."""
        first, last = self._points[0].at, self._points[-1].at
        span = (last - first).total_seconds()
        left, wide = _LABEL + 4, self.width - _LABEL - 8
        if span <= 0:
            step = wide / max(1, len(self._points) - 1)
            return [left + place * step for place in range(len(self._points))]
        return [left + wide * (point.at - first).total_seconds() / span for point in self._points]

    def _band(self, places: Sequence[tuple[float, Point]]) -> None:
        if len(places) < 2:
            return
        canvas, path = self.canv, self.canv.beginPath()
        upper = [(x, self._y(min(100, (point.score or 0) + (point.plus_minus or 0)))) for x, point in places]
        lower = [(x, self._y(max(0, (point.score or 0) - (point.plus_minus or 0)))) for x, point in places]
        path.moveTo(*upper[0])
        for point in [*upper[1:], *reversed(lower)]:
            path.lineTo(*point)
        path.close()
        canvas.setFillColor(HexColor(self._style.colours.accent_soft))
        canvas.drawPath(path, stroke=0, fill=1)

    def _curve(self, places: Sequence[tuple[float, Point]]) -> None:
        if len(places) < 2:
            return
        canvas, path = self.canv, self.canv.beginPath()
        path.moveTo(places[0][0], self._y(places[0][1].score or 0))
        for x, point in places[1:]:
            path.lineTo(x, self._y(point.score or 0))
        canvas.setStrokeColor(HexColor(self._style.colours.accent))
        canvas.setLineWidth(0.9)
        canvas.drawPath(path, stroke=1, fill=0)

    def _y(self, level: float) -> float:
        return _FOOT + (self.height - _FOOT - 3) * level / 100
