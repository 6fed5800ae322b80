"""Thin-line icons, tinted by the theme. The drawings are Lucide's (ISC, licence beside them)."""

from functools import lru_cache

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from consultant_app.files import resource

_THIN = "1.5"


@lru_cache(maxsize=128)
def icon(name: str, colour: str, size: int = 22, gap: int = 0) -> QIcon:
    """The icon ``name`` in ``colour`` for all screen densities, with ``gap`` clear pixels on its right."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        made.addPixmap(pixmap(name, colour, size, ratio, gap))
    return made


def pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    """The icon at ``size`` logical pixels for a screen with ``ratio`` device pixels each."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", QColor(colour).name()).replace('stroke-width="2"', f'stroke-width="{_THIN}"')
    side = round(size * ratio)
    drawn = QPixmap(side + round(gap * ratio), side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
