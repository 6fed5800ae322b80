"""Names for the points of the 478-point face mesh (MediaPipe FaceMesh topology), and what follows from them.

Right and left are the client's: her right eye lies left on an unmirrored photo. Points 0-467 are the mesh,
468-472 the right iris (centre first), 473-477 the left one.
"""

import math

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone

POINT_COUNT = 478
IRIS_DIAMETER_MM = 11.7
"""Mean horizontal visible iris diameter of adults; varies by about 0.5 mm between people (4 %)."""

Landmarks = NDArray[np.float32]
"""float32 [478, 3]: x, y in pixels of the photo (origin top left), z in the same unit, smaller is nearer."""

FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
RIGHT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
LEFT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
RIGHT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)

ZONE_POINTS: dict[Zone, tuple[int, ...]] = {
    Zone.FACE: FACE_OVAL,
    Zone.FOREHEAD: (
        54, 103, 67, 109, 10, 338, 297, 332, 284, 301, 293, 334, 296, 336, 337, 151, 108, 107, 66, 105, 63, 71,
    ),
    Zone.GLABELLA: (108, 151, 337, 336, 285, 417, 168, 193, 55, 107),
    Zone.CROWS_FEET_RIGHT: (226, 113, 124, 156, 139, 34, 227, 116, 111, 31),
    Zone.CROWS_FEET_LEFT: (446, 342, 353, 383, 368, 264, 447, 345, 340, 261),
    Zone.UNDER_EYE_RIGHT: (25, 110, 24, 23, 22, 26, 112, 243, 244, 128, 121, 120, 119, 118, 117, 111, 31),
    Zone.UNDER_EYE_LEFT: (255, 339, 254, 253, 252, 256, 341, 463, 464, 357, 350, 349, 348, 347, 346, 340, 261),
    Zone.NOSE: (168, 122, 174, 198, 209, 49, 48, 64, 98, 97, 2, 326, 327, 294, 278, 279, 429, 420, 399, 351),
    Zone.CHEEK_RIGHT: (
        234, 227, 116, 117, 118, 119, 100, 142, 36, 206, 216, 214, 210, 169, 135, 138, 215, 177, 132, 93,
    ),
    Zone.CHEEK_LEFT: (
        454, 447, 345, 346, 347, 348, 329, 371, 266, 426, 436, 434, 430, 394, 364, 367, 435, 401, 361, 323,
    ),
    Zone.MOUTH_RIGHT: (129, 98, 165, 92, 186, 57, 43, 106, 204, 211, 210, 214, 216, 206, 203),
    Zone.MOUTH_LEFT: (358, 327, 391, 322, 410, 287, 273, 335, 424, 431, 430, 434, 436, 426, 423),
    Zone.CHIN: (194, 182, 83, 18, 313, 406, 418, 431, 262, 369, 377, 152, 148, 140, 32, 211),
    Zone.JAW_LINE: (
        132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361,
        401, 435, 367, 364, 394, 395, 369, 396, 175, 171, 140, 170, 169, 135, 138, 215, 177,
    ),
}  # fmt: skip
"""Closed outline of each zone as mesh points."""


def zone_polygons(points: Landmarks) -> dict[Zone, NDArray[np.float32]]:
    """Outline of each zone, float32 [N, 2], in the coordinates of ``points``."""
    return {
        zone: np.ascontiguousarray(points[list(ids), :2], dtype=np.float32) for zone, ids in ZONE_POINTS.items()
    }


def head_pose(points: Landmarks) -> tuple[float, float, float]:
    """Yaw, pitch and roll of the head in degrees, from the mesh's own depth.

    Yaw is positive when the client turns to her left (to the right of the photo), pitch when she looks up,
    roll when the head tips clockwise on the photo.
    """
    across = points[454] - points[234]
    down = points[152] - points[10]
    yaw = math.degrees(math.atan2(float(across[2]), math.hypot(float(across[0]), float(across[1]))))
    pitch = math.degrees(math.atan2(float(down[2]), math.hypot(float(down[0]), float(down[1]))))
    eyes = points[263, :2] - points[33, :2]
    roll = math.degrees(math.atan2(float(eyes[1]), float(eyes[0])))
    return yaw, -pitch, roll


def pixels_per_mm(points: Landmarks) -> float:
    """Scale of the photo at the eyes, from the iris diameter (the larger eye: the other may be turned away)."""
    diameters = []
    for centre in (468, 473):
        rim = points[centre + 1 : centre + 5, :2]
        diameters.append(max(np.linalg.norm(rim[0] - rim[2]), np.linalg.norm(rim[1] - rim[3])))
    return float(max(diameters)) / IRIS_DIAMETER_MM


def inter_eye_distance(points: Landmarks) -> float:
    """Distance of the eye centres (mid-points of the lid corners) in pixels, as ISO/IEC 29794-5 measures it."""
    right = (points[33, :2] + points[133, :2]) / 2
    left = (points[263, :2] + points[362, :2]) / 2
    return float(np.linalg.norm(left - right))
