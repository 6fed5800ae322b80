"""From evidence maps to grades: which pixels count."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.domain.photo import EvidenceMaps, Map
from consultant_app.imaging.alignment import CROP_SIZE, Affine

SEEN = 0.4
"""Evidence from which a pixel counts as showing the attribute: one limit for raw measures and explanations."""

_LEAST_VISIBLE = 0.4
"""Share of a zone that must be skin, or the zone is hidden."""

_TURNED_AWAY = 0.25
"""A side zone projected smaller than this share of its twin is turned away."""

_MEAN_CROP_PER_MM = 2.6
"""Crop pixels per millimetre of a face of mean size (see ``alignment.CROP_SIZE``)."""

_FINER, _HALF = 4, 128
"""Zones are drawn four times finer than the map, as on the crop that was analysed, and then halved by area."""

_TWINS: dict[Zone, Zone] = {
    zone: Zone(zone.value.replace("_left", "_right") if "_left" in zone else zone.value.replace("_right", "_left"))
    for zone in FACE_ZONES
    if zone.value.endswith(("_left", "_right"))
}


@dataclass(frozen=True, eq=False)
class ScoredArea:
    """Pixels of the map grid that count.

    Attributes:
        skin: bool [M, M], visible skin.
        zones: Zone -> bool [M, M], visible skin of the zone; missing where the zone is hidden.
    """

    skin: NDArray[np.bool_]
    zones: dict[Zone, NDArray[np.bool_]]


def scored_area(skin: NDArray[np.bool_], zones: dict[Zone, NDArray[np.bool_]], map_size: int) -> ScoredArea:
    """Reduce skin and zones of the crop to the map grid and leave hidden zones out."""
    small_skin = reduce_mask(skin, map_size)
    seen = {}
    for zone, area in zones.items():
        twin = _TWINS.get(zone, zone)
        if area.sum() < _TURNED_AWAY * zones[twin].sum():
            continue
        visible = reduce_mask(area, map_size) & small_skin
        whole = reduce_mask(area, map_size).sum()
        # The oval holds eyes, brows and lips, so the face as a whole is never all skin.
        least = _LEAST_VISIBLE * (0.6 if zone is Zone.FACE else 1.0)
        if whole and visible.sum() >= max(8, least * whole):
            seen[zone] = visible
    return ScoredArea(small_skin, seen)


def reduce_mask(mask: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """A mask on a coarser grid: pixels at least half covered."""
    small = cv2.resize(mask.astype(np.float32), (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small >= 0.5)


WHOLE_FACE = ("blemishes",)
"""Criteria whose grade counts all visible skin, beside the grades of their zones: a blemish on the jaw line or
beside the mouth is one that client and expert see, though no zone of the criterion holds it."""


def criterion_area(key: str, area: ScoredArea) -> NDArray[np.bool_]:
    """Pixels that a criterion's grade is pooled over, bool [M, M]; none where all its zones are hidden."""
    zones = [area.zones[zone] for zone in CRITERIA[key].zones if zone in area.zones]
    if not zones:
        return np.zeros(area.skin.shape, np.bool_)
    return area.skin if key in WHOLE_FACE else np.logical_or.reduce(zones)


def criterion_map(key: str, evidence: Map, area: ScoredArea) -> Map:
    """The heat map of a criterion: its evidence where it is scored, 0 elsewhere, float32 [M, M], 0..1."""
    return np.where(criterion_area(key, area), evidence, 0).astype(np.float32)


def deviation(log_variance: Map, where: NDArray[np.bool_]) -> float:
    """Predicted standard deviation of the mean evidence over some pixels of the map grid.

    Cells of one photo share its camera and light, so their variances are averaged, not divided by their number.
    """
    return float(np.sqrt(np.exp(log_variance[where]).mean()))


def map_from_photo(crop_from_photo: Affine, crop_size: int, map_size: int) -> Affine:
    """Photo pixels -> map pixels, pixel centres on whole numbers in both."""
    scale = map_size / crop_size
    out = crop_from_photo * scale
    out[:, 2] += (scale - 1) / 2
    return out


def map_in_mm(evidence: EvidenceMaps) -> float:
    """Map pixels per millimetre; where it was not kept, those of a mean face, as all faces fill the crop."""
    if evidence.map_per_mm is not None:
        return evidence.map_per_mm
    size = int(next(iter(evidence.maps.values())).shape[0])
    return _MEAN_CROP_PER_MM * size / CROP_SIZE


def area_on_map(evidence: EvidenceMaps, polygons: dict[Zone, NDArray[np.float32]]) -> ScoredArea:
    """The zones of an analysed photo on the grid of its maps, hidden ones included.

    Where visible skin was not kept, the oval of the face stands for it.

    Args:
        evidence: At least one map, and the way there from the photo.
        polygons: Zone -> float32 [N, 2], photo pixels.
    """
    size = next(iter(evidence.maps.values())).shape[0]
    fine = size * _FINER
    # From map pixels to finer ones, pixel centres on whole numbers in both.
    to_fine = evidence.crop_from_photo * _FINER
    to_fine[:, 2] += (_FINER - 1) / 2
    zones = {}
    for zone, polygon in polygons.items():
        mask = np.zeros((fine, fine), np.uint8)
        cv2.fillPoly(mask, [np.round(polygon @ to_fine[:, :2].T + to_fine[:, 2]).astype(np.int32)], 255)
        # Eight bits are enough to tell whether half of a map pixel's sixteen is covered, and three times as fast.
        zones[zone] = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA) >= _HALF
    nothing = np.zeros((size, size), np.bool_)
    skin = evidence.skin if evidence.skin is not None else zones.get(Zone.FACE, nothing)
    return ScoredArea(skin, {zone: np.asarray(mask & skin) for zone, mask in zones.items()})
