import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from consultant_app.capture.pixels import Standard, rgb_from_nv12, rgb_from_planes, rgb_from_yuyv, upright

WEIGHTS = {Standard.BT601: (0.299, 0.587, 0.114), Standard.BT709: (0.2126, 0.7152, 0.0722)}


def planes(rgb, standard, *, full_range):
    """Y, U and V at full size, by the definition of the standards."""
    red, green, blue = (rgb[..., place].astype(float) for place in range(3))
    kr, kg, kb = WEIGHTS[standard]
    y = kr * red + kg * green + kb * blue
    u, v = (blue - y) / (2 * (1 - kb)), (red - y) / (2 * (1 - kr))
    if not full_range:
        y, u, v = 16 + y * 219 / 255, u * 224 / 255, v * 224 / 255
    return [part.round().clip(0, 255).astype(np.uint8) for part in (y, u + 128, v + 128)]


@pytest.fixture(scope="module")
def smooth():
    """A portrait without the fine colour edges that reduced colour planes cannot carry."""
    return cv2.GaussianBlur(astronaut(), (0, 0), 4)


@pytest.mark.parametrize("standard", list(Standard))
@pytest.mark.parametrize("full_range", [False, True])
def test_every_layout_gives_the_colours_back(smooth, standard, full_range):
    y, u, v = planes(smooth, standard, full_range=full_range)
    half_u, half_v = (cv2.resize(part, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) for part in (u, v))
    packed = np.empty((*y.shape, 2), np.uint8)
    packed[..., 0], packed[:, ::2, 1], packed[:, 1::2, 1] = y, u[:, ::2], v[:, ::2]
    made = (
        rgb_from_planes(y, u, v, standard, full_range=full_range),
        rgb_from_planes(y, half_u, half_v, standard, full_range=full_range),
        rgb_from_nv12(y, np.stack([half_u, half_v], axis=-1), standard, full_range=full_range),
        rgb_from_yuyv(packed, standard, full_range=full_range),
    )
    for rgb in made:
        off = np.abs(rgb.astype(int) - smooth)
        assert off.mean() < 1.5
        assert np.quantile(off, 0.999) <= 8


def test_a_jpeg_cameras_range_is_not_taken_for_a_video_cameras(smooth):
    y, u, v = planes(smooth, Standard.BT601, full_range=True)
    wrong = rgb_from_planes(y, u, v, Standard.BT601, full_range=False)
    assert np.abs(wrong.astype(int) - smooth).mean() > 5


def test_upright_and_unmirrored(smooth):
    assert np.array_equal(upright(smooth, 0, mirrored=False), smooth)
    assert np.array_equal(upright(smooth, 0, mirrored=True), smooth[:, ::-1])
    assert np.array_equal(upright(smooth, 1, mirrored=False), cv2.rotate(smooth, cv2.ROTATE_90_CLOCKWISE))
    assert upright(smooth, 1, mirrored=True).flags.c_contiguous
