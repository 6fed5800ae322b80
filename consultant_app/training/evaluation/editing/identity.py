"""Whether an edit keeps the person: a face embedding that tells persons apart."""

from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.evaluation.statistics import Floats

# Where eyes, nose and corners of the mouth lie in the 112-pixel input of face embeddings (Deng et al. 2019).
_TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
_FIVE = ((33, 133), (362, 263), (1, 1), (61, 61), (291, 291))


class Identity:
    """A face embedding that tells persons apart; for the evaluation only, it never ships.

    Args:
        model: ONNX file, input 112 x 112 RGB 0..255 aligned on five points.

    Raises:
        ConsultantError: the file is not there.
    """

    def __init__(self, model: Path) -> None:
        if not model.is_file():
            raise ConsultantError(
                f"No face embedding at {model}. Give the folder that holds teachers/ with --teachers."
            )
        self._session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0]

    def likeness(self, face: AlignedFace, other: RGB) -> float:
        """Cosine similarity of an aligned face and an edit of it, -1..1."""
        first, second = (self._embedding(rgb, face.points) for rgb in (face.rgb, other))
        return float(first @ second)

    def _embedding(self, rgb: RGB, points: NDArray[np.float32]) -> Floats:
        five = np.array([points[list(pair), :2].mean(axis=0) for pair in _FIVE])
        affine, _ = cv2.estimateAffinePartial2D(five.astype(np.float32), _TEMPLATE.astype(np.float32))
        small = cv2.warpAffine(rgb, affine, (112, 112), flags=cv2.INTER_AREA).astype(np.float32)[None]
        if self._input.shape[1] == 3:
            small = small.transpose(0, 3, 1, 2)
        vector = np.asarray(
            self._session.run(None, {self._input.name: np.ascontiguousarray(small)})[0][0], np.float64
        )
        return vector / np.linalg.norm(vector)
