"""Does a map lie where the thing lies? The pointing game and the area under precision and recall, on skin."""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import Map

Mask = NDArray[np.bool_]


def pointing(
    heat: Map, mask: Mask, skin: Mask, random: np.random.Generator, reach: int = 1
) -> tuple[float, float]:
    """The pointing game (Zhang et al. 2018): does the maximum of a map fall on what was drawn or circled?

    Args:
        heat: The map, float [M, M].
        mask: Where the thing is, bool [M, M].
        skin: Where a point may fall, bool [M, M].
        random: Breaks ties of the maximum, so that a flat map hits by chance only.
        reach: Cells by which a point may miss the mask (the game's authors allow 15 pixels); one cell is 1.5 mm.

    Returns:
        ``(hit, expected)``: 1.0 or 0.0, and the chance that a random point on the skin hits the same target.

    Raises:
        ValueError: there is no skin to point at.
    """
    if not skin.any():
        raise ValueError("no skin to point at")
    side = 2 * reach + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    target = cv2.dilate(mask.astype(np.uint8), disc)[skin] > 0
    values = heat[skin]
    best = np.flatnonzero(values == values.max())
    return float(target[random.choice(best)]), float(target.mean())


def average_precision(heat: Map, mask: Mask, skin: Mask) -> float:
    """Area under precision and recall of a map against a mask, over the skin (as a step function, ties together).

    Chance is the mask's share of the skin.

    Raises:
        ValueError: the mask has no cell on the skin.
    """
    values, inside = heat[skin], mask[skin]
    if not inside.any():
        raise ValueError("the mask has no cell on the skin")
    order = np.argsort(-values, kind="stable")
    values, hits = values[order], np.cumsum(inside[order])
    # A threshold lies only between different values: cells that the map does not tell apart come together.
    ends = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)
    precision = hits[ends] / (ends + 1)
    recall = hits[ends] / hits[-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))
