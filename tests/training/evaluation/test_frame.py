import cv2
import numpy as np
import pytest

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.training.evaluation.frame import (
    band,
    enlarged,
    filled,
    frame_of,
    gaussian,
    masked_mean,
    on_grid,
    zones_of_bits,
)

HALF = np.zeros((640, 640), bool)
HALF[:, :320] = True


def test_a_filter_on_the_filled_image_does_not_answer_to_the_mask() -> None:
    image = np.where(HALF, 60, 5).astype(np.float32)
    full = filled(image, HALF)
    assert np.ptp(full) < 1e-3
    assert np.abs(band(full, 0.4, 4.0)).max() < 1e-2


def test_filling_keeps_the_skin_and_bears_no_skin_at_all() -> None:
    image = np.random.default_rng(0).random((640, 640, 3)).astype(np.float32)
    assert np.array_equal(filled(image, HALF)[HALF], image[HALF])
    assert filled(image, np.zeros_like(HALF)) is image


def test_the_mean_over_the_skin_takes_nothing_from_beside_it() -> None:
    image = np.where(HALF, 2, 100).astype(np.float32)
    assert masked_mean(image, HALF, 8.0)[HALF] == pytest.approx(2, abs=1e-3)


def test_a_wide_blur_is_as_exact_on_the_coarser_grid() -> None:
    image = gaussian(np.random.default_rng(1).random((640, 640)).astype(np.float32), 15.0)
    direct = cv2.GaussianBlur(image, (0, 0), 20.0)
    inner = slice(80, -80)
    assert np.abs(gaussian(image, 20.0) - direct)[inner, inner].max() < 0.02 * float(np.ptp(image))


def test_cells_of_the_map_grid_average_their_skin_only() -> None:
    values = np.where(HALF, 3, 50).astype(np.float32)
    out = on_grid(values, HALF)
    assert out.shape == (160, 160)
    assert np.all(out[:, :80] == 3)
    assert np.all(out[:, 80:] == 0)


def test_masks_of_either_grid_make_the_same_frame() -> None:
    face = np.full((640, 640, 3), 150, np.uint8)
    small = HALF[::4, ::4]
    frame = frame_of(face, small, {Zone.NOSE: small})
    assert np.array_equal(frame.skin, HALF)
    assert np.array_equal(frame.zones[Zone.NOSE], HALF)
    assert enlarged(HALF, 640) is HALF
    assert frame.area((Zone.CHIN,)).sum() == 0
    assert np.array_equal(frame.area((Zone.FACE,)), HALF)


def test_bits_are_read_in_the_order_of_the_zones() -> None:
    bits = np.zeros((4, 4), np.uint16)
    bits[1, 1] = 1 << FACE_ZONES.index(Zone.NOSE)
    zones = zones_of_bits(bits)
    assert zones[Zone.NOSE].sum() == 1
    assert zones[Zone.CHIN].sum() == 0
    assert Zone.FACE not in zones
