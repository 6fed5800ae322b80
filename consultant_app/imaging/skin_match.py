"""Two photos of one face in one light: the later is matched on skin that no criterion of colour touches on either.

A gain a channel in linear light stands for another lamp or exposure. It is the median over unaffected skin, so a
new spot or a redness that came or went does not pull it: only what all such skin has in common is taken away.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear

COLOUR_CRITERIA = ("dark_spots", "redness", "blemishes", "dark_circles", "shine")
"""Criteria whose evidence marks skin of another colour than its surroundings: such skin tells nothing of the
lamp."""

FEWEST = 300
"""Pixels of unaffected skin below which no match is made: a patch may be a shadow."""

_MOST = 2.0
"""Largest gain: beyond a doubling the photo is not in another light but another photo."""
_DARK, _BRIGHT = 0.01, 0.90
"""Linear light that a camera neither drowns in noise nor clips."""


@dataclass(frozen=True, slots=True)
class Match:
    """Gains of red, green and blue in linear light; all 1 and ``found`` false where too little skin told."""

    gains: tuple[float, float, float]
    found: bool

    def applied(self, rgb: RGB) -> RGB:
        """A photo uint8 [H, W, 3] in the light of the other."""
        if not self.found:
            return rgb
        table = srgb_from_linear(linear_from_srgb(np.arange(256, dtype=np.uint8))[:, None] * np.array(self.gains))
        return np.asarray(cv2.LUT(rgb, table[None]), np.uint8)


def skin_match(reference: RGB, other: RGB, unaffected: NDArray[np.bool_]) -> Match:
    """What takes ``other`` into the light of ``reference``.

    Args:
        reference: Aligned photo uint8 [S, S, 3].
        other: The same face, aligned with it.
        unaffected: bool [M, M], where skin is visible and unaffected on both; M divides the resolution down.
    """
    size = (unaffected.shape[1], unaffected.shape[0])
    a, b = (cv2.resize(linear_from_srgb(each), size, interpolation=cv2.INTER_AREA) for each in (reference, other))
    fit = unaffected & ((a > _DARK) & (a < _BRIGHT) & (b > _DARK) & (b < _BRIGHT)).all(axis=2)
    if int(fit.sum()) < FEWEST:
        return Match((1.0, 1.0, 1.0), found=False)
    logs = np.median(np.log(a[fit]) - np.log(b[fit]), axis=0)
    red, green, blue = (float(gain) for gain in np.clip(np.exp(logs), 1 / _MOST, _MOST))
    return Match((red, green, blue), found=True)
