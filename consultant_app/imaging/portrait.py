"""The face cut out of its photograph for show, with everything that was found carried along."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto

_ROOM = 1.45
"""Usual height of the cut over that of the face oval: room for the hair above and the neck below."""


def portrait(photo: AnalysedPhoto, aspect: float, width: int, room: float = _ROOM) -> AnalysedPhoto:
    """The face with some room around it, in a given shape and resolution.

    Nothing is stretched: a face too near to the photo's edge is cut closer, or stands off the middle.

    Args:
        photo: What to cut from; must know the face's oval.
        aspect: Width over height of the result.
        width: Its width in pixels; a smaller photo is not enlarged.
        room: Height of the cut over that of the face's oval.

    Returns:
        The same analysis with image, polygons and evidence in the cut's pixels.

    Raises:
        KeyError: the photo has no ``Zone.FACE`` polygon.
    """
    x, y, wide, high = _window(photo.zone_polygons[Zone.FACE], photo.rgb.shape, aspect, room)
    scale = min(1.0, width / wide)
    target = (max(1, round(wide * scale)), max(1, round(high * scale)))
    image = cv2.resize(photo.rgb[y : y + high, x : x + wide], target, interpolation=cv2.INTER_AREA)
    steps = np.array([target[0] / wide, target[1] / high])
    # Pixel centres: the middle of pixel 0 of the cut lies half a large pixel into the photo.
    offset = np.array([x, y]) + 0.5 / steps - 0.5
    back = np.array([[1 / steps[0], 0, offset[0]], [0, 1 / steps[1], offset[1]], [0, 0, 1]])
    return replace(
        photo,
        rgb=image.astype(np.uint8, copy=False),
        evidence=replace(photo.evidence, crop_from_photo=photo.evidence.crop_from_photo @ back),
        landmarks=None,
        zone_polygons={
            zone: ((polygon - offset) * steps).astype(np.float32) for zone, polygon in photo.zone_polygons.items()
        },
    )


def _window(
    face: NDArray[np.float32], shape: tuple[int, ...], aspect: float, room: float
) -> tuple[int, int, int, int]:
    """Left, top, width and height in whole photo pixels: centred on the face, kept inside the photo."""
    low, high = face.min(axis=0), face.max(axis=0)
    wanted = room * max(float(high[1] - low[1]), float(high[0] - low[0]) / aspect)
    tall = max(2.0, min(wanted, shape[0], shape[1] / aspect))
    tall_px, wide_px = min(round(tall), shape[0]), min(max(1, round(tall * aspect)), shape[1])
    centre = (low + high) / 2
    left = int(np.clip(round(float(centre[0]) - wide_px / 2), 0, shape[1] - wide_px))
    top = int(np.clip(round(float(centre[1]) - tall_px / 2), 0, shape[0] - tall_px))
    return left, top, wide_px, tall_px
