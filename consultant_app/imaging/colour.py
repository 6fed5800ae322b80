"""Colour of skin: sRGB and linear light, CIELAB, individual typology angle (ITA) and Monk tone."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB

Floats = NDArray[np.float32]

_LINEAR = np.where(
    np.arange(256) / 255 <= 0.04045,
    np.arange(256) / 255 / 12.92,
    ((np.arange(256) / 255 + 0.055) / 1.055) ** 2.4,
).astype(np.float32)

ITA_LIMITS = (55.0, 41.0, 28.0, 10.0, -30.0)
ITA_CLASSES = ("very light", "light", "intermediate", "tan", "brown", "dark")

# The ten swatches of the Monk Skin Tone scale (Monk, 2019; CC BY 4.0), sRGB.
_MONK_SRGB = (
    "f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420",
)  # fmt: skip


def linear_from_srgb(rgb: RGB) -> Floats:
    """Linear light float32 in 0..1 of an sRGB uint8 image of any shape (IEC 61966-2-1)."""
    return np.asarray(_LINEAR[rgb], np.float32)


def srgb_from_linear(linear: Floats) -> RGB:
    """SRGB uint8 of linear light; values outside 0..1 are clipped."""
    clipped = np.clip(linear, 0, 1)
    encoded = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * np.power(clipped, 1 / 2.4) - 0.055)
    return np.round(encoded * 255).astype(np.uint8)


def lab_from_srgb(rgb: RGB) -> Floats:
    """CIELAB (D65) float32 [..., 3] of an sRGB uint8 image [H, W, 3]: L* 0..100, a*, b* about -100..100."""
    # From linear light by table: a quarter of the time of OpenCV's own sRGB curve, which is off by up to 0.4, too.
    return np.asarray(cv2.cvtColor(cv2.LUT(rgb, _LINEAR), cv2.COLOR_LRGB2LAB), np.float32)


def ita_degrees(lightness: float, b_star: float) -> float:
    """Individual typology angle in degrees: atan((L* - 50) / b*) (Chardon et al. 1991)."""
    return math.degrees(math.atan2(lightness - 50.0, max(b_star, 1e-6)))


def ita_class(ita: float) -> str:
    """Class of an ITA by the limits 55, 41, 28, 10 and -30 degrees (Del Bino and Bernerd 2013)."""
    for limit, name in zip(ITA_LIMITS, ITA_CLASSES, strict=False):
        if ita > limit:
            return name
    return ITA_CLASSES[-1]


def monk_tone(lab: Floats) -> int:
    """Nearest Monk tone 1-10 of a skin colour in CIELAB [3] (Euclidean distance)."""
    swatches = np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in _MONK_SRGB], np.uint8)
    distances = np.linalg.norm(lab_from_srgb(swatches[None])[0] - lab, axis=1)
    return int(distances.argmin()) + 1
