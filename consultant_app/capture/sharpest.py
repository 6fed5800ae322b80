"""Which pictures of a burst are the sharpest: nobody stands quite still for half a second."""

import cv2
import numpy as np

from consultant_app.capture.frame import Burst, Frame

_STEP = 2
"""Detail finer than this many pixels is a camera's noise."""


def by_sharpness(burst: Burst) -> tuple[Frame, ...]:
    """The pictures of a burst, the one with the most detail in its middle, where the face is, first."""
    return tuple(sorted(burst.frames, key=detail, reverse=True))


def detail(frame: Frame) -> float:
    """Mean square of the second differences over the middle half of a picture, squared levels of brightness."""
    high, wide = frame.rgb.shape[:2]
    middle = frame.rgb[high // 4 : high - high // 4, wide // 4 : wide - wide // 4, 1]
    size = (max(1, middle.shape[1] // _STEP), max(1, middle.shape[0] // _STEP))
    small = cv2.resize(middle, size, interpolation=cv2.INTER_AREA)
    return float(np.square(cv2.Laplacian(small, cv2.CV_32F)).mean())
