"""Which pixels of the aligned crop are visible skin of the face."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.mesh import (
    FACE_OVAL,
    LEFT_BROW,
    LEFT_EYE,
    LIPS,
    RIGHT_BROW,
    RIGHT_EYE,
    Landmarks,
    zone_polygons,
)

_NOSTRIL_POINTS = ((64, 98, 97, 2), (294, 327, 326, 2))
# Growth of what is cut out, as a share of the crop's side: lids and lashes, brow hairs, lip border.
_EYE_GROWTH, _BROW_GROWTH, _LIP_GROWTH = 0.010, 0.012, 0.008
# Broad colour further than this from the face's own skin (in robust standard deviations) is hair, a frame,
# a hand's shadow or background; spots and blemishes are too small to move the broad colour.
_OUTLIER_LIMIT = 4.5
_COARSER = 4
"""Crop pixels per pixel of the grid on which broad colour is judged."""


def geometric_skin_mask(points: Landmarks, size: int) -> NDArray[np.uint8]:
    """Face oval without eyes, brows, lips and nostrils, uint8 [size, size], 0 or 255."""
    mask = np.zeros((size, size), np.uint8)
    _fill(mask, points, FACE_OVAL, 255)
    cut = np.zeros_like(mask)
    for ids, growth in (
        (RIGHT_EYE, _EYE_GROWTH),
        (LEFT_EYE, _EYE_GROWTH),
        (RIGHT_BROW, _BROW_GROWTH),
        (LEFT_BROW, _BROW_GROWTH),
        (LIPS, _LIP_GROWTH),
        *((ids, _LIP_GROWTH) for ids in _NOSTRIL_POINTS),
    ):
        hull = cv2.convexHull(points[list(ids), :2].astype(np.float32)) if ids is not LIPS else None
        _fill_grown(cut, _ints(points[list(ids), :2] if hull is None else hull[:, 0]), round(growth * size))
    return np.where(cut > 0, 0, mask).astype(np.uint8)


def skin_mask(rgb: RGB, points: Landmarks) -> NDArray[np.bool_]:
    """Visible skin of the aligned crop, bool [S, S].

    The mesh says where skin should be; the broad colour says where something else covers it (hair, frames).
    """
    return skin_coloured(rgb, geometric_skin_mask(points, rgb.shape[0]) > 0)


def skin_coloured(rgb: RGB, geometric: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What of the expected skin bool [S, S] has the face's own broad colour, bool [S, S]."""
    size = rgb.shape[0]
    off = _off_colour(rgb, geometric)
    if off is None:
        return geometric
    keep = geometric & (cv2.resize(off, (size, size), interpolation=cv2.INTER_LINEAR) < _OUTLIER_LIMIT)
    return cv2.morphologyEx(keep.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)).astype(bool)


def _off_colour(rgb: RGB, geometric: NDArray[np.bool_]) -> Map | None:
    """How far the broad colour is from the face's own, in robust deviations, float32 [S / 4, S / 4].

    Broad colour changes little over four pixels, and a quarter of the side costs a sixteenth of the time.
    ``None`` where no skin is expected.
    """
    size = rgb.shape[0]
    small = (size // _COARSER, size // _COARSER)
    lab = lab_from_srgb(np.asarray(cv2.resize(rgb, small, interpolation=cv2.INTER_AREA), np.uint8))
    share = np.asarray(cv2.resize(geometric.astype(np.float32), small, interpolation=cv2.INTER_AREA), np.float32)
    broad = _masked_blur(lab, (share == 1).astype(np.float32), size / 90 / _COARSER)
    inside = broad[share == 1]
    if len(inside) == 0:
        return None
    centre = np.median(inside, axis=0)
    # Floors keep a very even face from calling its own cheek an outlier; light falls off, so L* is given room.
    spread = np.maximum(1.4826 * np.median(np.abs(inside - centre), axis=0), np.array([7.0, 2.5, 3.0]))
    deviation = (broad - centre) / spread
    # Redder than the rest is still skin: inflamed cheeks must not vanish from their own score.
    deviation[..., 1] = np.minimum(deviation[..., 1], 0)
    return np.asarray(np.abs(deviation).max(axis=2), np.float32)


def zone_masks(points: Landmarks, size: int) -> dict[Zone, NDArray[np.bool_]]:
    """Each zone's area in the crop, bool [size, size]; ``Zone.FACE`` is the oval."""
    out = {}
    for zone, polygon in zone_polygons(points).items():
        mask = np.zeros((size, size), np.uint8)
        cv2.fillPoly(mask, [_ints(polygon)], 1)
        out[zone] = mask.astype(bool)
    return out


def _masked_blur(image: NDArray[np.float32], weight: Map, sigma: float) -> NDArray[np.float32]:
    """Gaussian mean of ``image`` over the pixels of ``weight`` only."""
    total = cv2.GaussianBlur(image * weight[..., None], (0, 0), sigma)
    share = cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.asarray(total / np.maximum(share, 1e-4)[..., None], np.float32)


def _fill(mask: NDArray[np.uint8], points: Landmarks, ids: tuple[int, ...], value: int) -> None:
    cv2.fillPoly(mask, [_ints(points[list(ids), :2])], value)


def _fill_grown(mask: NDArray[np.uint8], polygon: NDArray[np.int32], reach: int) -> None:
    """Set a polygon and what is at most ``reach`` pixels around it to 255; only its own box is looked at."""
    x, y, width, height = cv2.boundingRect(polygon)
    corner = np.array([x, y]) - reach
    part = np.zeros((height + 2 * reach, width + 2 * reach), np.uint8)
    cv2.fillPoly(part, [polygon - corner.astype(np.int32)], 255)
    part = cv2.dilate(part, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))).astype(
        np.uint8
    )
    # The box may reach beyond the crop.
    low = np.maximum(corner, 0)
    high = np.minimum(corner + part.shape[::-1], mask.shape[::-1])
    if (high > low).all():
        inner = part[low[1] - corner[1] : high[1] - corner[1], low[0] - corner[0] : high[0] - corner[0]]
        mask[low[1] : high[1], low[0] : high[0]] |= inner


def _ints(polygon: NDArray[Any]) -> NDArray[np.int32]:
    return np.round(polygon).astype(np.int32)
