import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.box import NO_BOX, Box
from consultant_app.imaging.compose import Composer, composed
from consultant_app.imaging.jaw_warp import JawWarp
from consultant_app.imaging.layers import AttributeLayer

RNG = np.random.default_rng(0)
PHOTO = RNG.integers(0, 256, (60, 80, 3), np.uint8)


def layer(key: str, x: int, y: int, width: int, height: int) -> AttributeLayer:
    log = RNG.normal(0, 0.2, (height, width, 3)).astype(np.float32)
    log[:3], log[:, :3] = 0, 0
    return AttributeLayer(key, Box(x, y, width, height), log)


LAYERS = (layer("redness", 5, 5, 40, 30), layer("pores", 20, 10, 50, 40), layer("shine", 60, 2, 15, 15))
SETTINGS = st.dictionaries(st.sampled_from([one.key for one in LAYERS]), st.floats(-1, 1, width=32))


def expected(settings: dict[str, float]) -> np.ndarray:
    total = np.zeros(PHOTO.shape)
    for one in LAYERS:
        total[one.box.where] += settings.get(one.key, 0) * one.log.astype(float)
    return PHOTO * np.exp(total)


def test_at_rest_it_is_the_photo_bit_for_bit():
    composer = Composer(PHOTO, LAYERS)
    assert np.array_equal(composer.image, PHOTO)
    assert composer.show({}).empty
    assert composer.keys == ("redness", "pores", "shine")


@given(st.lists(SETTINGS, min_size=1, max_size=6))
def test_whatever_was_moved_before_the_picture_is_that_of_the_settings(steps):
    composer = Composer(PHOTO, LAYERS)
    for settings in steps:
        composer.show(settings)
    exact = np.clip(expected(steps[-1]), 0, 255)
    assert np.abs(composer.image - exact).max() <= 0.51
    composer.show({})
    assert np.array_equal(composer.image, PHOTO)


def test_only_the_box_of_what_moves_is_drawn_anew():
    composer = Composer(PHOTO, LAYERS)
    assert composer.show({"shine": 0.4}) == LAYERS[2].box
    assert composer.show({"shine": 0.5}) == LAYERS[2].box
    assert composer.show({"shine": 0.5, "redness": -1, "pores": 1}) == LAYERS[0].box.joined(LAYERS[1].box)


def test_outside_the_layers_nothing_changes_by_one_level():
    composer = Composer(PHOTO, LAYERS)
    composer.show({"redness": -1.0, "pores": 0.7, "shine": 1.0})
    touched = np.zeros(PHOTO.shape, bool)
    for one in LAYERS:
        touched[one.box.where] |= one.log != 0
    assert np.array_equal(composer.image[~touched], PHOTO[~touched])
    assert (composer.image[touched] != PHOTO[touched]).any()


def test_light_beyond_white_saturates():
    white = np.full((10, 10, 3), 250, np.uint8)
    bright = AttributeLayer("shine", Box(0, 0, 10, 10), np.full((10, 10, 3), 0.5, np.float32))
    composer = Composer(white, [bright])
    composer.show({"shine": 1.0})
    assert (composer.image == 255).all()


def test_the_picture_is_one_array_that_the_screen_may_hold():
    composer = Composer(PHOTO, LAYERS)
    held = composer.image
    composer.show({"redness": 1.0})
    assert composer.image is held
    assert held.flags.c_contiguous
    assert not np.array_equal(held, PHOTO)


def test_what_has_no_layer_cannot_be_set():
    composer = Composer(PHOTO, LAYERS)
    composer.show({"firmness": 0.0})
    with pytest.raises(KeyError, match="firmness"):
        composer.show({"firmness": 0.5})


def warp() -> JawWarp:
    bump = np.zeros((20, 30), np.float32)
    bump[6:14, 8:22] = 2
    return JawWarp(Box(30, 30, 30, 20), bump * 0, bump)


def test_the_warp_moves_what_was_lit_and_leaves_the_rest():
    composer = Composer(PHOTO, LAYERS, warp())
    assert composer.keys[-1] == "firmness"
    assert composer.show({"firmness": 1.0}) == warp().box
    assert np.array_equal(composer.image[40, 45], PHOTO[38, 45])
    composer.show({"firmness": 1.0, "pores": 1.0})
    lit = Composer(PHOTO, LAYERS)
    lit.show({"pores": 1.0})
    assert np.array_equal(composer.image[40, 45], lit.image[38, 45])
    assert np.array_equal(composer.image[:30], lit.image[:30])
    composer.show({"pores": 1.0})
    assert np.array_equal(composer.image, lit.image)
    composer.show({})
    assert np.array_equal(composer.image, PHOTO)


def test_a_picture_for_a_file_is_the_one_on_screen():
    settings = {"redness": -0.6, "pores": 1.0, "firmness": -1.0}
    composer = Composer(PHOTO, LAYERS, warp())
    composer.show(settings)
    shown = [one for one in LAYERS if one.key in settings]
    box = shown[0].box.joined(shown[1].box)
    assert np.array_equal(composed(PHOTO, shown, box, settings, warp()), composer.image)
    assert np.array_equal(composed(PHOTO, [], NO_BOX, {}), PHOTO)


def test_without_a_layer_there_is_only_the_photo():
    composer = Composer(PHOTO, [])
    assert composer.keys == ()
    assert np.array_equal(composer.image, PHOTO)
