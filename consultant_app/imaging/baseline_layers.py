"""The editor to beat: evidence times what an edge-preserving smoothing takes away.

No attribute is known here, only how broad it is: where the scorer sees it, the skin is drawn towards its own
smooth version. For the evaluation and the tests; the application never shows these layers.
"""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.colour import linear_from_srgb

Floats = NDArray[np.float32]

LAYER_SIZE = 320
"""Side of the layers, half the aligned crop's: that of the editor network."""

_PIXELS_PER_MM = 1.3
"""Typical scale of that grid (see ``alignment.CROP_SIZE``)."""

SCALES_MM = {
    "lines": 2.5, "folds": 6.0, "texture": 2.0, "pores": 1.5, "dark_spots": 5.0, "tone_evenness": 12.0,
    "redness": 14.0, "blemishes": 5.0, "dark_circles": 12.0, "eye_bags": 8.0, "shine": 8.0,
}  # fmt: skip
"""Channel -> radius of the smoothing in mm: the half width of what it shows, and some skin around it."""

_EDGE = 0.5
"""Contrast (log of linear light) from which an edge is kept: those of the face, not those of its skin."""

_BLACKEST = 1e-3


def baseline_layers(crop: RGB, evidence: Mapping[str, Map]) -> dict[str, Floats]:
    """Layers of an aligned crop uint8 [S, S, 3].

    Args:
        crop: The crop.
        evidence: Channel -> float32 [M, M], 0..1.

    Returns:
        Channel -> float32 [LAYER_SIZE, LAYER_SIZE, 3], natural logarithm of linear light; of the channels that
        have both evidence and a scale.
    """
    target = (LAYER_SIZE, LAYER_SIZE)
    small = cv2.resize(linear_from_srgb(crop), target, interpolation=cv2.INTER_AREA)
    log = np.log(np.maximum(small, _BLACKEST)).astype(np.float32)
    out = {}
    for channel in evidence.keys() & SCALES_MM.keys():
        share = cv2.resize(evidence[channel], target, interpolation=cv2.INTER_LINEAR)
        detail = log - edge_preserving(log, max(1, round(SCALES_MM[channel] * _PIXELS_PER_MM)), _EDGE)
        out[channel] = np.asarray(np.clip(share, 0, 1)[..., None] * detail, np.float32)
    return out


def edge_preserving(image: Floats, radius: int, edge: float) -> Floats:
    """Guided filter of an image float32 [M, M, C] by itself (He, Sun and Tang 2013), channel by channel.

    Args:
        image: What is smoothed.
        radius: Half window in pixels.
        edge: Contrast in the image's unit that is half kept; much less is smoothed away.
    """
    size = (2 * radius + 1, 2 * radius + 1)

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.boxFilter(values, -1, size, borderType=cv2.BORDER_REFLECT), np.float32)

    middle = mean(image)
    variance = np.maximum(mean(image * image) - middle * middle, 0)
    slope = np.asarray(variance / (variance + edge * edge), np.float32)
    return np.asarray(mean(slope) * image + mean(middle - slope * middle), np.float32)
