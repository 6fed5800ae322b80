"""A photograph together with what was found on it, in one set of coordinates.

Pixel arrays are data here: the domain neither decodes, warps nor draws them.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis, FaceView
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
class SidePhoto:
    """A three-quarter photo, and where on it was seen what the front photo hides.

    Attributes:
        view: Which side of the face it shows.
        rgb: The upright photo uint8 [H, W, 3].
        evidence: Maps of the criteria with a zone that was read from it, 0 in all other zones.
        zone_polygons: Zone -> float32 [N, 2], pixels of ``rgb``.
    """

    view: FaceView
    rgb: RGB
    evidence: EvidenceMaps
    zone_polygons: dict[Zone, NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class AnalysedPhoto:
    """A photo, what was said about it, and where on the photo it was seen.

    Attributes:
        rgb: The upright photo uint8 [H, W, 3].
        analysis: The result.
        evidence: The maps behind the scores.
        zone_polygons: Zone -> float32 [N, 2], photo pixels. ``Zone.FACE`` is the face oval.
        landmarks: float32 [478, 3], photo pixels, of a photo just analysed; not kept with a visit, then ``None``.
        sides: The three-quarter photos that belong to it, at most one a side.
    """

    rgb: RGB
    analysis: Analysis
    evidence: EvidenceMaps
    zone_polygons: dict[Zone, NDArray[np.float32]]
    landmarks: NDArray[np.float32] | None = None
    sides: tuple[SidePhoto, ...] = ()

    @property
    def views(self) -> tuple[FaceView, ...]:
        """The views there are, the front one first."""
        return (FaceView.FRONT, *(side.view for side in self.sides))

    def seen_from(self, view: FaceView) -> "AnalysedPhoto":
        """The same analysis on the photo of one view, by itself.

        Raises:
            KeyError: there is no such photo.
        """
        if view is FaceView.FRONT:
            return replace(self, sides=())
        for side in self.sides:
            if side.view is view:
                return AnalysedPhoto(side.rgb, self.analysis, side.evidence, side.zone_polygons)
        raise KeyError(view)
