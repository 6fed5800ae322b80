"""Rendered faces as plain arrays: what the explanations and the classical baselines are held against."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.evaluation.frame import Mask
from consultant_app.training.evaluation.places import judged_pairs
from consultant_app.training.render.scene import CHANNELS

DRAWN = 0.3
"""Truth from which a cell counts as drawn."""

_FEWEST_CELLS, _LARGEST_SHARE = 12, 0.9
"""A mask smaller than that is a matter of luck, a larger one is the whole face: neither can be pointed at."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Rendered faces whose truth is absolute (nothing of their own beside what was drawn).

    Attributes:
        photos: uint8 [N, 640, 640, 3], one photo a face.
        truth: uint8 [N, C, 160, 160], 255 is 1.0.
        skin: uint8 [N, 160, 160], above 127 is skin.
        zones: uint16 [N, 160, 160], bit i stands for ``FACE_ZONES[i]``.
        identities: Name of the face of each photo, for the intervals.
        channels: Names of the C channels, all or some of the network's ``CHANNELS``.
    """

    photos: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    skin: NDArray[np.uint8]
    zones: NDArray[np.uint16]
    identities: tuple[str, ...]
    channels: tuple[str, ...] = CHANNELS

    def skin_of(self, index: int) -> Mask:
        """Visible skin of one face, bool [160, 160]."""
        return np.asarray(self.skin[index] > 127)

    def mask(self, index: int, channel: int) -> Mask:
        """Where a channel is drawn on the skin, bool [160, 160]."""
        return np.asarray(self.truth[index, channel] > 255 * DRAWN) & self.skin_of(index)


def every_identity_in_turn(drawn: Drawn, seed: int) -> list[int]:
    """All photos in an order of which any beginning spreads over the identities."""
    random = np.random.default_rng(seed)
    waiting: dict[str, list[int]] = {}
    for index in random.permutation(len(drawn.identities)):
        waiting.setdefault(drawn.identities[index], []).append(int(index))
    order: list[int] = []
    while len(order) < len(drawn.identities):
        order += [left.pop() for left in waiting.values() if left]
    return order


def choose(drawn: Drawn, most: int, seed: int) -> dict[str, list[int]]:
    """At most ``most`` photos for each channel: those with a mask fit to be pointed at.

    All channels draw from one order, so that few photos serve many channels.
    """
    chosen: dict[str, list[int]] = {name: [] for name in drawn.channels}
    for index in every_identity_in_turn(drawn, seed):
        skin = drawn.skin_of(index)
        for channel, name in enumerate(drawn.channels):
            cells = int(drawn.mask(index, channel).sum())
            if _FEWEST_CELLS <= cells <= _LARGEST_SHARE * skin.sum() and len(chosen[name]) < most:
                chosen[name].append(index)
    return chosen


def drawn_of(sets: Sequence[RenderedSet], most: int, channels: Sequence[str] = CHANNELS) -> Drawn:
    """First photographs of at most ``most`` pairs (see ``judged_pairs``), in the channels asked for."""
    pairs = judged_pairs(sets, most)
    known = tuple(name for name in CHANNELS if name in channels)
    columns = [CHANNELS.index(name) for name in known]
    return Drawn(
        photos=np.stack([data.photos[index, 0] for data, index in pairs]),
        truth=np.stack([data.truth[index][columns] for data, index in pairs]),
        skin=np.stack([data.skin[index] for data, index in pairs]),
        zones=np.stack([data.zones[index] for data, index in pairs]),
        identities=tuple(data.facts[index].identity for data, index in pairs),
        channels=known,
    )
