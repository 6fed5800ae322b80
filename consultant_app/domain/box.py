"""An upright rectangle of whole pixels: the part of a photograph that something touches."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    """Left and top pixel, width and height; empty where width or height is 0."""

    x: int
    y: int
    width: int
    height: int

    @property
    def where(self) -> tuple[slice, slice]:
        """Rows and columns, to index an image with."""
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)

    @property
    def empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.width <= 0 or self.height <= 0

    def joined(self, other: Self) -> "Box":
        """The smallest box that holds both; an empty one adds nothing."""
        if self.empty or other.empty:
            return other if self.empty else self
        left, top = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Box(left, top, right - left, bottom - top)

    def common(self, other: Self) -> "Box":
        """What lies in both; empty where nothing does."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Box(left, top, max(0, right - left), max(0, bottom - top))

    def seen_from(self, outer: Self) -> "Box":
        """The same pixels counted from the corner of ``outer``."""
        return Box(self.x - outer.x, self.y - outer.y, self.width, self.height)


NO_BOX = Box(0, 0, 0, 0)
"""The empty box."""


def box_around(points: NDArray[np.floating], shape: tuple[int, ...]) -> Box:
    """The pixels around points [N, 2] (x, y) that lie in an image of ``shape`` [height, width, ...]."""
    low, high = np.floor(points.min(axis=0)).astype(int), np.ceil(points.max(axis=0)).astype(int) + 1
    whole = Box(0, 0, shape[1], shape[0])
    return Box(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])).common(whole)
