"""Where a criterion shows more or less than before, on one absolute scale for every criterion and every pair.

Violet where it shows more, gold where it shows less: blue against yellow is the contrast that red-green colour
blindness keeps, and neither is a colour of alarm. The photo beneath is shown without colour, so that the tints
mean nothing else.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.alignment import Affine
from consultant_app.imaging.overlay import Tint

MORE_TINT: Tint = (40.0, 46.0, -76.0)
"""CIE L*a*b* of full evidence gained: the violet of the heat maps."""
LESS_TINT: Tint = (82.0, 8.0, 74.0)
"""CIE L*a*b* of full evidence lost: a gold."""

FULL = 0.5
"""Difference of evidence from which the tint is full. Few pixels change by more from one visit to the next."""

_SMOOTH_MM = 1.5
"""Two meshes agree to about a millimetre; what is finer would show their disagreement as a change."""
_LOW, _HIGH = 34.0, 78.0
"""L* of the darkest and the lightest ground: between the tints, so that both stay told from it."""


def warped_map(values: Map, grid_from_map: Affine, size: int) -> Map:
    """A map carried to another grid, float32 [size, size]; 0 outside."""
    out = cv2.warpAffine(values, grid_from_map, (size, size), flags=cv2.INTER_LINEAR, borderValue=0)
    return np.asarray(out, np.float32)


def difference(before: Map, after: Map, both: NDArray[np.bool_], per_mm: float) -> Map:
    """How much more evidence there is after than before, float32 [M, M], -1..1; 0 where not both were scored.

    Args:
        before: Evidence on the common grid, 0..1.
        after: The same of the later visit.
        both: Where the criterion was scored at both visits.
        per_mm: Pixels of the grid per millimetre of skin.
    """
    weight, sigma = both.astype(np.float32), max(0.3, _SMOOTH_MM * per_mm)
    # Divided by the blurred mask, so that the borders of what was scored do not fade.
    blurred = cv2.GaussianBlur((after - before) * weight, (0, 0), sigma)
    share = cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.where(both, blurred / np.maximum(share, 1e-6), 0).clip(-1, 1).astype(np.float32)


def difference_overlay(rgb: RGB, more: Map) -> RGB:
    """A photo without its colour, and over it what came and what went.

    Args:
        rgb: uint8 [S, S, 3].
        more: Difference of evidence on a grid over the same square, float32 [M, M], -1..1.

    Returns:
        uint8 [S, S, 3].
    """
    wide = cv2.resize(more, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    ground = np.zeros_like(lab)
    ground[..., 0] = _LOW + (_HIGH - _LOW) * lab[..., 0] / 100
    share = np.clip(np.abs(wide) / FULL, 0, 1)[..., None]
    more_tint, less_tint = np.array(MORE_TINT, np.float32), np.array(LESS_TINT, np.float32)
    tint = np.where((wide > 0)[..., None], more_tint, less_tint)
    mixed = cv2.cvtColor((ground + share * (tint - ground)).astype(np.float32), cv2.COLOR_LAB2RGB)
    return np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)


def difference_scale(size: tuple[int, int]) -> RGB:
    """The legend, less on the left and more on the right, by the same code as the maps.

    Args:
        size: Width and height in pixels.
    """
    width, height = size
    ground = np.full((height, width, 3), 150, np.uint8)
    ramp = np.tile(np.linspace(-FULL, FULL, width, dtype=np.float32), (height, 1))
    return difference_overlay(ground, ramp)
