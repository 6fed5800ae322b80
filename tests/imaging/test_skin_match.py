import numpy as np
import pytest

from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.skin_match import FEWEST, skin_match


@pytest.fixture
def skin() -> np.ndarray:
    random = np.random.default_rng(3)
    lab = np.array([0.42, 0.25, 0.18]) * np.exp(0.1 * random.standard_normal((200, 200, 1)))
    return srgb_from_linear(lab)


WHERE = np.ones((50, 50), bool)


def test_another_lamp_is_taken_away(skin: np.ndarray) -> None:
    lamp = np.array([0.8, 1.0, 1.3], np.float32)
    other = srgb_from_linear(linear_from_srgb(skin) * lamp)
    match = skin_match(skin, other, WHERE)
    assert match.found
    np.testing.assert_allclose(match.gains, 1 / lamp, rtol=0.02)
    assert np.abs(match.applied(other).astype(int) - skin).mean() < 1.0


def test_what_came_on_the_skin_does_not_pull_the_match(skin: np.ndarray) -> None:
    other = skin.copy()
    other[:80, :, 0] = np.minimum(255, other[:80, :, 0].astype(int) + 60).astype(np.uint8)
    match = skin_match(skin, other, WHERE)
    np.testing.assert_allclose(match.gains, 1, rtol=0.02)


def test_too_little_skin_leaves_the_photo_as_it_is(skin: np.ndarray) -> None:
    few = np.zeros((50, 50), bool)
    few.ravel()[: FEWEST - 1] = True
    match = skin_match(skin, skin // 2, few)
    assert not match.found
    assert match.applied(skin) is skin


def test_clipped_and_dark_pixels_tell_nothing(skin: np.ndarray) -> None:
    assert not skin_match(skin, np.full_like(skin, 255), WHERE).found
    assert not skin_match(skin, np.zeros_like(skin), WHERE).found


def test_no_gain_beyond_a_doubling(skin: np.ndarray) -> None:
    assert skin_match(skin, skin // 4 + 24, WHERE).gains[0] == pytest.approx(2.0)
