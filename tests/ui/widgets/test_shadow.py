from dataclasses import replace

import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage, QPainter

from consultant_app.brand import load_brand
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.shadow import paint_shadow

BOX = QRectF(40, 40, 60, 40)


def painted(theme: Theme, reach: int) -> QImage:
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_shadow(painter, theme, BOX, reach, 6)
    painter.end()
    return image


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_darkest_at_the_edge_and_fades(dark):
    image = painted(Theme(load_brand(), dark=dark), 24)
    column = [image.pixelColor(70, y).lightness() for y in (82, 92, 104, 138)]
    assert column == sorted(column)
    assert column[0] < 250
    assert column[-1] == 255


def test_a_house_without_shadows_has_none():
    brand = load_brand()
    theme = Theme(replace(brand, elevation=replace(brand.elevation, sheet=0)))
    assert painted(theme, theme.tokens.elevation.sheet).pixelColor(70, 84).lightness() == 255
