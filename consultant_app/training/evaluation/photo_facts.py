"""What else differs between photographs, and could pass for a measure of skin: sharpness and colour."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.imaging.colour import ita_degrees, lab_from_srgb
from consultant_app.training.evaluation.engine import Located


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Facts of the visible skin on the aligned crop.

    Attributes:
        sharpness: Log variance of the Laplacian of L* (Pech-Pacheco et al. 2000), away from the mask's border.
        lightness, red, yellow: Mean CIELAB.
    """

    sharpness: float
    lightness: float
    red: float
    yellow: float

    @property
    def ita(self) -> float:
        """ITA of the mean colour as photographed, degrees: tone and light together."""
        return ita_degrees(self.lightness, self.yellow)

    def controls(self) -> tuple[float, float, float, float]:
        """What a partial correlation removes."""
        return self.sharpness, self.lightness, self.red, self.yellow


def photo_facts(located: Located) -> PhotoFacts | None:
    """Facts of a located face; ``None`` where next to no skin is visible."""
    inner: NDArray[np.bool_] = cv2.erode(located.skin.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    if inner.sum() < 100:
        return None
    lab = lab_from_srgb(located.face.rgb)
    edges = cv2.Laplacian(lab[..., 0], cv2.CV_32F)[inner]
    lightness, red, yellow = (float(value) for value in lab[inner].mean(axis=0))
    return PhotoFacts(float(np.log(edges.var() + 1e-6)), lightness, red, yellow)
