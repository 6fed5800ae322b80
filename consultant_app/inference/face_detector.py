"""BlazeFace (short range): boxes and six points of faces on a photo.

Bazarevsky et al. 2019; converted from the published weights (Apache-2.0, see NOTICE).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.inference.sessions import Session

INPUT_SIZE = 128


@dataclass(frozen=True, eq=False)
class FaceBox:
    """A detected face in photo pixels.

    Attributes:
        score: 0..1.
        box: float64 [4], left, top, right, bottom.
        right_eye, left_eye: float64 [2], the client's own right and left.
    """

    score: float
    box: NDArray[np.float64]
    right_eye: NDArray[np.float64]
    left_eye: NDArray[np.float64]

    @property
    def side(self) -> float:
        """Longer side of the box."""
        return float(max(self.box[2] - self.box[0], self.box[3] - self.box[1]))

    @property
    def centre(self) -> NDArray[np.float64]:
        """Middle of the box."""
        return (self.box[:2] + self.box[2:]) / 2


def _anchors() -> NDArray[np.float64]:
    """Centres of the 896 anchors, relative: two on each of 16 x 16 cells, six on each of 8 x 8."""
    grids = []
    for cells, count in ((16, 2), (8, 6)):
        line = (np.arange(cells) + 0.5) / cells
        x, y = np.meshgrid(line, line)
        grids.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), count, axis=0))
    return np.concatenate(grids)


class FaceDetector:
    """Runs the detector on a photo or on a part of it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._anchors = _anchors()

    @staticmethod
    def golden() -> dict[str, NDArray[np.float32]]:
        """Input of the self-check."""
        ramp = np.linspace(-1, 1, INPUT_SIZE, dtype=np.float32)
        return {
            "input": np.stack([ramp[:, None] * ramp, ramp[:, None] + 0 * ramp, 0 * ramp[:, None] + ramp], -1)[None]
        }

    def detect(
        self, rgb: RGB, region: tuple[float, float, float] | None = None, least_score: float = 0.5
    ) -> list[FaceBox]:
        """Faces in a square region of the photo, best first, overlapping ones merged.

        Args:
            rgb: uint8 [H, W, 3].
            region: Centre x, y and side of the square to look at; it may reach beyond the photo. The smallest
                square around the photo when ``None``.
            least_score: Candidates below are dropped.
        """
        height, width = rgb.shape[:2]
        x, y, side = region or (width / 2, height / 2, float(max(height, width)))
        scale = INPUT_SIZE / side
        affine = np.array([[scale, 0, INPUT_SIZE / 2 - scale * x], [0, scale, INPUT_SIZE / 2 - scale * y]])
        # Averaging before a strong reduction: sampled pixels alone would miss the face between them.
        factor = max(1, int(1 / scale))
        source = rgb
        if factor > 1:
            target = (max(1, width // factor), max(1, height // factor))
            source = cv2.resize(rgb, target, interpolation=cv2.INTER_AREA).astype(np.uint8)
            affine = affine @ np.diag([width / target[0], height / target[1], 1.0])
        patch = cv2.warpAffine(source, affine, (INPUT_SIZE, INPUT_SIZE), flags=cv2.INTER_LINEAR)
        answer = self._session.run({"input": (patch.astype(np.float32) / 127.5 - 1)[None]})
        found = self._decode(answer["regressors"][0], answer["classificators"][0, :, 0], least_score)
        origin = np.array([x - side / 2, y - side / 2])
        return [
            FaceBox(
                f.score, f.box * side + np.tile(origin, 2), f.right_eye * side + origin, f.left_eye * side + origin
            )
            for f in found
        ]

    def _decode(
        self, offsets: NDArray[np.float32], logits: NDArray[np.float32], least_score: float
    ) -> list[FaceBox]:
        scores = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -80, 80)))
        kept = scores > least_score
        relative = offsets[kept].astype(np.float64) / INPUT_SIZE
        centres = relative[:, :2] + self._anchors[kept]
        sizes = relative[:, 2:4]
        points = relative[:, 4:].reshape(-1, 6, 2) + self._anchors[kept][:, None]
        boxes = np.concatenate([centres - sizes / 2, centres + sizes / 2], axis=1)
        return _merge(boxes, points, scores[kept])


def _merge(boxes: NDArray[np.float64], points: NDArray[np.float64], scores: NDArray[np.float64]) -> list[FaceBox]:
    """Overlapping candidates become their score-weighted mean."""
    left = np.argsort(-scores)
    merged = []
    while len(left):
        overlap = _overlap(boxes[left[0]], boxes[left])
        group = left[(overlap > 0.3) | (left == left[0])]
        weight = scores[group] / scores[group].sum()
        mean_points = np.tensordot(weight, points[group], 1)
        merged.append(FaceBox(float(scores[left[0]]), weight @ boxes[group], mean_points[0], mean_points[1]))
        left = np.setdiff1d(left, group, assume_unique=True)
        left = left[np.argsort(-scores[left])]
    return merged


def _overlap(box: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of one box with many."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    common = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(others[:, 2:] - others[:, :2], axis=1)
    total: NDArray[np.float64] = common / (np.prod(box[2:] - box[:2]) + areas - common + 1e-12)
    return total
