"""Photographed faces with things drawn over them, or turned: the renderer's part in measuring the quality gate."""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.quality import View
from consultant_app.training.evaluation.shop import Pose, turned
from consultant_app.training.segmentation.labels import IGNORE
from consultant_app.training.segmentation.parsing_set import cover_face

_CHANGED = 6
"""Levels by which a pixel must differ to be taken from the drawn crop: elsewhere the photo stays as it was."""


_BORDER = 4
"""Pixels at the crop's border that are left as they were."""


def draw_thing(view: View, thing: str, seed: int) -> RGB:
    """The photo with a thing over the face.

    Args:
        view: The face.
        thing: A name of ``training.render.occluders.CHANCES``.
        seed: Look and place follow from it.
    """
    labels = np.full((CROP_SIZE, CROP_SIZE), IGNORE, np.uint8)
    crop, _ = cover_face(view.face, labels, seed, {thing: 1.0})
    changed = (np.abs(crop.astype(np.int16) - view.face.rgb).max(axis=2) > _CHANGED).astype(np.uint8)
    return _put_back(view, crop, changed)


def turn_head(view: View, degrees: float) -> RGB:
    """The photo with the head turned about its vertical axis: the mesh is turned, the picture warped along."""
    pose = Pose(degrees, 0.0, 0.0, 1.0, (0.0, 0.0))
    crop = np.clip(turned(view.face.rgb.astype(np.float32), view.face.points, pose), 0, 255).astype(np.uint8)
    changed = np.zeros(crop.shape[:2], np.uint8)
    changed[_BORDER:-_BORDER, _BORDER:-_BORDER] = 1
    return _put_back(view, crop, changed)


def _put_back(view: View, crop: RGB, changed: NDArray[np.uint8]) -> RGB:
    """The photo with the changed part of its aligned crop laid over it."""
    solid = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)).astype(np.float32)
    soft = cv2.GaussianBlur(solid, (0, 0), 1)
    height, width = view.photo.shape[:2]
    back = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    affine, size = view.face.crop_from_photo, (width, height)
    share = cv2.warpAffine(soft, affine, size, flags=back)[..., None]
    drawn = cv2.warpAffine(crop, affine, size, flags=back)
    return np.round(view.photo * (1 - share) + drawn * share).astype(np.uint8)
