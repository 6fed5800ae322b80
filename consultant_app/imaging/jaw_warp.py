"""Firmness of the oval by moving the photograph itself: the jaw line gives way at the jowls, or is drawn up again.

Slack skin hangs a third of the way from the mouth's corner to the angle of the jaw, downwards and a little
outwards.
What is seen at p lay at ``p - setting * shift(p)``: +1 lowers the border by as much as it was found to hang, -1
lifts it.
The shift has no corner and is 0 at the box's border, so the ground beyond the jaw is stretched softly and nothing
tears.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import Box, box_around
from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.mesh import LIPS, Landmarks, pixels_per_mm

_JOWLS = (((150, 136), -1.0), ((379, 365), 1.0))
"""Per side: mesh points on the border between which the jowl hangs, and which way is outwards on the photo."""

_FULL_MM = 5.5
"""How far the border hangs at the end of the scale, the amount that the scorer learned from."""
_OUTWARDS = 0.45
"""Outward share of the shift."""
_REACH_MM = 30.0
"""Where the shift has faded to nothing. At its steepest it changes by 0.3 a pixel at the end of the scale: no
fold."""
_LIPS_FADE_MM = 9.0
"""The shift fades over this way towards the lips, which stay as they are."""
_BORDER_FADE_PX = 24
"""Towards the border of the photo it fades, too: nothing lies beyond that could be drawn in."""


@dataclass(frozen=True, eq=False)
class JawWarp:
    """How the photo moves at setting +1.

    Attributes:
        box: The pixels that move; all others are left alone.
        shift_x, shift_y: float32 [box.height, box.width] pixels to the right and downwards; 0 on the box's border.
    """

    box: Box
    shift_x: Map
    shift_y: Map


def jaw_warp(points: Landmarks, shape: tuple[int, ...], severity: float) -> JawWarp | None:
    """The warp of one face.

    Args:
        points: Landmarks in photo pixels.
        shape: Height and width of the photo.
        severity: Firmness grade found, as a share of its scale, 0..1: a jaw line without slackness does not move.

    Returns:
        The warp, or ``None`` where nothing would move.
    """
    per_mm = pixels_per_mm(points)
    reach = _REACH_MM * per_mm
    jowls = [points[list(ids), :2].mean(axis=0) for ids, _ in _JOWLS]
    corners = np.concatenate([[jowl - reach, jowl + reach] for jowl in jowls])
    box = box_around(corners, shape)
    if severity <= 0 or box.empty:
        return None
    y, x = np.mgrid[box.y : box.y + box.height, box.x : box.x + box.width].astype(np.float32)
    held = _lip_share(points, box, _LIPS_FADE_MM * per_mm) * _border_share(box, shape)
    shift_x, shift_y = np.zeros_like(x), np.zeros_like(x)
    for jowl, (_, outwards) in zip(jowls, _JOWLS, strict=True):
        squared = ((x - jowl[0]) ** 2 + (y - jowl[1]) ** 2) / reach**2
        hang = severity * _FULL_MM * per_mm * np.clip(1 - squared, 0, 1) ** 3 * held
        shift_x += _OUTWARDS * outwards * hang
        shift_y += hang
    return JawWarp(box, shift_x, shift_y)


class Warper:
    """Moves a photo by any setting, over buffers that are made once. From one thread at a time."""

    def __init__(self, warp: JawWarp) -> None:
        self.box = warp.box
        self._warp = warp
        height, width = warp.shift_x.shape
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        self._x, self._y = x, y
        self._from_x, self._from_y = np.empty_like(x), np.empty_like(y)

    def apply(self, source: RGB, target: RGB, setting: float) -> None:
        """Write the moved pixels of the box from ``source`` to ``target``, both the whole photo uint8 [H, W, 3].

        Pixels that do not move are the source's, bit for bit.
        """
        where = self.box.where
        cv2.scaleAdd(self._warp.shift_x, -setting, self._x, self._from_x)
        cv2.scaleAdd(self._warp.shift_y, -setting, self._y, self._from_y)
        cv2.remap(
            source[where], self._from_x, self._from_y, cv2.INTER_CUBIC, target[where], cv2.BORDER_REFLECT_101
        )


def _lip_share(points: Landmarks, box: Box, fade: float) -> Map:
    """0 on the lips, 1 farther than ``fade`` pixels from them, float32 [h, w]."""
    free = np.full((box.height, box.width), 255, np.uint8)
    outline: NDArray[np.int32] = np.round(points[list(LIPS), :2] - (box.x, box.y)).astype(np.int32)
    cv2.fillPoly(free, [outline], 0)
    if free.all():
        return np.ones(free.shape, np.float32)
    away = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_5)
    share = np.clip(away / fade, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _border_share(box: Box, shape: tuple[int, ...]) -> Map:
    """0 on the photo's border, 1 further inside, float32 [h, w]."""
    y, x = np.arange(box.y, box.y + box.height), np.arange(box.x, box.x + box.width)
    near_y, near_x = np.minimum(y, shape[0] - 1 - y), np.minimum(x, shape[1] - 1 - x)
    share = np.clip(np.minimum(near_y[:, None], near_x[None]) / _BORDER_FADE_PX, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
