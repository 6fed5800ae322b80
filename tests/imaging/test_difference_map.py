import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from consultant_app.imaging.difference_map import (
    FULL,
    LESS_TINT,
    MORE_TINT,
    difference,
    difference_overlay,
    difference_scale,
    warped_map,
)

ALL = np.ones((60, 60), bool)


def lab(rgb: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)


def test_the_sign_says_which_way_and_nothing_is_rescaled() -> None:
    before, after = np.full((60, 60), 0.2, np.float32), np.full((60, 60), 0.35, np.float32)
    np.testing.assert_allclose(difference(before, after, ALL, 0.6), 0.15, atol=1e-6)
    np.testing.assert_allclose(difference(after, before, ALL, 0.6), -0.15, atol=1e-6)


def test_a_zone_hidden_at_one_visit_shows_no_difference_and_its_border_does_not_fade() -> None:
    before, after = np.zeros((60, 60), np.float32), np.full((60, 60), 0.3, np.float32)
    both = ALL.copy()
    both[:, :30] = False
    more = difference(before, after, both, 0.6)
    assert not more[:, :30].any()
    np.testing.assert_allclose(more[:, 30:], 0.3, atol=1e-5)


def test_a_millimetre_of_misfit_nearly_vanishes() -> None:
    line = np.zeros((60, 60), np.float32)
    line[:, 30] = 0.8
    assert np.abs(difference(line, np.roll(line, 1, axis=1), ALL, 0.6)).max() < 0.4


def test_a_map_is_carried_to_its_place() -> None:
    values = np.zeros((20, 20), np.float32)
    values[5, 8] = 1
    out = warped_map(values, np.array([[2.0, 0, 4], [0, 2.0, 6]]), 60)
    assert np.unravel_index(out.argmax(), out.shape) == (16, 20)


def test_skin_without_a_change_has_no_colour_and_full_changes_have_their_tints() -> None:
    more = np.zeros((64, 64), np.float32)
    more[:16], more[-16:] = FULL, -1.0
    out = lab(difference_overlay(astronaut(), more))
    assert np.abs(out[200:300, :, 1:]).max() < 1.5
    np.testing.assert_allclose(out[50, 50], MORE_TINT, atol=6)
    np.testing.assert_allclose(out[-50, 50], LESS_TINT, atol=6)


# Machado, Oliveira and Fernandes 2009, severity 1, linear RGB.
DEFICIENT = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


@pytest.mark.parametrize("sight", DEFICIENT)
def test_both_ways_are_told_apart_by_colour_blind_eyes(sight: str) -> None:
    from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear

    ramp = difference_scale((41, 1))
    seen = lab(srgb_from_linear(linear_from_srgb(ramp) @ np.array(DEFICIENT[sight]).T))[0]
    less, middle, more = seen[2], seen[20], seen[38]
    assert np.linalg.norm(less - more) > 60
    assert min(np.linalg.norm(less - middle), np.linalg.norm(more - middle)) > 25
