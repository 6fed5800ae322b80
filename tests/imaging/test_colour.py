import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import rgb2lab

from consultant_app.imaging.colour import (
    ita_class,
    ita_degrees,
    lab_from_srgb,
    linear_from_srgb,
    monk_tone,
    srgb_from_linear,
)


def test_srgb_and_linear_light_are_each_others_inverse() -> None:
    every = np.arange(256, dtype=np.uint8)
    assert np.array_equal(srgb_from_linear(linear_from_srgb(every)), every)


@given(st.lists(st.integers(0, 255), min_size=3, max_size=3))
def test_lab_is_that_of_the_reference(colour: list[int]) -> None:
    pixel = np.array(colour, np.uint8).reshape(1, 1, 3)
    assert lab_from_srgb(pixel) == pytest.approx(rgb2lab(pixel), abs=0.05)


def test_ita_follows_its_formula() -> None:
    assert ita_degrees(70, 15) == pytest.approx(53.13, abs=0.01)
    assert ita_degrees(35, 15) == pytest.approx(-45, abs=0.01)


@pytest.mark.parametrize(
    ("ita", "name"),
    [(60, "very light"), (50, "light"), (30, "intermediate"), (20, "tan"), (0, "brown"), (-40, "dark")],
)
def test_classes_change_at_the_published_limits(ita: float, name: str) -> None:
    assert ita_class(ita) == name


def test_monk_tones_are_found_again() -> None:
    light, dark = (lab_from_srgb(np.array([[c]], np.uint8))[0, 0] for c in ((246, 237, 228), (41, 36, 32)))
    assert monk_tone(light) == 1
    assert monk_tone(dark) == 10
