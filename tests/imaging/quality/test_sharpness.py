from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np

from consultant_app.domain.photo import RGB
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.sharpness import blocks, detail, directions, noise

Seen = Callable[[RGB], View]


def test_blur_lowers_the_detail_step_by_step(seen: Seen, portrait: RGB) -> None:
    found = [
        detail(seen(cv2.GaussianBlur(portrait, (0, 0), sigma).astype(np.uint8))) for sigma in (0.3, 1.5, 3, 5)
    ]
    assert all(after < before for before, after in pairwise(found))
    assert LIMITS["blurred"].crossed(found[-1]) is not None


def test_motion_is_told_from_blur_by_its_direction(seen: Seen, portrait: RGB) -> None:
    still = directions(seen(portrait))
    for axis in (0, 1):
        kernels = [np.ones((length, 1) if axis == 0 else (1, length), np.float32) / length for length in (9, 25)]
        found = [directions(seen(cv2.filter2D(portrait, -1, kernel).astype(np.uint8))) for kernel in kernels]
        assert still > found[0] > found[1]
        assert LIMITS["motion"].crossed(found[1]) is not None
    assert LIMITS["motion"].crossed(still) is None
    assert (
        LIMITS["motion"].crossed(directions(seen(cv2.GaussianBlur(portrait, (0, 0), 3).astype(np.uint8)))) is None
    )


def test_noise_is_measured_step_by_step(seen: Seen, portrait: RGB) -> None:
    grain = np.random.default_rng(3).standard_normal(portrait.shape)
    found = [noise(seen(np.clip(portrait + levels * grain, 0, 255).astype(np.uint8))) for levels in (0, 5, 12, 30)]
    assert all(after > before for before, after in pairwise(found))
    assert LIMITS["noisy"].crossed(found[0]) is None
    assert LIMITS["noisy"].crossed(found[-1]) is not None


def test_only_blocks_inside_are_counted() -> None:
    band = np.ones((64, 64), np.float32)
    band[:, :32] = 3
    where = np.zeros((64, 64), bool)
    where[:, :32] = True
    assert np.allclose(blocks(band, where), 3)
    assert len(blocks(band, ~where)) == 8
    assert len(blocks(band, np.zeros((64, 64), bool))) == 0
