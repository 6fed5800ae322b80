import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image

from consultant_app.domain.photo import RGB
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.authenticity import (
    authenticity,
    block_grid,
    frame,
    grain,
    jpeg_quality,
    middle,
    raster,
)

Seen = Callable[[RGB], View]


def saved(rgb: RGB, quality: int, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, kind, quality=quality)
    return out.getvalue()


def opened(data: bytes) -> RGB:
    return np.array(Image.open(io.BytesIO(data)).convert("RGB"), np.uint8)


@pytest.mark.parametrize("quality", [20, 30, 50, 75, 92])
def test_the_quality_is_read_from_the_tables(quality: int, portrait: RGB) -> None:
    assert jpeg_quality(saved(portrait, quality)) == pytest.approx(quality, abs=2)


def test_only_a_jpeg_has_tables(portrait: RGB) -> None:
    assert jpeg_quality(saved(portrait, 80, "PNG")) is None
    assert jpeg_quality(b"no picture") is None
    assert jpeg_quality(saved(portrait, 80)[:40]) is None


def test_the_files_quality_is_a_measure_of_its_own(view: View) -> None:
    assert "jpeg" not in dict(authenticity(view))
    assert dict(authenticity(replace(view, jpeg_quality=12.0)))["jpeg"] == 12


def test_blocks_stand_out_the_more_the_stronger_the_compression(seen: Seen, portrait: RGB) -> None:
    found = [block_grid(middle(seen(opened(saved(portrait, quality))))) for quality in (95, 40, 15, 5)]
    assert all(after > before for before, after in pairwise(found))
    assert LIMITS["compressed"].crossed(found[0]) is None
    assert LIMITS["compressed"].crossed(found[-1]) is not None


def test_blocks_are_found_where_a_photo_was_cropped(seen: Seen, portrait: RGB) -> None:
    blocky = opened(saved(portrait, 8))
    shifted = np.roll(blocky, (-3, -5), axis=(0, 1))
    assert LIMITS["compressed"].crossed(block_grid(middle(seen(shifted)))) is not None


def test_a_piece_too_small_has_no_grid_and_no_raster() -> None:
    assert block_grid(np.zeros((16, 16), np.float32)) == 0
    assert raster(np.zeros((100, 100), np.float32)) == 0


@pytest.mark.parametrize("pitch", [2.3, 2.9, 3.6, 4.7])
def test_a_raster_is_found_at_any_pitch(pitch: float, seen: Seen, portrait: RGB) -> None:
    y, x = np.mgrid[0 : portrait.shape[0], 0 : portrait.shape[1]]
    found = []
    for depth in (0, 0.06, 0.2):
        waves = 1 + depth * (
            np.cos(2 * np.pi * (x + 0.05 * y) / pitch) + np.cos(2 * np.pi * (y - 0.05 * x) / pitch)
        )
        found.append(raster(middle(seen(np.clip(portrait * waves[..., None], 0, 255).astype(np.uint8)))))
    assert LIMITS["raster"].crossed(found[0]) is None
    assert all(after > before for before, after in pairwise(found))
    assert LIMITS["raster"].crossed(found[-1]) is not None


def test_a_frame_around_the_picture_is_seen(view: View, portrait: RGB) -> None:
    assert LIMITS["framed"].crossed(frame(view)) is None
    bezel = cv2.copyMakeBorder(portrait, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(10, 10, 10))
    wall = np.asarray(
        cv2.copyMakeBorder(bezel, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(150, 150, 150)), np.uint8
    )
    moved = view.points + np.float32([100, 100, 0])
    assert LIMITS["framed"].crossed(frame(replace(view, photo=wall, points=moved))) is not None


def test_a_filter_takes_the_grain_and_leaves_the_brows(seen: Seen, view: View, portrait: RGB) -> None:
    random = np.random.default_rng(5)
    pores = cv2.GaussianBlur(random.standard_normal(portrait.shape[:2]), (0, 0), 1.1)[..., None] * 18
    real = np.clip(portrait + pores, 0, 255).astype(np.uint8)
    height, width = portrait.shape[:2]
    share = cv2.warpAffine(
        view.geometric.astype(np.float32), view.face.crop_from_photo, (width, height), flags=cv2.WARP_INVERSE_MAP
    )[..., None]
    found = [grain(seen(real))]
    for reach in (5, 11):
        smooth = cv2.medianBlur(real, reach)
        found.append(grain(seen(np.round(real * (1 - share) + smooth * share).astype(np.uint8))))
    assert all(value is not None for value in found)
    assert found == sorted(found, reverse=True)  # type: ignore[type-var]
    assert LIMITS["smoothed"].crossed(found[0]) is None  # type: ignore[arg-type]
    assert LIMITS["smoothed"].crossed(found[-1]) is not None  # type: ignore[arg-type]


def test_without_skin_nothing_is_said_of_a_filter(view: View) -> None:
    assert grain(replace(view, skin=np.zeros_like(view.skin))) is None
