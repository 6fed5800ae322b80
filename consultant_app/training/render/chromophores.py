"""Absorption of the skin's pigments in the three bands of an sRGB camera.

A layer of pigment multiplies linear light by ``exp(-amount * vector)`` (Beer-Lambert, with the scattering path
folded into ``amount``). Vectors are scaled so that their green part is 1: an amount of 0.1 darkens green by 10 %.
"""

import numpy as np
from numpy.typing import NDArray

_WAVELENGTHS = np.arange(450, 651, 10, dtype=np.float64)

# Molar extinction of haemoglobin, cm-1/M (S. Prahl's compilation, 1998), every 10 nm from 450 to 650 nm.
_OXY = np.array(
    [62816, 44480, 33209, 26629, 23684, 20933, 20035, 24202, 39957, 53236, 43016, 32613, 44496, 50104, 14401,
     3200, 1506, 942, 610, 442, 368], np.float64
)  # fmt: skip
_DEOXY = np.array(
    [103292, 23389, 16156, 14550, 16684, 20862, 25774, 31590, 39036, 46592, 53412, 53788, 45072, 37020, 28324,
     14677, 9444, 6510, 5149, 4345, 3750], np.float64
)  # fmt: skip
# Melanin: absorption falls as wavelength^-3.33 (Jacques 2013, Phys. Med. Biol. 58 R37).
_MELANIN = (_WAVELENGTHS / 545.0) ** -3.33

# Bands of a consumer camera as Gaussians (centre, standard deviation in nm); the matrix to sRGB subtracts green
# from red, which moves the effective red band to longer waves than the bare sensor's.
_BANDS = ((618.0, 22.0), (540.0, 35.0), (465.0, 25.0))


def _band_vector(spectrum: NDArray[np.float64]) -> tuple[float, float, float]:
    weights = [np.exp(-0.5 * ((_WAVELENGTHS - centre) / width) ** 2) for centre, width in _BANDS]
    values = [float((spectrum * weight).sum() / weight.sum()) for weight in weights]
    return values[0] / values[1], 1.0, values[2] / values[1]


MELANIN = _band_vector(_MELANIN)
"""R, G, B absorption of melanin."""

HAEMOGLOBIN = _band_vector(0.75 * _OXY + 0.25 * _DEOXY)
"""R, G, B absorption of blood at 75 % saturation: redness, vessels, blemish halos."""

VENOUS = _band_vector(0.35 * _OXY + 0.65 * _DEOXY)
"""R, G, B absorption of venous blood seen through thin skin: bluish circles. Scattering above it returns blue
light, which is why the eye sees it bluish; ``layers`` adds that part."""
