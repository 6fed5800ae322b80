import cv2
import numpy as np
import pytest

from consultant_app.imaging.jaw_warp import Warper, jaw_warp
from consultant_app.imaging.mesh import LIPS, pixels_per_mm


@pytest.fixture(scope="module")
def jaw(astronaut, found):
    warp = jaw_warp(found.points, astronaut.shape, 1.0)
    assert warp is not None
    return warp


def moved(photo, warp, setting):
    out = photo.copy()
    Warper(warp).apply(photo, out, setting)
    return out


def test_a_firm_jaw_line_has_nothing_to_move(astronaut, found):
    assert jaw_warp(found.points, astronaut.shape, 0.0) is None


def test_the_jowls_move_down_and_outwards_by_as_much_as_was_found(found, astronaut, jaw):
    per_mm = pixels_per_mm(found.points)
    assert jaw.shift_y.max() == pytest.approx(5.5 * per_mm, rel=0.15)
    half = jaw_warp(found.points, astronaut.shape, 0.5)
    assert np.allclose(half.shift_y, jaw.shift_y / 2)
    right, left = (found.points[list(ids), :2].mean(axis=0).astype(int) for ids in ((150, 136), (379, 365)))
    assert jaw.shift_x[right[1] - jaw.box.y, right[0] - jaw.box.x] < 0
    assert jaw.shift_x[left[1] - jaw.box.y, left[0] - jaw.box.x] > 0


def test_nothing_tears_or_folds_and_nothing_moves_on_the_border(jaw):
    for shift, axis in ((jaw.shift_x, 1), (jaw.shift_y, 0), (jaw.shift_x, 0), (jaw.shift_y, 1)):
        assert np.abs(np.diff(shift, axis=axis)).max() < 0.6
        assert np.abs(np.concatenate([shift[0], shift[-1], shift[:, 0], shift[:, -1]])).max() < 1e-3


def test_outside_the_box_and_where_nothing_moves_the_photo_is_bit_identical(astronaut, found, jaw):
    for setting in (-1.0, 1.0):
        out = moved(astronaut, jaw, setting)
        assert (out != astronaut).any()
        still = np.ones(astronaut.shape[:2], bool)
        still[jaw.box.where] = (jaw.shift_x == 0) & (jaw.shift_y == 0)
        assert np.array_equal(out[still], astronaut[still])
        lips = np.zeros(astronaut.shape[:2], np.uint8)
        cv2.fillPoly(lips, [np.round(found.points[list(LIPS), :2]).astype(np.int32)], 1)
        assert np.array_equal(out[lips > 0], astronaut[lips > 0])


def test_plus_lowers_and_minus_lifts(astronaut, found, jaw):
    """A bright row across the jowl is found lower at +1 and higher at -1."""
    x, y = (found.points[[150, 136], :2].mean(axis=0)).astype(int)
    photo = np.zeros_like(astronaut)
    photo[y, :] = 255
    rows = {s: int(moved(photo, jaw, s)[:, x, 0].argmax()) for s in (-1.0, 0.0, 1.0)}
    assert rows[-1.0] < rows[0.0] == y < rows[1.0]


def test_at_the_photos_border_nothing_is_drawn_in(found):
    height = int(found.points[152, 1])  # the photo ends at the chin
    warp = jaw_warp(found.points, (height, 512), 1.0)
    assert np.abs(warp.shift_y[-1]).max() == 0
    assert jaw_warp(found.points, (20, 20), 1.0) is None
