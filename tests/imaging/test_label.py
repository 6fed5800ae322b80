import numpy as np
import pytest

from consultant_app.brand import load_brand
from consultant_app.imaging.label import burnt

FONT = load_brand().text.emphasis
WORDS = "Illustration of this attribute, not the result of a product"


def luminance(rgb):
    linear = (np.asarray(rgb, float) / 255) ** 2.2
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("ground", [0, 90, 255])
@pytest.mark.parametrize("size", [(1080, 1920), (300, 200), (64, 48)])
def test_it_is_legible_on_every_ground_and_size(ground, size):
    plain = np.full((*size, 3), ground, np.uint8)
    out = burnt(plain, WORDS, FONT)
    assert out.shape == plain.shape
    changed = np.flatnonzero((out != plain).any(axis=(1, 2)))
    top = changed[0]
    assert np.array_equal(out[:top], plain[:top])
    band = out[top:].reshape(-1, 3)
    dark, light = band[band.sum(axis=1).argmin()], band[band.sum(axis=1).argmax()]
    contrast = (luminance(light) + 0.05) / (luminance(dark) + 0.05)
    # In the smallest picture the letters are thinner than a pixel.
    assert contrast > (7 if size[0] > 100 else 4)
    assert not plain.any() or np.array_equal(plain, np.full((*size, 3), ground, np.uint8))


def test_it_grows_with_the_picture_and_breaks_where_it_is_narrow():
    def height(shape):
        plain = np.full((*shape, 3), 255, np.uint8)
        return int((burnt(plain, WORDS, FONT) != plain).any(axis=(1, 2)).sum())

    assert height((2000, 3000)) > 1.8 * height((1000, 1500))
    assert height((1000, 200)) > height((200, 1000))
