import numpy as np
import pytest
from PyQt6.QtGui import QColor

from consultant_app.ui.widgets.live_preview import LivePreview


@pytest.fixture
def preview(qtbot, ui):
    made = LivePreview(ui.theme)
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    return made


def halves(size=(90, 160)):
    """Red on the client's photographed left half, blue on the right."""
    rgb = np.zeros((*size, 3), np.uint8)
    rgb[:, : size[1] // 2, 0] = 250
    rgb[:, size[1] // 2 :, 2] = 250
    return rgb


def pixel(preview, x, y):
    return preview.grab().toImage().pixelColor(round(x * preview.devicePixelRatioF()), round(y))


def test_it_is_a_mirror(preview):
    preview.show_picture(halves())
    assert pixel(preview, 20, 20).blue() > 200
    assert pixel(preview, 620, 20).red() > 200


def test_the_whole_height_is_shown_and_the_sides_give_way(preview):
    rgb = halves()
    rgb[:4] = rgb[-4:] = (0, 250, 0)
    preview.resize(300, 360)
    preview.show_picture(rgb)
    for y in (3, 356):
        assert pixel(preview, 20, y).green() > 200
    preview.resize(900, 360)
    assert pixel(preview, 20, 180) == QColor(preview._theme.tokens.well)


def test_the_outline_is_in_the_accent_only_when_all_is_right(preview, ui):
    preview.show_picture(np.full((90, 160, 3), 128, np.uint8))
    oval = preview.oval()
    accent = QColor(ui.theme.tokens.accent)

    def at_left_end():
        shown = pixel(preview, oval.left(), oval.center().y())
        return abs(shown.red() - accent.red()) + abs(shown.green() - accent.green()) < 60

    preview.say("Closer")
    assert not at_left_end()
    preview.say("Perfect", ready=True, count=2)
    assert at_left_end()
    assert preview.accessibleName() == "Perfect"
    assert (preview.words, preview.ready, preview.count) == ("Perfect", True, 2)


def test_the_words_have_a_ground_of_their_own(preview):
    preview.show_picture(np.full((90, 160, 3), 10, np.uint8))
    preview.say("Move into the middle of the oval")
    shown = pixel(preview, 320, 336)
    assert shown.lightness() > 200


def test_without_a_picture_its_shape_is_shown(preview, ui):
    preview.show_picture(None)
    centre = preview.oval().center()
    assert pixel(preview, centre.x(), centre.y()) == QColor(ui.theme.tokens.line)


def test_the_same_picture_is_scaled_once(preview):
    preview.show_picture(halves())
    preview.grab()
    made = preview._drawn[2]
    preview.say("Hold still")
    preview.grab()
    assert preview._drawn[2] is made
