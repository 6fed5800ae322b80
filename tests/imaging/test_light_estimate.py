import numpy as np
import pytest

from consultant_app.imaging.colour import srgb_from_linear
from consultant_app.imaging.light_estimate import USUAL, background_light, skin_light
from tests.card_scenes import ROOM, Camera, room

FACE = np.array([[130.0, 60.0], [190.0, 140.0]])


def usual_skin(shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    ratios = np.exp(np.array([USUAL[0] + shift[0], 0.0, USUAL[1] + shift[1]]))
    return np.tile(srgb_from_linear((0.2 * ratios).astype(np.float32)), (50, 1))


def test_the_background_tells_a_change_of_its_light():
    day = background_light(Camera().photograph(room((240, 320))), FACE)
    evening = background_light(Camera(gains=(1.2, 1.0, 0.8)).photograph(room((240, 320))), FACE)
    assert day == pytest.approx((np.log((ROOM[0] + 0.05) / (ROOM[1] + 0.05)), np.log(0.33 / 0.36)), abs=0.03)
    assert np.subtract(evening, day) == pytest.approx(np.log([1.2, 0.8]), abs=0.02)


def test_she_herself_is_no_background():
    light = room((240, 320))
    light[50:, 110:210] = (0.5, 0.2, 0.1)
    alone = background_light(Camera().photograph(room((240, 320))), FACE)
    assert background_light(Camera().photograph(light), FACE) == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize("colour", [(250, 250, 255), (3, 3, 2), (220, 40, 30)])
def test_a_burnt_a_black_and_a_red_wall_tell_nothing(colour):
    assert background_light(np.full((240, 320, 3), colour, np.uint8), FACE) is None


def test_usual_skin_tells_of_no_cast():
    assert skin_light(usual_skin()) == pytest.approx((0.0, 0.0), abs=0.02)


def test_a_cast_on_skin_is_blamed_on_the_light_in_part():
    warm = skin_light(usual_skin((0.2, -0.25)))
    assert 0.05 < warm[0] < 0.2
    assert -0.25 < warm[1] < -0.05


def test_burnt_skin_tells_nothing():
    assert skin_light(np.full((10, 3), 255, np.uint8)) is None
    assert skin_light(np.zeros((0, 3), np.uint8)) is None
