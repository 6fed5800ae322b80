import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage, QPainter

from consultant_app.ui.widgets.on_photo import GRIP, paint_handle, paint_label, paint_tag

WORDS = "Illustration of this attribute, not the result of a product"


@pytest.fixture
def canvas():
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def touched(image):
    ground = QColor("white")
    return {
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground
    }


def drawn(image, act):
    painter = QPainter(image)
    act(painter)
    painter.end()
    return touched(image)


def test_the_label_needs_more_lines_on_a_narrow_picture_and_stays_on_it(ui, canvas):
    wide = drawn(canvas.copy(), lambda pen: paint_label(pen, ui.theme, QRectF(0, 0, 400, 300), WORDS))
    narrow = drawn(canvas.copy(), lambda pen: paint_label(pen, ui.theme, QRectF(100, 0, 120, 300), WORDS))
    assert min(y for _, y in narrow) < min(y for _, y in wide)
    assert {x for x, _ in narrow} <= set(range(99, 222))


def test_a_tag_lies_in_its_corner(ui, canvas):
    left = drawn(
        canvas.copy(), lambda pen: paint_tag(pen, ui.theme, QRectF(0, 0, 400, 300), "Before", right=False)
    )
    right = drawn(canvas.copy(), lambda pen: paint_tag(pen, ui.theme, QRectF(0, 0, 400, 300), "After", right=True))
    assert max(x for x, _ in left) < 150
    assert min(x for x, _ in right) > 250


def test_the_handle_is_as_large_as_a_finger(ui, canvas):
    seen = drawn(canvas, lambda pen: paint_handle(pen, ui.theme, QRectF(0, 0, 400, 300), 200, 260, focused=True))
    assert {x for x, y in seen if y == 150} >= {200 - GRIP, 200 + GRIP}
    assert 2 * GRIP >= 44


def test_the_line_ends_where_the_label_begins(ui, canvas):
    tops = []
    drawn(canvas.copy(), lambda pen: tops.append(paint_label(pen, ui.theme, QRectF(0, 0, 400, 300), WORDS)))
    seen = drawn(
        canvas, lambda pen: paint_handle(pen, ui.theme, QRectF(0, 0, 400, 300), 200, tops[0], focused=False)
    )
    assert max(y for _, y in seen) <= tops[0] + 1
