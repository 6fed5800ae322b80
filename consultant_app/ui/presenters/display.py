"""A photo at the size of a screen, with its maps and zones moved along.

Drawing heat on all pixels of a 12-megapixel photo costs a second that nobody sees; a screen shows two.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps

LONGEST_SIDE = 1800
"""Pixels; a full-screen photo on a 1080p counter screen at 150 % scale stays sharp."""


@dataclass(frozen=True, eq=False)
class DisplayPhoto:
    """What is drawn: ``rgb`` uint8 [H, W, 3], evidence and polygons in its pixels."""

    rgb: RGB
    evidence: EvidenceMaps
    polygons: dict[Zone, NDArray[np.float32]]


def display_photo(photo: AnalysedPhoto, longest: int = LONGEST_SIDE) -> DisplayPhoto:
    """The photo with its longer side at most ``longest`` pixels; never enlarged. Any thread."""
    height, width = photo.rgb.shape[:2]
    scale = min(1.0, longest / max(height, width))
    if scale == 1.0:
        return DisplayPhoto(photo.rgb, photo.evidence, photo.zone_polygons)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(photo.rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    stretch = np.array([size[0] / width, size[1] / height])
    crop = photo.evidence.crop_from_photo.copy()
    crop[:, :2] /= stretch
    polygons = {zone: (outline * stretch).astype(np.float32) for zone, outline in photo.zone_polygons.items()}
    return DisplayPhoto(small, replace(photo.evidence, crop_from_photo=crop), polygons)
