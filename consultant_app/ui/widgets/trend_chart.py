"""The chosen criterion over the visits, large: words as levels, least detectable change, what was advised."""

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.evolution import Period, Point
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.widgets.buttons import TARGET
from consultant_app.ui.widgets.trend_line import TrendScale, paint_trend, scale_of

_LEVELS = ((0, "priority"), (50, "look_after"), (70, "good"), (85, "excellent"))
"""From where on each word is said (``domain.scoring``)."""

_EDGE, _TOP, _FOOT = 92, 18, 66
"""Logical pixels: room for the words on the left, above, and for days and products below."""
_LANE = 24


@dataclass(frozen=True, slots=True)
class Trend:
    """What a chart shows.

    Attributes:
        points: The criterion's scores, the oldest first.
        chosen: The two visits that are compared, the earlier first.
        periods: What was advised from each visit to the next, between the two.
        detectable: Half the corridor around the earlier score in which no change can be told, points; ``None``
            where the two do not compare.
    """

    points: tuple[Point, ...]
    chosen: tuple[str, str]
    periods: tuple[Period, ...] = ()
    detectable: float | None = None


class TrendChart(QWidget):
    """Draws a ``Trend``; a visit is chosen by touching it, or with the arrow keys.

    Signals:
        touched: id of the visit.
    """

    touched = pyqtSignal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ui.theme.changed.connect(self.update)

    def show_trend(self, trend: Trend | None) -> None:
        """Show another curve."""
        self._trend = trend
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as the layout allows."""
        return QSize(560, 420)

    def scale(self) -> TrendScale | None:
        """Where things lie; ``None`` where there is nothing to show."""
        if self._trend is None or not self._trend.points:
            return None
        box = QRectF(self.rect()).adjusted(_EDGE, _TOP, -36, -_FOOT)
        return scale_of(self._trend.points, box)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Choose the visit nearest in time, where one is near."""
        scale = self.scale()
        if event is None or scale is None or self._trend is None:
            return
        x = event.position().x()
        nearest = min(self._trend.points, key=lambda point: abs(scale.x(point.at) - x))
        if abs(scale.x(nearest.at) - x) <= TARGET / 2:
            self.touched.emit(nearest.visit_id)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Arrows move the later visit."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event is None or self._trend is None or event.key() not in steps:
            super().keyPressEvent(event)
            return
        ids = [point.visit_id for point in self._trend.points]
        place = ids.index(self._trend.chosen[1]) + steps[Qt.Key(event.key())]
        if ids.index(self._trend.chosen[0]) < place < len(ids):
            self.touched.emit(ids[place])

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw levels, corridor, curve, days and products."""
        scale, trend = self.scale(), self._trend
        if scale is None or trend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._ui.theme.font("small"))
        self._paint_levels(painter, scale)
        self._paint_corridor(painter, scale, trend)
        paint_trend(painter, self._ui.theme.tokens, scale, trend.points, frozenset(trend.chosen), 5.5)
        self._paint_days(painter, scale, trend)
        self._paint_products(painter, scale, trend)
        if self.hasFocus():
            painter.setPen(QPen(self._ui.theme.tokens.colour(self._ui.theme.tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_levels(self, painter: QPainter, scale: TrendScale) -> None:
        tokens, words = self._ui.theme.tokens, self._ui.language.words
        for place, (score, word) in enumerate(_LEVELS):
            y = scale.y(score)
            painter.setPen(QPen(tokens.colour(tokens.line), 1))
            painter.drawLine(QPointF(scale.box.left(), y), QPointF(scale.box.right(), y))
            upper = scale.y(100 if place + 1 == len(_LEVELS) else _LEVELS[place + 1][0])
            painter.setPen(tokens.colour(tokens.soft))
            room = QRectF(0, upper, _EDGE - 10, y - upper)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, words(f"word.{word}"))

    def _paint_corridor(self, painter: QPainter, scale: TrendScale, trend: Trend) -> None:
        """Within these lines, around the earlier score, a later one says nothing of a change."""
        ends = {point.visit_id: point for point in trend.points}
        before, after = (ends[each] for each in trend.chosen)
        if trend.detectable is None or before.score is None:
            return
        tokens = self._ui.theme.tokens
        top, foot = (scale.y(before.score + sign * trend.detectable) for sign in (1, -1))
        left, right = scale.x(before.at), scale.x(after.at)
        painter.fillRect(QRectF(left, top, right - left, foot - top), tokens.colour(tokens.soft, 0.07))
        pen = QPen(tokens.colour(tokens.soft), 1)
        pen.setDashPattern([3, 4])
        painter.setPen(pen)
        for y in (top, foot):
            painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _paint_days(self, painter: QPainter, scale: TrendScale, trend: Trend) -> None:
        """A tick a visit, and the days of the two that are compared."""
        tokens, language = self._ui.theme.tokens, self._ui.language.code
        for point in trend.points:
            x, chosen = scale.x(point.at), point.visit_id in trend.chosen
            painter.setPen(QPen(tokens.colour(tokens.ink if chosen else tokens.edge), 1))
            painter.drawLine(QPointF(x, scale.box.bottom()), QPointF(x, scale.box.bottom() + 5))
        before, after = (next(p for p in trend.points if p.visit_id == each) for each in trend.chosen)
        texts = [wording.short_day(point.at, language) for point in (before, after)]
        wide = [painter.fontMetrics().horizontalAdvance(text) + 4 for text in texts]
        # The days stand under their ticks, moved apart where they would touch.
        right = min(self.width() - 4.0, scale.x(after.at) + wide[1] / 2)
        left = max(4.0, min(scale.x(before.at) - wide[0] / 2, right - wide[1] - 12 - wide[0]))
        painter.setPen(tokens.colour(tokens.ink))
        top = scale.box.bottom() + 7
        painter.drawText(QRectF(left, top, wide[0], 20), Qt.AlignmentFlag.AlignCenter, texts[0])
        painter.drawText(QRectF(right - wide[1], top, wide[1], 20), Qt.AlignmentFlag.AlignCenter, texts[1])

    def _paint_products(self, painter: QPainter, scale: TrendScale, trend: Trend) -> None:
        """What was advised, as bars on the time axis; a name that does not fit is written below the chart."""
        tokens = self._ui.theme.tokens
        top = scale.box.bottom() + 34
        for period in trend.periods:
            left, right = scale.x(period.start) + 1, scale.x(period.end) - 1
            if not period.advised or right <= left:
                continue
            bar = QRectF(left, top, right - left, _LANE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(tokens.accent_soft))
            painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(tokens.colour(tokens.ink))
            room = bar.adjusted(8, 0, -8, 0)
            names = ", ".join(period.advised)
            if room.width() > 60:
                shown = painter.fontMetrics().elidedText(names, Qt.TextElideMode.ElideRight, int(room.width()))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
