"""What of the face's skin can be seen, from what the parsing network takes each pixel for."""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import Map

HIDING = ("background", "hair", "occluder")
"""Classes that hide skin where the mesh expects it. Lips, eyes and brows are cut out by the mesh, which knows them
better; so red skin that the network takes for lips stays skin: a red cheek never vanishes from its own score."""

_HALF = 0.5
_SMALLEST_PX = 5


def visible_skin(geometric: NDArray[np.bool_], parts: Mapping[str, Map]) -> NDArray[np.bool_]:
    """Visible skin of the aligned crop, bool [S, S].

    Args:
        geometric: Skin that the mesh expects, bool [S, S].
        parts: Probability of each class, float32 [M, M].
    """
    covered = _enlarged(np.sum([parts[name] for name in HIDING], axis=0), geometric.shape[0])
    keep = geometric & (covered < _HALF)
    # Crumbs between strands of hair are no skin that could be judged.
    brush = np.ones((_SMALLEST_PX, _SMALLEST_PX), np.uint8)
    return cv2.morphologyEx(keep.astype(np.uint8), cv2.MORPH_OPEN, brush).astype(bool)


def _enlarged(share: Map, size: int) -> Map:
    return np.asarray(cv2.resize(share, (size, size), interpolation=cv2.INTER_LINEAR), np.float32)
