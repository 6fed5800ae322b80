"""What can be counted on a heat map: separate marks and lines, and the share of skin that shows the attribute."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import Map
from consultant_app.imaging.evidence import SEEN


def seen_share(heat: Map, area: NDArray[np.bool_]) -> float:
    """Share of the area, 0..1, whose evidence counts; 0 of no area."""
    return float((heat[area] > SEEN).mean()) if area.any() else 0.0


def count_findings(heat: Map, area: NDArray[np.bool_], least_extent: float = 0.0) -> int:
    """Number of separate findings: regions of evidence that counts, touching pixels (8-neighbours) joined.

    Args:
        heat: Heat map float32 [M, M], absolute scale.
        area: Pixels that count, bool [M, M].
        least_extent: Diagonal in map pixels below which a region is a speck and no finding.
    """
    seen = ((heat > SEEN) & area).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    # The first is the ground.
    return sum(
        math.hypot(int(region[cv2.CC_STAT_WIDTH]), int(region[cv2.CC_STAT_HEIGHT])) >= least_extent
        for region in stats[1:]
    )
