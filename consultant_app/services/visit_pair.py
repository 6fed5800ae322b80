"""Two visits' photos laid over one another: aligned by the mesh, matched in colour, and what differs between."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import Box, box_around
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import RGB, AnalysedPhoto, Map
from consultant_app.imaging.alignment import (
    Affine,
    crop_transform,
    cut_out,
    similarity_onto,
    transform_points,
)
from consultant_app.imaging.difference_map import difference, difference_overlay, warped_map
from consultant_app.imaging.evidence import SEEN, ScoredArea, area_on_map, criterion_area, map_in_mm
from consultant_app.imaging.mesh import FACE_OVAL
from consultant_app.imaging.skin_match import COLOUR_CRITERIA, Match, skin_match

SIDE = 900
"""Pixels of the common square: what a half of the screen shows."""
_GRID = 180
"""Side of the grid that maps are compared on; a little finer than theirs, so that nothing is lost on the way."""


@dataclass(frozen=True, eq=False)
class _Placed:
    """A visit and the way from its photo to the common square."""

    photo: AnalysedPhoto
    square_from_photo: Affine

    @cached_property
    def grid_from_map(self) -> Affine:
        """From the pixels of its maps to those of the common grid, pixel centres on whole numbers."""
        to_grid = self.square_from_photo * (_GRID / SIDE)
        to_grid[:, 2] += (_GRID / SIDE - 1) / 2
        back = np.vstack([cv2.invertAffineTransform(self.photo.evidence.crop_from_photo), [0, 0, 1]])
        return np.asarray(to_grid @ back, np.float64)

    @cached_property
    def area(self) -> ScoredArea:
        """What of it is skin, on the grid of its own maps."""
        return area_on_map(self.photo.evidence, self.photo.zone_polygons)

    def on_grid(self, values: Map) -> Map:
        """A map of it on the common grid."""
        return warped_map(values, self.grid_from_map, _GRID)

    def where(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A mask of it on the common grid."""
        return self.on_grid(mask.astype(np.float32)) >= 0.5

    def unaffected(self) -> NDArray[np.bool_]:
        """Visible skin where no criterion of colour counts, on the common grid."""
        maps = self.photo.evidence.maps
        marks = [maps[key] for key in COLOUR_CRITERIA if key in maps]
        strongest = np.maximum.reduce(marks) if marks else np.zeros(self.area.skin.shape, np.float32)
        return self.where(self.area.skin & (strongest < SEEN))


class VisitPair:
    """Two visits of one face in one frame. Any thread, once made.

    Attributes:
        before: Photo of the earlier visit, uint8 [SIDE, SIDE, 3].
        after: Photo of the later one, aligned with it and in its light.
        match: What was done to the later one's colours.
        face: Where the face lies in both.
        keys: The criteria that have a map at both visits, in the product's order.
    """

    def __init__(
        self,
        before: AnalysedPhoto,
        after: AnalysedPhoto,
        landmarks: tuple[NDArray[np.float32], NDArray[np.float32]],
    ) -> None:
        """Align and match.

        Args:
            before: The earlier visit.
            after: The later one, its maps made by the same model.
            landmarks: float32 [478, 3] of both, in the pixels of their photos.
        """
        to_square = crop_transform(landmarks[0], SIDE)
        anchors = transform_points(landmarks[0], to_square)
        first = _Placed(before, to_square)
        second = _Placed(after, similarity_onto(landmarks[1], anchors))
        self._first, self._second = first, second
        self.before = cut_out(before.rgb, first.square_from_photo, SIDE)
        other = cut_out(after.rgb, second.square_from_photo, SIDE)
        self.match: Match = skin_match(self.before, other, first.unaffected() & second.unaffected())
        self.after = self.match.applied(other)
        self.face: Box = box_around(anchors[list(FACE_OVAL), :2], self.before.shape)
        common = before.evidence.maps.keys() & after.evidence.maps.keys()
        self.keys = tuple(key for key in CRITERIA if key in common)

    @property
    def matched(self) -> bool:
        """Whether the later photo could be brought into the light of the earlier."""
        return self.match.found

    def difference(self, key: str) -> Map:
        """How much more of a criterion is seen after than before, float32 [M, M], -1..1.

        Raises:
            KeyError: one of the visits has no map of it.
        """
        scored = [placed.where(criterion_area(key, placed.area)) for placed in (self._first, self._second)]
        seen = [placed.on_grid(placed.photo.evidence.maps[key]) for placed in (self._first, self._second)]
        evidence = self._first.photo.evidence
        # One pixel of the earlier visit's map in pixels of the grid.
        scale = float(np.sqrt(abs(np.linalg.det(self._first.grid_from_map[:, :2]))))
        return difference(seen[0], seen[1], scored[0] & scored[1], map_in_mm(evidence) * scale)

    def map_of(self, key: str) -> RGB:
        """The later photo without its colour, with what came and what went; raises as ``difference``."""
        return difference_overlay(self.after, self.difference(key))
