"""A photograph together with what was found on it, in one set of coordinates.

Pixel arrays are data here: the domain neither decodes, warps nor draws them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.criteria import Zone

RGB = NDArray[np.uint8]
"""Image uint8 [height, width, 3], sRGB."""

Map = NDArray[np.float32]
"""Map float32 [height, width]; evidence maps lie in 0..1 on an absolute scale."""


@dataclass(frozen=True, eq=False)
class EvidenceMaps:
    """The maps that the scores are pooled from, in the aligned crop's coordinates.

    Attributes:
        maps: Criterion key -> float32 [S, S], 0..1, absolute scale (comparable between visits).
        crop_from_photo: float64 [2, 3], maps photo pixels (x, y, 1) to map pixels (x, y).
        skin: Visible skin on the grid of the maps, bool [S, S]; ``None`` in visits kept before it was.
        map_per_mm: Map pixels per millimetre of skin; ``None`` in visits kept before it was.
    """

    maps: dict[str, Map]
    crop_from_photo: NDArray[np.float64]
    skin: NDArray[np.bool_] | None = None
    map_per_mm: float | None = None


@dataclass(frozen=True, eq=False)
class AnalysedPhoto:
    """A photo, what was said about it, and where on the photo it was seen.

    Attributes:
        rgb: The upright photo uint8 [H, W, 3].
        analysis: The result.
        evidence: The maps behind the scores.
        zone_polygons: Zone -> float32 [N, 2], photo pixels. ``Zone.FACE`` is the face oval.
        landmarks: float32 [478, 3], photo pixels, of a photo just analysed; not kept with a visit, then ``None``.
    """

    rgb: RGB
    analysis: Analysis
    evidence: EvidenceMaps
    zone_polygons: dict[Zone, NDArray[np.float32]]
    landmarks: NDArray[np.float32] | None = None
