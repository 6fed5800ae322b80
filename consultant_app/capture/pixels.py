"""From a camera's brightness and colour planes to RGB, by the standard and range that the picture says it has.

Colour is what is scored, so the shortcut of taking every camera for BT.601 in limited range is taken only for
those that are: a JPEG camera (full range) would come out with too much contrast.
"""

from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB

Plane = NDArray[np.uint8]
"""uint8 [H, W]."""


class Standard(StrEnum):
    """Which primaries weigh how much in the brightness."""

    BT601 = "bt601"
    BT709 = "bt709"


_WEIGHTS = {Standard.BT601: (0.299, 0.114), Standard.BT709: (0.2126, 0.0722)}
"""Weights of red and blue (ITU-R BT.601-7, BT.709-6)."""


def rgb_from_planes(y: Plane, u: Plane, v: Plane, standard: Standard, *, full_range: bool) -> RGB:
    """RGB uint8 [H, W, 3].

    Args:
        y: Brightness [H, W].
        u: Blue difference, at any reduction of [H, W].
        v: Red difference, likewise.
        standard: Matrix.
        full_range: 0-255 as in JPEG; else brightness 16-235, colour 16-240 as in video.
    """
    size = (y.shape[1], y.shape[0])
    colour = [cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (u, v)]
    stack = cv2.merge([np.ascontiguousarray(y), *colour])
    return np.asarray(cv2.transform(stack, _matrix(standard, full_range=full_range)), np.uint8)


def rgb_from_nv12(y: Plane, uv: NDArray[np.uint8], standard: Standard, *, full_range: bool) -> RGB:
    """RGB uint8 [H, W, 3] of NV12: ``uv`` is uint8 [H / 2, W / 2, 2]."""
    even = y.shape[0] % 2 == y.shape[1] % 2 == 0
    if standard is Standard.BT601 and not full_range and even:
        pair = (np.ascontiguousarray(y), np.ascontiguousarray(uv))
        return np.asarray(cv2.cvtColorTwoPlane(*pair, cv2.COLOR_YUV2RGB_NV12), np.uint8)
    u, v = np.ascontiguousarray(uv[..., 0]), np.ascontiguousarray(uv[..., 1])
    return rgb_from_planes(y, u, v, standard, full_range=full_range)


def rgb_from_yuyv(packed: NDArray[np.uint8], standard: Standard, *, full_range: bool) -> RGB:
    """RGB uint8 [H, W, 3] of YUYV: ``packed`` is uint8 [H, W, 2], brightness and colour by turns."""
    if standard is Standard.BT601 and not full_range:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(packed), cv2.COLOR_YUV2RGB_YUYV), np.uint8)
    y, u, v = (np.ascontiguousarray(part) for part in (packed[..., 0], packed[:, ::2, 1], packed[:, 1::2, 1]))
    return rgb_from_planes(y, u, v, standard, full_range=full_range)


def upright(rgb: RGB, quarter_turns: int, *, mirrored: bool) -> RGB:
    """The picture turned clockwise by quarters, then mirrored back where the camera mirrors it."""
    turned = np.rot90(rgb, -quarter_turns) if quarter_turns % 4 else rgb
    return np.ascontiguousarray(turned[:, ::-1] if mirrored else turned)


def _matrix(standard: Standard, *, full_range: bool) -> NDArray[np.float64]:
    """The affine map [3, 4] from (Y, U, V, 1) to (R, G, B)."""
    red, blue = _WEIGHTS[standard]
    green = 1 - red - blue
    linear = np.array(
        [
            [1.0, 0.0, 2 * (1 - red)],
            [1.0, -2 * blue * (1 - blue) / green, -2 * red * (1 - red) / green],
            [1.0, 2 * (1 - blue), 0.0],
        ]
    )
    scale = np.ones(3) if full_range else np.array([255 / 219, 255 / 224, 255 / 224])
    linear = linear * scale
    zero = np.array([0.0 if full_range else 16.0, 128.0, 128.0])
    return np.hstack([linear, -(linear @ zero)[:, None]])
