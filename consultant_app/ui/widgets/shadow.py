"""A soft shadow below what lies over the window; Qt's own effect would redraw a sheet at every keystroke."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter, QPen

from consultant_app.ui.theme import Theme

_DARKEST = {False: 0.16, True: 0.55}
"""Opacity right at the edge, in the light and in the dark mode, where less would not be seen."""
_FALL = 3
"""The shadow lies this part of its reach lower than the thing: light comes from above."""


def paint_shadow(painter: QPainter, theme: Theme, box: QRectF, reach: int, corner: float) -> None:
    """Paint a shadow around ``box`` that fades over ``reach`` logical pixels; none where that is 0."""
    tokens = theme.tokens
    ground = box.translated(0, reach / _FALL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for step in range(reach):
        # Squared: dense at the edge, and no visible end.
        opacity = _DARKEST[theme.dark] * (1 - step / reach) ** 2 * 0.35
        painter.setPen(QPen(tokens.colour(tokens.scrim, opacity), 1.5))
        grown = ground.adjusted(-step, -step, step, step)
        painter.drawRoundedRect(grown, corner + step, corner + step)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour(tokens.scrim, _DARKEST[theme.dark] * 0.5 if reach else 0.0))
    painter.drawRoundedRect(ground, corner, corner)
    painter.restore()
