"""The places of a photo that weigh most in a score: windows of evidence that do not overlap."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import Box
from consultant_app.domain.photo import Map
from consultant_app.imaging.alignment import Affine

_LEAST_SHARE = 0.05
"""A window with less of the whole evidence than this determines nothing, unless the evidence lies everywhere: then
it is one with less than an even part."""


@dataclass(frozen=True, slots=True)
class Place:
    """A window on the photo, the map pixel (row, column) of its middle, and its share of the evidence, 0..1."""

    box: Box
    middle: tuple[int, int]
    share: float


def heaviest_places(
    heat: Map, map_from_photo: Affine, shape: tuple[int, ...], side: float, count: int = 3
) -> tuple[Place, ...]:
    """The windows that hold the most evidence, the heaviest first, each with evidence in its middle.

    Args:
        heat: Heat map float32 [M, M], 0 where it is not scored.
        map_from_photo: Photo pixels -> map pixels.
        shape: Height and width of the photo (further entries are ignored).
        side: Side of a window in photo pixels.
        count: At most so many.

    Returns:
        Windows inside the photo; no two share a pixel of it. Fewer, or none, where little was seen.
    """
    total = float(heat.sum())
    if total <= 0:
        return ()
    wide = max(2, min(round(side), shape[0], shape[1]))
    rows, columns = np.nonzero(heat > 0)
    corners = _corners(rows, columns, map_from_photo, shape, wide)
    cells = wide * float(np.sqrt(abs(np.linalg.det(map_from_photo[:, :2]))))
    inside = _window_sums(heat, cells)
    # Summing twice over half the width rewards evidence in the middle of a window, so that it is centred.
    weight = _window_sums(_window_sums(heat, cells / 2), cells / 2)[rows, columns]
    least = min(_LEAST_SHARE, cells**2 / len(rows))
    free = np.ones(len(rows), np.bool_)
    found: list[Place] = []
    while len(found) < count and free.any():
        best = int(np.argmax(np.where(free, weight, -1)))
        share = float(inside[rows[best], columns[best]]) / total
        if share < least:
            break
        box = Box(int(corners[best, 0]), int(corners[best, 1]), wide, wide)
        found.append(Place(box, (int(rows[best]), int(columns[best])), min(1.0, share)))
        free &= np.abs(corners - corners[best]).max(axis=1) >= wide
    return tuple(found)


def _corners(
    rows: NDArray[np.intp], columns: NDArray[np.intp], map_from_photo: Affine, shape: tuple[int, ...], wide: int
) -> NDArray[np.int64]:
    """Left and top of the window around each map pixel, int [N, 2], moved inside the photo where it sticks out."""
    photo_from_map = cv2.invertAffineTransform(map_from_photo)
    middles = np.column_stack([columns, rows]) @ photo_from_map[:, :2].T + photo_from_map[:, 2]
    last = np.array([shape[1] - wide, shape[0] - wide])
    return np.clip(np.round(middles - wide / 2), 0, last).astype(np.int64)


def _window_sums(heat: Map, cells: float) -> Map:
    """Sum over the square of about ``cells`` map pixels (the nearest odd number) around each pixel."""
    side = 2 * max(0, round((cells - 1) / 2)) + 1
    sums = cv2.boxFilter(heat, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums, np.float32)
