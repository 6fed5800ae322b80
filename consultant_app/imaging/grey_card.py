"""Finds a plain grey card held before the camera: the largest even, nearly grey quadrilateral in the middle."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.calibration import CalibrationError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb

_SIDE = 480
"""Longer side of the picture on which the card is sought: a card's edge is no fine detail."""
_SMALLEST = 0.025
"""Share of the picture that the card must take up."""
_STEP = 0.16
"""Change of brightness or colour (natural logarithm, over about 1 % of the picture's side) that is an edge."""
_GREYEST = 0.75
"""Log ratio that no lamp of a shop gives a grey card; a red wall does."""
_SQUARE = 0.90
"""Share of its own smallest quadrilateral that the card's area must fill: hands may cover a little."""
_EVEN = 0.28
"""Largest change of brightness over the card (natural logarithm, 5 % to 95 %)."""
_CLIPPED, _DARK = 250, 0.015


@dataclass(frozen=True, eq=False)
class ReadCard:
    """A grey card as the camera saw it.

    Attributes:
        light: Its linear light, float64 [3].
        outline: Its corners in picture pixels, float32 [4, 2].
    """

    light: NDArray[np.float64]
    outline: NDArray[np.float32]


def read_card(rgb: RGB) -> ReadCard:
    """Find a grey card on a picture uint8 [H, W, 3] and read it; some 20 ms of one core.

    White paper is found as well; it is seldom neutral, which a picture alone cannot tell.

    Raises:
        CalibrationError: there is none, or it is too bright, too dark or unevenly lit.
    """
    scale = _SIDE / max(rgb.shape[:2])
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    found = _largest(small)
    if found is None:
        raise CalibrationError("no_card")
    inner, outline = found
    pixels = small[inner]
    light = linear_from_srgb(pixels)
    if float((pixels >= _CLIPPED).any(axis=1).mean()) > 0.02:
        raise CalibrationError("over_exposed")
    middle = np.median(light, axis=0)
    if middle.max() < _DARK:
        raise CalibrationError("under_exposed")
    low, high = np.quantile(light.mean(axis=1), [0.05, 0.95])
    if np.log(high / max(float(low), 1e-6)) > _EVEN:
        raise CalibrationError("uneven")
    return ReadCard(middle.astype(np.float64), (outline / scale).astype(np.float32))


def _largest(small: RGB) -> tuple[NDArray[np.bool_], NDArray[np.float32]] | None:
    """Inner area bool [h, w] and corners of the largest candidate on the reduced picture."""
    areas = _even_areas(small)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=4)
    order = sorted(range(1, count), key=lambda label: -int(stats[label, cv2.CC_STAT_AREA]))
    for label in order:
        if stats[label, cv2.CC_STAT_AREA] < _SMALLEST * areas.size:
            return None
        area = (labels == label).astype(np.uint8)
        outline = _quadrilateral(area)
        if outline is not None:
            inner = cv2.erode(area, np.ones((7, 7), np.uint8)) > 0
            if inner.sum() > 100:
                return inner, outline
    return None


def _even_areas(small: RGB) -> NDArray[np.uint8]:
    """Where the picture is nearly grey and does not change from place to place, uint8 [h, w], 0 or 1."""
    logs = np.log(cv2.GaussianBlur(linear_from_srgb(small), (0, 0), 1.5) + 0.004)
    reach = np.ones((5, 5), np.uint8)
    change = np.asarray(cv2.dilate(logs, reach) - cv2.erode(logs, reach)).max(axis=2)
    colour = np.abs(logs[..., [0, 2]] - logs[..., [1]]).max(axis=2)
    return np.asarray((change < _STEP) & (colour < _GREYEST), np.uint8)


def _quadrilateral(area: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """The corners of an area that has four, float32 [4, 2]; ``None`` for faces, and walls reaching the border."""
    closed = cv2.morphologyEx(area, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    height, width = area.shape
    x, y, wide, high = cv2.boundingRect(hull)
    # A wall, unlike a card, goes on beyond the picture.
    if x <= 3 or y <= 3 or x + wide >= width - 3 or y + high >= height - 3:
        return None
    for slack in (0.02, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, slack * cv2.arcLength(hull, closed=True), closed=True)
        if len(corners) == 4:
            covered = float(closed.sum()) / max(1.0, float(cv2.contourArea(corners)))
            return corners[:, 0].astype(np.float32) if _SQUARE < covered < 2 - _SQUARE else None
    return None
