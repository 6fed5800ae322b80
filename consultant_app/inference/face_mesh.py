"""FaceMesh with attention: 478 points of a face.

Kartynnik et al. 2019, Grishchenko et al. 2020; converted from the published weights (Apache-2.0, see NOTICE).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.inference.face_detector import FaceBox
from consultant_app.inference.sessions import Session

INPUT_SIZE = 192
_ROOM = 1.5
"""Side of the region fed to the mesh over the face's longer side."""

# Mesh points that the refining outputs of the model replace, in the order of those outputs.
_LIPS = (
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409,
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415,
    76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408,
    62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407,
)  # fmt: skip
_RIGHT_EYE = (
    33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173, 130, 25, 110, 24, 23, 22, 26,
    112, 243, 247, 30, 29, 27, 28, 56, 190, 226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222,
    221, 189, 35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245, 156, 70, 63, 105, 66, 107,
    55, 193,
)  # fmt: skip
_LEFT_EYE = (
    263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398, 359, 255, 339, 254, 253, 252,
    256, 341, 463, 467, 260, 259, 257, 258, 286, 414, 446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444,
    443, 442, 441, 413, 265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465, 383, 300, 293,
    334, 296, 336, 285, 417,
)  # fmt: skip
_REFINED = (
    ("output_lips", _LIPS),
    ("output_left_eye:0", _RIGHT_EYE),
    ("output_right_eye:0", _LEFT_EYE),
    ("output_left_iris:0", tuple(range(468, 473))),
    ("output_right_iris:0", tuple(range(473, 478))),
)


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A turned square of the photo: centre, side in pixels, angle in radians (clockwise)."""

    centre: NDArray[np.float64]
    side: float
    angle: float


def region_of_box(face: FaceBox) -> Region:
    """The region to look at for a detected face, level with its eyes."""
    across = face.left_eye - face.right_eye
    return Region(face.centre, face.side * _ROOM, math.atan2(float(across[1]), float(across[0])))


def region_of_points(points: NDArray[np.float32]) -> Region:
    """The region to look at once more, from a first mesh: removes what the detector's loose box left."""
    across = points[263, :2] - points[33, :2]
    angle = math.atan2(float(across[1]), float(across[0]))
    cos, sin = math.cos(-angle), math.sin(-angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    level = points[:468, :2].astype(np.float64) @ turn.T
    low, high = level.min(axis=0), level.max(axis=0)
    return Region(turn.T @ ((low + high) / 2), float((high - low).max()) * _ROOM, angle)


class FaceMesh:
    """Runs the mesh on a region of a photo."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @staticmethod
    def golden() -> dict[str, NDArray[np.float32]]:
        """Input of the self-check."""
        ramp = np.linspace(0, 1, INPUT_SIZE, dtype=np.float32)
        grid = np.stack([ramp[:, None] * ramp, ramp[:, None] + 0 * ramp, 0 * ramp[:, None] + ramp], -1)
        return {"input_1": grid[None].astype(np.float32)}

    def locate(self, rgb: RGB, region: Region) -> tuple[NDArray[np.float32], float]:
        """Points float32 [478, 3] in photo pixels (z likewise) and the probability that a face is there."""
        to_photo = _photo_from_patch(region)
        patch = cv2.warpAffine(
            rgb, to_photo, (INPUT_SIZE, INPUT_SIZE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        )
        answer = self._session.run({"input_1": np.asarray(patch[None] / 255, np.float32)})
        points = np.zeros((478, 3), np.float64)
        points[:468] = answer["output_mesh_identity"].reshape(468, 3)
        for name, ids in _REFINED:
            points[list(ids), :2] = answer[name].reshape(-1, 2)
        # The iris has no depth of its own: it lies where its eye's corners lie.
        points[468:473, 2] = points[[33, 133], 2].mean()
        points[473:478, 2] = points[[263, 362], 2].mean()
        xy = points[:, :2] @ to_photo[:, :2].T + to_photo[:, 2]
        depth = points[:, 2:] * (region.side / INPUT_SIZE)
        logit = float(np.clip(answer["conv_faceflag"].ravel()[0], -80, 80))
        return np.concatenate([xy, depth], axis=1).astype(np.float32), 1 / (1 + math.exp(-logit))


def _photo_from_patch(region: Region) -> NDArray[np.float64]:
    scale = region.side / INPUT_SIZE
    cos, sin = scale * math.cos(region.angle), scale * math.sin(region.angle)
    half = INPUT_SIZE / 2
    return np.array(
        [
            [cos, -sin, region.centre[0] - cos * half + sin * half],
            [sin, cos, region.centre[1] - sin * half - cos * half],
        ]
    )
