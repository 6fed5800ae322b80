"""The colour of the light of a photo without any card: from its background, and from the skin on it.

Both are rough (docs/colour.md). A background is grey on the average only by luck, but the wall behind a counter
stays the same, so against itself it shows a changed lamp well. Skin lies on a narrow locus of log ratios under
one light, yet the tones of people spread along it as lamps do: of a cast seen on one face, only the part that is
unlikely to be her tone may be blamed on the light.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import LogRatios
from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb

_SIDE = 160
_PLAUSIBLE = 0.7
"""Log ratio beyond which a place is coloured, whatever the lamp."""
_BRIGHT, _CLIPPED = 0.02, 250
_SHARE = 0.05
"""Share of the picture that must be left to judge by."""

USUAL = np.array([0.87, -0.45])
SPREAD = np.array([[0.044, -0.013], [-0.013, 0.064]])
"""Mean and covariance of skin's log ratios red to green and blue to green over people of all tones; those of the
quality gate's colour cast."""
_LIGHTS = np.array([[0.030, -0.025], [-0.025, 0.045]])
"""Covariance of what white balance leaves of a shop's light: mostly between warm and cool."""


def background_light(rgb: RGB, person: NDArray[np.floating]) -> LogRatios | None:
    """Grey-world over what is behind her: the median colour of plausible, neither dark nor clipped places.

    Args:
        rgb: Photo uint8 [H, W, 3].
        person: Points [N, 2] on face or card, in photo pixels. Left out is their box grown by half its width to
            the sides and upwards, and all below it: hair, shoulders, hands.

    Returns:
        ``None`` where too little is left.
    """
    scale = min(1.0, _SIDE / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    (left, top), (right, _) = person.min(axis=0) * scale, person.max(axis=0) * scale
    margin = (right - left) / 2
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    behind = (x < left - margin) | (x > right + margin) | (y < top - margin)
    light = linear_from_srgb(small)
    fit = behind & (small.max(axis=2) < _CLIPPED) & (light.min(axis=2) > 0) & (light.max(axis=2) > _BRIGHT)
    ratios = np.log(light[fit][:, [0, 2]]) - np.log(light[fit][:, [1]])
    near = ratios[(np.abs(ratios) < _PLAUSIBLE).all(axis=1)]
    if len(near) < _SHARE * fit.size:
        return None
    red, blue = np.median(near, axis=0)
    return float(red), float(blue)


def skin_light(pixels: NDArray[np.uint8]) -> LogRatios | None:
    """The most likely light on skin uint8 [N, 3]: its distance from usual skin, as far as light explains it.

    With Gaussian tones and Gaussian lights that is the posterior mean. ``None`` without usable pixels.
    """
    light = linear_from_srgb(pixels)
    fit = light[(pixels.max(axis=1) < _CLIPPED) & (light.min(axis=1) > 0)]
    if len(fit) == 0:
        return None
    logs = np.log(np.median(fit, axis=0).astype(np.float64))
    away = np.array([logs[0] - logs[1], logs[2] - logs[1]]) - USUAL
    red, blue = _LIGHTS @ np.linalg.solve(_LIGHTS + SPREAD, away)
    return float(red), float(blue)
