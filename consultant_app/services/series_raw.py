"""Raw measures of a criterion whose zones lie on several photos: of each photo alone, then over all of them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea
from consultant_app.imaging.raw_measures import Measured, raw_measure

_SUMS = ("blemishes", "folds")
"""Criteria whose raw measure counts or adds up lengths; the others' is a mean over the skin."""


def raw_of(key: str, measured: Measured, zones: AbstractSet[Zone], *, whole: bool = True) -> float | None:
    """The raw measure of a criterion over some of its zones; off ``whole``, never over the skin around them."""
    area, own = measured.area, CRITERIA[key].zones
    only = {zone: mask for zone, mask in area.zones.items() if zone in zones or zone not in own}
    skin = area.skin if whole or key not in WHOLE_FACE else np.logical_or.reduce([only[zone] for zone in zones])
    return raw_measure(key, replace(measured, area=ScoredArea(skin, only)))


def raw_over(key: str, parts: Sequence[tuple[float | None, float]]) -> float | None:
    """The raw measure over all photos, summed or averaged as its unit asks for.

    Args:
        key: The criterion.
        parts: Of each photo, its raw measure, if there is one, and how much skin was seen there (mm2).
    """
    known = [(value, size) for value, size in parts if value is not None]
    if not known:
        return None
    values, sizes = zip(*known, strict=True)
    return round(sum(values) if key in _SUMS else float(np.average(values, weights=sizes)), 3)
