import pytest
from PyQt6.QtGui import QColor

from consultant_app.files import resource
from consultant_app.ui.icons import icon, pixmap

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_in_the_colour_asked_for(name):
    image = pixmap(name, "#336699", 20, 2.0).toImage()
    assert image.width() == 40
    solid = [image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255]
    assert solid
    assert all(abs(c.red() - 0x33) < 3 and abs(c.blue() - 0x99) < 3 for c in solid)


def test_the_gap_stays_clear():
    image = icon("plus", "#000000", 20, 8).pixmap(28, 20).toImage()
    assert all(image.pixelColor(x, y) == QColor(0, 0, 0, 0) for x in range(21, 28) for y in range(20))


def test_the_licence_travels_with_them():
    assert "ISC License" in resource("icons", "LICENSE").read_text(encoding="utf-8")
