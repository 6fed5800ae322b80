"""Where a criterion's illustration may change the skin: the visible skin of its zones, fading out inside."""

from collections.abc import Iterable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import Map
from consultant_app.imaging.evidence import WHOLE_FACE, scored_area

_SEEN_GRID = 160
"""Grid on which a zone is found hidden, the one of the scores: what is not scored is not illustrated."""

_MARGIN_PX = 3.0
"""Crop pixels (some 1 mm) along the border that stay exactly 0: corners are rounded to whole pixels on crop and
photo apart, and interpolation between them must carry nothing across."""

_FADE_SHARE = 0.35
"""The fade takes at most this share of the way from the border to the middle: narrow zones keep a core that
changes fully. What fades is what a slider leaves undone, so no fade is longer than it must be to be unseen."""

_BROAD = ("tone_evenness", "redness", "dark_circles", "eye_bags", "shine")
_BROAD_FADE_PX, _FINE_FADE_PX = 12.0, 4.0
"""Longest fade in crop pixels (some 4.5 and 1.5 mm): where broad colour changes an edge would show, where lines or
spots go it does not."""


def attribute_masks(
    keys: Iterable[str], skin: NDArray[np.bool_], zones: Mapping[Zone, NDArray[np.bool_]]
) -> dict[str, Map]:
    """Weight of each criterion's layer on the aligned crop.

    Args:
        keys: The criteria.
        skin: Visible skin bool [S, S]: no hair, eyes, brows, lips.
        zones: Zone -> bool [S, S].

    Returns:
        Criterion -> float32 [S, S], 0..1, exactly 0 outside its zones and off the skin; without the criteria whose
        zones are all hidden.
    """
    seen = scored_area(skin, dict(zones), _SEEN_GRID).zones
    out = {}
    for key in keys:
        shown = [zones[zone] for zone in CRITERIA[key].zones if zone in seen]
        if not shown:
            continue
        # Zones that touch are joined before the fade: no seam runs between cheek and nose.
        area = zones[Zone.FACE] if key in WHOLE_FACE else np.logical_or.reduce(shown)
        mask = _faded(area & skin, _BROAD_FADE_PX if key in _BROAD else _FINE_FADE_PX)
        if mask is not None:
            out[key] = mask
    return out


def _faded(area: NDArray[np.bool_], longest: float) -> Map | None:
    # A frame of one pixel: at the crop's own border the mask fades, too.
    inside = np.pad(area.astype(np.uint8), 1)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1] - _MARGIN_PX
    deepest = float(depth.max())
    if deepest <= 0:
        return None
    share = np.clip(depth / min(longest, _FADE_SHARE * deepest), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
