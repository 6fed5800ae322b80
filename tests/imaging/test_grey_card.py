import numpy as np
import pytest

from consultant_app.domain.calibration import CalibrationError
from consultant_app.imaging.grey_card import read_card
from tests.card_scenes import Camera, card_scene


@pytest.mark.parametrize(("wide", "roll"), [(0.25, 0), (0.3, 8), (0.45, -30)])
def test_the_card_is_found_and_its_light_read(wide, roll):
    light, corners = card_scene(wide=wide, roll=roll)
    card = read_card(Camera(gains=(1.25, 1.0, 0.7)).photograph(light))
    assert card.light == pytest.approx(np.array([1.25, 1.0, 0.7]) * 0.18 * 0.85, rel=0.03)
    apart = np.linalg.norm(card.outline[:, None] - corners[None], axis=2).min(axis=1)
    assert apart.max() < 30


@pytest.mark.parametrize(
    ("camera", "grey", "key"),
    [
        (Camera(exposure=1.3), 0.9, "over_exposed"),
        (Camera(exposure=0.05, noise=0.0005), 0.18, "under_exposed"),
        (Camera(ramp=1.6), 0.18, "uneven"),
    ],
)
def test_an_unfit_card_is_refused_with_the_reason(camera, grey, key):
    light, _ = card_scene(grey=grey)
    with pytest.raises(CalibrationError) as error:
        read_card(camera.photograph(light))
    assert error.value.key == key


def test_neither_a_wall_nor_a_face_nor_a_speck_is_a_card(astronaut):
    wall = np.full((480, 640, 3), 120, np.uint8)
    speck, _ = card_scene(wide=0.08)
    for picture in (wall, astronaut, Camera().photograph(speck)):
        with pytest.raises(CalibrationError) as error:
            read_card(picture)
        assert error.value.key == "no_card"


def test_an_even_round_thing_is_no_card():
    y, x = np.mgrid[:480, :640]
    plate = np.where(((x - 320) ** 2 + (y - 240) ** 2 < 120**2)[..., None], 118, (190, 60, 50)).astype(np.uint8)
    with pytest.raises(CalibrationError, match="grey card"):
        read_card(plate)
