"""The aligned crop: the one frame in which the skin model sees every face."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.imaging.mesh import FACE_OVAL, Landmarks

CROP_SIZE = 640
"""Side of the aligned crop in pixels. A face fills about three quarters: some 2.6 pixels per mm of skin."""

MARGIN = 1.35
"""Side of the crop over the longer side of the face oval, so that the cheek of a turned face stays inside."""

Affine = NDArray[np.float64]
"""float64 [2, 3]: maps (x, y, 1) to (x, y)."""


@dataclass(frozen=True, eq=False)
class AlignedFace:
    """A face in the model's frame.

    Attributes:
        rgb: uint8 [CROP_SIZE, CROP_SIZE, 3].
        points: Landmarks in crop pixels, float32 [478, 3].
        crop_from_photo: Photo pixels -> crop pixels.
    """

    rgb: RGB
    points: Landmarks
    crop_from_photo: Affine


def crop_transform(points: Landmarks, size: int = CROP_SIZE) -> Affine:
    """Similarity that levels the eyes and fits the face oval with its margin into ``size`` pixels."""
    eyes = points[263, :2] - points[33, :2]
    angle = math.atan2(float(eyes[1]), float(eyes[0]))
    cos, sin = math.cos(-angle), math.sin(-angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    oval = points[list(FACE_OVAL), :2].astype(np.float64) @ turn.T
    low, high = oval.min(axis=0), oval.max(axis=0)
    scale = size / (MARGIN * float((high - low).max()))
    # The oval ends at the hairline's middle; a little more room above shows the whole forehead.
    centre = (low + high) / 2 - np.array([0.0, 0.03 * (high[1] - low[1])])
    linear = scale * turn
    return np.hstack([linear, (size / 2 - scale * centre)[:, None]])


def transform_points(points: Landmarks, affine: Affine) -> Landmarks:
    """Landmarks carried through a similarity; depth scales along."""
    scale = math.sqrt(abs(float(np.linalg.det(affine[:, :2]))))
    xy = points[:, :2] @ affine[:, :2].T + affine[:, 2]
    return np.column_stack([xy, points[:, 2] * scale]).astype(np.float32)


def cut_out(rgb: RGB, affine: Affine, size: int) -> RGB:
    """What a similarity takes to the square of ``size`` pixels, uint8 [size, size, 3].

    A reduction averages (area) so that fine lines do not alias into texture; an enlargement interpolates.
    """
    scale = math.sqrt(abs(float(np.linalg.det(affine[:, :2]))))
    source, to_source = rgb, affine
    if scale < 0.75:
        height, width = rgb.shape[:2]
        target = (max(1, round(width * scale)), max(1, round(height * scale)))
        source = cv2.resize(rgb, target, interpolation=cv2.INTER_AREA).astype(np.uint8)
        to_source = affine @ np.diag([width / target[0], height / target[1], 1.0])
    crop = cv2.warpAffine(source, to_source, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return crop.astype(np.uint8)


def align(rgb: RGB, points: Landmarks, size: int = CROP_SIZE) -> AlignedFace:
    """Cut the aligned crop out of a photo."""
    affine = crop_transform(points, size)
    return AlignedFace(cut_out(rgb, affine, size), transform_points(points, affine), affine)


def similarity_onto(points: Landmarks, target: Landmarks) -> Affine:
    """The turn, scale and shift, float64 [2, 3], that takes landmarks nearest to others (Umeyama 1991).

    All landmarks carry it, so that an open eye or a smile moves it little.
    """
    x, y = points[:, :2].astype(np.float64), target[:, :2].astype(np.float64)
    middle_x, middle_y = x.mean(axis=0), y.mean(axis=0)
    a, b = x - middle_x, y - middle_y
    u, weights, vt = np.linalg.svd(b.T @ a)
    proper = np.array([1.0, np.sign(np.linalg.det(u @ vt))])  # a face is never mirrored
    linear = (weights * proper).sum() / (a**2).sum() * (u * proper) @ vt
    return np.hstack([linear, (middle_y - linear @ middle_x)[:, None]])
