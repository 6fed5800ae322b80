import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.photo import RGB, EvidenceMaps
from consultant_app.imaging.colour import _MONK_SRGB, lab_from_srgb, linear_from_srgb, srgb_from_linear
from consultant_app.imaging.overlay import (
    DEEP_TINT,
    PALE_TINT,
    HeatLayer,
    heat_overlay,
    heat_scale,
    map_on_photo,
    skin_colour,
    tint_on,
)

IDENTITY = np.eye(2, 3)


def lab(rgb: RGB) -> np.ndarray:
    return cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)


def flat(colour: tuple[int, int, int], width: int = 8) -> RGB:
    return np.full((8, width, 3), colour, np.uint8)


def test_the_map_lies_where_the_affine_says() -> None:
    map_ = np.zeros((40, 40), np.float32)
    map_[10:20, 20:30] = 1
    turn = np.array([[0.0, 0.5, -20.0], [-0.5, 0.0, 60.0]])  # a quarter turn, half the size, shifted
    seen = map_on_photo(EvidenceMaps({"pores": map_}, turn), "pores", (160, 200, 3))
    assert seen.shape == (160, 200)
    assert seen.dtype == np.float32
    rows, columns = np.nonzero(seen > 0.5)
    x, y = columns.mean(), rows.mean()
    assert turn @ [x, y, 1] == pytest.approx([24.5, 14.5], abs=0.3)


def test_enlarging_is_smooth_and_stays_in_range() -> None:
    map_ = np.zeros((16, 16), np.float32)
    map_[8, 8] = 1
    seen = map_on_photo(EvidenceMaps({"k": map_}, IDENTITY / 20), "k", (320, 320))
    assert seen.min() >= 0
    assert seen.max() <= 1
    assert np.abs(np.diff(seen, axis=1)).max() < 0.1


def test_no_evidence_leaves_the_photo_untouched() -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (30, 20, 3), np.uint8)
    before = rgb.copy()
    out = heat_overlay(rgb, EvidenceMaps({"k": np.zeros((10, 10), np.float32)}, IDENTITY), "k")
    assert np.array_equal(out, before)
    half = np.zeros((30, 20), np.float32)
    half[:, 12:] = 1
    out = heat_overlay(rgb, EvidenceMaps({"k": half}, IDENTITY), "k")
    assert np.array_equal(out[:, :12], before[:, :12])
    assert np.array_equal(rgb, before)


@pytest.mark.parametrize("skin", [(246, 237, 228), (215, 189, 150), (160, 126, 86), (96, 65, 52), (41, 36, 32)])
def test_equal_steps_of_evidence_are_equal_steps_of_colour_on_every_tone(skin: tuple[int, int, int]) -> None:
    ramp = np.tile(np.linspace(0, 1, 11, dtype=np.float32), (8, 1))
    out = lab(heat_overlay(flat(skin, 11), EvidenceMaps({"k": ramp}, IDENTITY), "k"))[4]
    steps = np.linalg.norm(np.diff(out, axis=0), axis=1)
    assert steps.min() > 3.5, "every tenth must be seen"
    assert steps.max() / steps.min() < 1.35


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_scale_is_absolute(evidence: float, elsewhere: float) -> None:
    """A pixel's colour depends on its own evidence only, never on the rest of the map."""
    map_ = np.full((8, 8), elsewhere, np.float32)
    map_[:, :4] = evidence
    alone = np.full((8, 8), evidence, np.float32)
    skin = flat((215, 189, 150))
    mixed = heat_overlay(skin, EvidenceMaps({"k": map_}, IDENTITY), "k")
    assert np.array_equal(mixed[4, 0], heat_overlay(skin, EvidenceMaps({"k": alone}, IDENTITY), "k")[4, 0])


def test_wrong_use_is_told() -> None:
    evidence = EvidenceMaps({"k": np.ones((8, 8), np.float32)}, IDENTITY)
    with pytest.raises(ValueError, match="strength"):
        heat_overlay(flat((1, 2, 3)), evidence, "k", strength=1.5)
    with pytest.raises(KeyError):
        heat_overlay(flat((1, 2, 3)), evidence, "other")


TONES = {
    f"monk {number}": np.array([int(code[place : place + 2], 16) for place in (0, 2, 4)], np.uint8)
    for number, code in enumerate(_MONK_SRGB, 1)
}
TONES["between the tints"] = np.array([191, 124, 95], np.uint8)
# Full dichromacy in linear sRGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
SIGHT = {
    "usual": np.eye(3, dtype=np.float32),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        np.float32,
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        np.float32,
    ),
}


@pytest.mark.parametrize("strength", [0.5, 0.75, 1.0])
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
def test_the_scale_is_even_for_every_eye_on_every_tone(tone: np.ndarray, sight: str, strength: float) -> None:
    """In CIELAB, as it is seen: lightness goes one way, steps are near-even, none is too small to see."""
    scale = heat_scale(tone, (11, 4), strength)
    seen = srgb_from_linear(linear_from_srgb(scale) @ SIGHT[sight].T)
    ramp = lab_from_srgb(seen)[2]
    lightness, steps = ramp[:, 0], np.linalg.norm(np.diff(ramp, axis=0), axis=1)
    way = np.sign(lightness[-1] - lightness[0])
    assert (way * np.diff(lightness) > 0).all()
    assert abs(lightness[-1] - lightness[0]) >= 15 * strength
    assert steps.min() > 2.3, "a tenth of the scale is seen"
    assert steps.max() / steps.min() < 1.65


def test_a_strength_scales_the_tint_and_nothing_else() -> None:
    ramp = EvidenceMaps({"k": np.tile(np.linspace(0, 1, 8, dtype=np.float32), (8, 1))}, IDENTITY)
    layer = HeatLayer(flat((215, 189, 150)), ramp, "k")
    half, whole = lab(layer.at(0.4))[4], lab(layer.at(0.8))[4]
    skin = lab(flat((215, 189, 150)))[0, 0]
    assert half - skin == pytest.approx((whole - skin) / 2, abs=1.2)
    assert np.array_equal(layer.at(0.0), flat((215, 189, 150)))
    assert np.array_equal(layer.at(0.4), heat_overlay(flat((215, 189, 150)), ramp, "k", 0.4))


def test_the_skins_own_colour_is_found_where_the_skin_is() -> None:
    rgb = flat((10, 200, 10), 40)
    rgb[:, 8:32] = (160, 120, 90)
    rgb[:, 32:] = (90, 60, 50)
    skin = np.zeros((8, 8), bool)
    skin[:, 7] = True
    wide = np.array([[0.2, 0, 0], [0, 1, 0]])
    maps = {"k": np.zeros((8, 8), np.float32)}
    assert skin_colour(rgb, EvidenceMaps(maps, wide, skin)).tolist() == [90, 60, 50]
    # A visit that did not keep its skin is asked in the middle; a crop beside the photo, everywhere.
    assert skin_colour(rgb, EvidenceMaps(maps, wide)).tolist() == [160, 120, 90]
    away = np.array([[0.2, 0, 500.0], [0, 1, 0]])
    assert skin_colour(rgb, EvidenceMaps(maps, away)).tolist() == [160, 120, 90]


def test_the_tint_stands_off_the_skin() -> None:
    assert tint_on(np.array([235, 200, 180], np.uint8)) == DEEP_TINT
    assert tint_on(np.array([70, 48, 38], np.uint8)) == PALE_TINT
