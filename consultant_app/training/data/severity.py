"""What a grade means: the written definition that ties rendered truth to the expert scales.

A criterion's grade in a zone is linear in the mean truth of its layer over the visible skin of the zone:
``grade = grade_max * min(1, mean truth / FULL)``. Truth is the square root of the drawn amount over a full one
(see ``render``), so grades follow the eye's compression and an area counts by its extent and by its strength, as
the panels' photographic scales do. ``FULL`` is the mean truth of the marked end of the rendered range: the 97th
percentile over all zones on which the attribute is drawn, measured on 800 rendered faces and then fixed.
"""

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone

CHANNEL_OF = {
    "forehead_lines": "lines",
    "frown_lines": "lines",
    "crows_feet": "lines",
    "under_eye_lines": "lines",
    **{
        key: key
        for key in (
            "folds", "texture", "pores", "dark_spots", "tone_evenness", "redness", "blemishes", "dark_circles",
            "eye_bags", "shine", "firmness",
        )
    },
}  # fmt: skip
"""Criterion -> evidence map it is read from."""

FULL = {
    "forehead_lines": 0.235, "frown_lines": 0.188, "crows_feet": 0.255, "under_eye_lines": 0.350, "folds": 0.141,
    "texture": 0.760, "pores": 0.818, "dark_spots": 0.082, "tone_evenness": 0.516, "redness": 0.534,
    "blemishes": 0.450, "dark_circles": 0.654, "eye_bags": 0.408, "shine": 0.276, "firmness": 0.277,
}  # fmt: skip
"""Mean truth of a zone at the marked end of the scale."""


def zone_means(
    values: NDArray[np.float32], skin: NDArray[np.bool_], bits: NDArray[np.uint16]
) -> dict[Zone, float]:
    """Mean of a map [M, M] over the visible skin of each zone; zones less than 40 % visible are left out."""
    means: dict[Zone, float] = {}
    for index, zone in enumerate(FACE_ZONES):
        area = (bits >> index) & 1 == 1
        seen = area & skin
        if seen.sum() >= max(8, 0.4 * area.sum()):
            means[zone] = float(values[seen].mean())
    if skin.any():
        means[Zone.FACE] = float(values[skin].mean())
    return means


def grade_from_truth(key: str, mean_truth: float, full: float) -> float:
    """Grade of a zone from the mean truth of its layer."""
    return CRITERIA[key].grade_max * min(1.0, mean_truth / full)
