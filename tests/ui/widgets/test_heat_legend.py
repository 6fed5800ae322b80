import numpy as np
import pytest

from consultant_app.imaging.overlay import heat_scale
from consultant_app.ui.widgets.heat_legend import HeatRamp

SKIN = np.array([215, 189, 150], np.uint8)


@pytest.fixture
def ramp(qtbot, ui):
    made = HeatRamp(ui.theme)
    qtbot.addWidget(made)
    return made


def test_the_ramp_shows_the_very_colours_of_the_maps(ramp):
    ramp.show_scale(SKIN, 0.75)
    image, scale = ramp.grab().toImage(), heat_scale(SKIN, (96, 1), 0.75)[0]
    for place in (8, 60, 88):
        colour = image.pixelColor(place, 8)
        assert abs(np.array(colour.getRgb()[:3]) - scale[place].astype(int)).max() <= 4


def test_a_tick_stands_where_evidence_begins_to_count(ramp):
    ramp.show_scale(SKIN, 0.75)
    image = ramp.grab().toImage()
    assert image.pixelColor(38, 2) != image.pixelColor(30, 2)


def test_it_follows_the_strength(ramp):
    ramp.show_scale(SKIN, 0.75)
    strong = ramp.grab().toImage()
    ramp.show_scale(SKIN, 0.2)
    assert ramp.grab().toImage() != strong


def test_before_the_first_photo_it_is_empty(ramp):
    image = ramp.grab().toImage()
    assert image.pixelColor(10, 8) == image.pixelColor(90, 8)
