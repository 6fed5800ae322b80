"""The picture behind the sliders: layers summed, one exponential, one product, over arrays that are made once.

Moving a slider touches its own layer's box only. The sum of all the others in that box is taken once when the
slider starts to move, so a frame costs one multiply-add, one exponential and one product, and rounding cannot pile
up.
"""

from collections.abc import Iterable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import NO_BOX, Box
from consultant_app.domain.photo import RGB
from consultant_app.imaging.jaw_warp import JawWarp, Warper
from consultant_app.imaging.layers import AttributeLayer

WARPED = "firmness"
"""The criterion that moves pixels instead of changing their light."""


def composed(
    photo: RGB,
    layers: Iterable[AttributeLayer],
    box: Box,
    settings: Mapping[str, float],
    warp: JawWarp | None = None,
) -> RGB:
    """One picture, for a file: layers are added as they come and none is kept, so a large photo needs little room.

    Args:
        photo: uint8 [H, W, 3]; left unchanged.
        layers: Those that are set; each lies in ``box``.
        box: What they cover together.
        settings: Criterion -> -1..1.
        warp: How the jaw line moves, where it does.

    Returns:
        A new uint8 [H, W, 3].
    """
    out = photo.copy()
    total = np.zeros((box.height, box.width, 3), np.float32)
    for layer in layers:
        part = total[layer.box.seen_from(box).where]
        cv2.scaleAdd(layer.log, settings.get(layer.key, 0.0), part, part)
    if not box.empty:
        cv2.exp(total, total)
        cv2.multiply(photo[box.where], total, out[box.where], 1.0, cv2.CV_8U)
    setting = settings.get(WARPED, 0.0)
    if warp is not None and setting != 0:
        Warper(warp).apply(out.copy(), out, setting)
    return out


class Composer:
    """One photo with its layers. From one thread at a time.

    Args:
        photo: uint8 [H, W, 3]; left unchanged.
        layers: What each criterion adds; kept as they are, not copied.
        warp: How the jaw line moves, where it does.
    """

    def __init__(self, photo: RGB, layers: Iterable[AttributeLayer], warp: JawWarp | None = None) -> None:
        self._photo = photo
        self._layers = {layer.key: layer for layer in layers}
        self._warper = None if warp is None else Warper(warp)
        self._now = dict.fromkeys(self.keys, 0.0)
        self._whole = NO_BOX
        for layer in self._layers.values():
            self._whole = self._whole.joined(layer.box)
        room = (self._whole.height, self._whole.width, 3)
        self._others, self._sum = np.zeros(room, np.float32), np.zeros(room, np.float32)
        self._moving: frozenset[str] = frozenset()
        self._lit = photo.copy()
        # Without a warp the lit photo is the picture, and one copy a frame is saved.
        self._picture = self._lit if self._warper is None else photo.copy()

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria that can be set."""
        return (*self._layers, *((WARPED,) if self._warper is not None else ()))

    @property
    def image(self) -> RGB:
        """The picture uint8 [H, W, 3]: always the same array, written anew by ``show``; copy it to keep it."""
        return self._picture

    def show(self, settings: Mapping[str, float]) -> Box:
        """Bring the picture to these settings; a criterion that is not named is at 0.

        Returns:
            The box that was drawn anew; empty when nothing changed.

        Raises:
            KeyError: a criterion that has no layer is set to other than 0.
        """
        wanted = {key: float(settings.get(key, 0.0)) for key in self._now}
        unknown = [key for key, value in settings.items() if value and key not in wanted]
        if unknown:
            raise KeyError(unknown[0])
        changed = frozenset(key for key, value in wanted.items() if value != self._now[key])
        self._now = wanted
        drawn = self._light(changed - {WARPED})
        if self._warper is not None:
            drawn = self._move(self._warper, drawn, moved=WARPED in changed)
        return drawn

    def _light(self, changed: frozenset[str]) -> Box:
        if not changed:
            return NO_BOX
        if not changed <= self._moving:
            self._moving = changed
            self._gather_others()
        box = self._moving_box()
        inner = box.seen_from(self._whole).where
        total = self._sum[inner]
        np.copyto(total, self._others[inner])
        for key in sorted(self._moving):
            self._add(key, total, box)
        cv2.exp(total, total)
        cv2.multiply(self._photo[box.where], total, self._lit[box.where], 1.0, cv2.CV_8U)
        return box

    def _gather_others(self) -> None:
        """The sum of the layers that rest, in the box of those that move."""
        box = self._moving_box()
        rest = self._others[box.seen_from(self._whole).where]
        rest[...] = 0
        for key in self._layers.keys() - self._moving:
            self._add(key, rest, box)

    def _add(self, key: str, total: NDArray[np.float32], box: Box) -> None:
        """Add a layer at its setting to a sum over ``box``."""
        layer, setting = self._layers[key], self._now[key]
        common = layer.box.common(box)
        if setting == 0 or common.empty:
            return
        part = total[common.seen_from(box).where]
        cv2.scaleAdd(layer.log[common.seen_from(layer.box).where], setting, part, part)

    def _moving_box(self) -> Box:
        box = NO_BOX
        for key in self._moving:
            box = box.joined(self._layers[key].box)
        return box

    def _move(self, warper: Warper, drawn: Box, *, moved: bool) -> Box:
        """Bring what was lit anew, and the jaw line, into the picture."""
        setting = self._now[WARPED]
        warped = moved or (setting != 0 and not drawn.common(warper.box).empty)
        fresh = drawn.joined(warper.box) if warped else drawn
        np.copyto(self._picture[fresh.where], self._lit[fresh.where])
        if warped and setting != 0:
            warper.apply(self._lit, self._picture, setting)
        return fresh
