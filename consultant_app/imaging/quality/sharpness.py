"""How much fine detail is there, and how much of it is noise."""

from collections.abc import Iterator

import cv2
import numpy as np

from consultant_app.domain.photo import Map
from consultant_app.imaging.quality.view import Mask, View

_BLOCK = 16
"""Side of the blocks, in pixels of the crop, in which noise and grain are measured."""

_INSIDE = 0.9
_CALM = 0.1


def sharpness(view: View) -> Iterator[tuple[str, float]]:
    """Measures of detail: key, value in the unit of its limit."""
    yield "blurred", detail(view)
    yield "motion", directions(view)
    yield "noisy", noise(view)


def detail(view: View) -> float:
    """Detail of 0.4 to 0.8 mm over detail of 0.8 to 1.5 mm around the eyes.

    Lashes and lid borders are there in every face, so the measure does not punish smooth skin.
    """
    _, fine, broad = view.bands
    where = view.eyes
    return float(np.abs(fine[where]).mean() / max(float(np.abs(broad[where]).mean()), 1e-3))


def directions(view: View) -> float:
    """Detail of the face in the direction that has least of it, over the one that has most; 1 is alike all round.

    A moving camera or head wipes detail out along its way only. Root of the ratio of the eigenvalues of the
    structure tensor (Bigun and Granlund 1987) of the fine detail.
    """
    band, where = view.bands[1], view.oval
    dx, dy = (cv2.Sobel(band, cv2.CV_32F, *order, ksize=3)[where] for order in ((1, 0), (0, 1)))
    if not len(dx):
        return 1.0
    xx, yy, xy = float(dx @ dx), float(dy @ dy), float(dx @ dy)
    least, most = np.linalg.eigvalsh(np.array([[xx, xy], [xy, yy]]))
    return float(np.sqrt(max(float(least), 0.0) / max(float(most), 1e-6)))


def noise(view: View) -> float:
    """Standard deviation of the finest grain in the calmest tenth of the skin, in levels of 255.

    Pores and hairs leave calm blocks between them; the camera's noise is everywhere.
    """
    grain = blocks(view.bands[0], view.inner_skin)
    return float(np.quantile(grain, _CALM)) if len(grain) else 0.0


def blocks(band: Map, where: Mask) -> Map:
    """Root mean square of a band in each block that lies in ``where``, float32 [N]."""
    count = band.shape[0] // _BLOCK
    side = count * _BLOCK
    whole = band[:side, :side]
    energy = cv2.resize(cv2.multiply(whole, whole), (count, count), interpolation=cv2.INTER_AREA)
    inside = cv2.resize(where[:side, :side].astype(np.float32), (count, count), interpolation=cv2.INTER_AREA)
    return np.asarray(np.sqrt(np.maximum(energy[inside > _INSIDE], 0)), np.float32)
