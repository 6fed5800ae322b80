"""Use case: say why each score is what it is, from the maps that it was read from.

Everything is taken from an ``AnalysedPhoto``, so last year's visit is explained by the same code as today's.
"""

from dataclasses import replace

from consultant_app.domain.analysis import Analysis, CriterionResult, State
from consultant_app.domain.criteria import Zone
from consultant_app.domain.explanation import Explanation, PartShare, Patch, ZoneShare
from consultant_app.domain.photo import RGB, AnalysedPhoto, Map
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea, area_on_map, criterion_area, map_in_mm
from consultant_app.imaging.findings import count_findings, seen_share
from consultant_app.imaging.patches import heaviest_places
from consultant_app.services.scoring import RADIANCE_PARTS

LINES = ("forehead_lines", "frown_lines", "crows_feet", "under_eye_lines")
COUNTED = (*LINES, "dark_spots", "blemishes")
"""Criteria whose findings are things apart; of the others only the share of the skin means something."""

_LEAST_LINE_MM = 3.0
"""Evidence shorter than this is a speck and no line."""

_CLOSE_UP_MM = {
    "forehead_lines": 24.0,
    "frown_lines": 18.0,
    "crows_feet": 18.0,
    "under_eye_lines": 16.0,
    "folds": 26.0,
    "texture": 14.0,
    "pores": 11.0,
    "dark_spots": 13.0,
    "tone_evenness": 28.0,
    "redness": 24.0,
    "blemishes": 13.0,
    "dark_circles": 22.0,
    "eye_bags": 22.0,
    "firmness": 34.0,
    "shine": 18.0,
}
"""Side of a close-up: what is looked for fills a good part of it, with enough skin around to compare."""


def explain_all(photo: AnalysedPhoto) -> dict[str, Explanation]:
    """Criterion key -> why it has its score, in the order of the analysis. Any thread; some 20 milliseconds."""
    area = area_on_map(photo.evidence, photo.zone_polygons) if photo.evidence.maps else None
    return {result.key: _explained(photo, result, area) for result in photo.analysis.criteria}


def close_up(rgb: RGB, patch: Patch) -> RGB:
    """The patch at the photo's full resolution, uint8 [side, side, 3]; a view of ``rgb``, not a copy."""
    return rgb[patch.box.where]


def _explained(photo: AnalysedPhoto, result: CriterionResult, area: ScoredArea | None) -> Explanation:
    if result.state is not State.OK:
        return Explanation(result.key, result.state, result.reason, None, result.raw)
    heat = photo.evidence.maps.get(result.key)
    composed = result.key == "radiance"
    if composed or heat is None or area is None:
        shares = _graded_shares(result, area)
        parts = _parts(photo.analysis) if composed else ()
        return Explanation(result.key, result.state, None, result.score, result.raw, shares, parts)
    seen = ScoredArea(area.skin, {zone: area.zones[zone] for zone in _seen(result) if zone in area.zones})
    where = criterion_area(result.key, seen)
    counted = result.key in COUNTED
    least = _LEAST_LINE_MM * map_in_mm(photo.evidence) if result.key in LINES else 0.0
    explanation = Explanation(
        key=result.key,
        state=result.state,
        reason=None,
        score=result.score,
        raw=result.raw,
        shares=_spread_shares(heat, seen) if result.key in WHOLE_FACE else _graded_shares(result, seen),
        findings=count_findings(heat, where, least) if counted else None,
        area_share=seen_share(heat, where),
    )
    if explanation.nothing_seen:
        return replace(explanation, shares=())
    return replace(explanation, patches=_patches(photo, result.key, heat * where, seen))


def _seen(result: CriterionResult) -> tuple[Zone, ...]:
    return tuple(zone.key for zone in result.zones if zone.grade is not None)


def _graded_shares(result: CriterionResult, area: ScoredArea | None) -> tuple[ZoneShare, ...]:
    """A grade is the mean of its zones' grades, weighted with their visible skin: so are the shares of it."""
    weights = {}
    for zone in result.zones:
        if zone.grade is not None:
            size = 1.0 if area is None or zone.key not in area.zones else float(area.zones[zone.key].sum())
            weights[zone.key] = zone.grade * size
    return _normalised(weights)


def _spread_shares(heat: Map, area: ScoredArea) -> tuple[ZoneShare, ...]:
    """A grade read from all visible skin is shared out as its evidence; what lies in no zone is the face's."""
    left = heat * area.skin
    weights = {}
    for zone, mask in area.zones.items():
        weights[zone] = float(left[mask].sum())
        left[mask] = 0  # what two zones hold is counted once
    weights[Zone.FACE] = float(left.sum())
    return _normalised(weights)


def _normalised(weights: dict[Zone, float]) -> tuple[ZoneShare, ...]:
    total = sum(weights.values())
    if total <= 0:
        return ()
    shares = [
        ZoneShare(zone, weight / total) for zone, weight in weights.items() if zone is not Zone.FACE or weight
    ]
    return tuple(sorted(shares, key=lambda share: -share.share))


def _parts(analysis: Analysis) -> tuple[PartShare, ...]:
    """Radiance lies below 100 by the weighted grades of its components."""
    weights = {}
    for key, weight in RADIANCE_PARTS.items():
        part = analysis.criterion(key)
        weights[key] = weight * (part.grade or 0.0) / part.grade_max
    total = sum(weights.values())
    if total <= 0:
        return ()
    return tuple(
        sorted((PartShare(key, value / total) for key, value in weights.items()), key=lambda part: -part.share)
    )


def _patches(photo: AnalysedPhoto, key: str, heat: Map, area: ScoredArea) -> tuple[Patch, ...]:
    to_map = photo.evidence.crop_from_photo
    map_per_photo = abs(float(to_map[0, 0] * to_map[1, 1] - to_map[0, 1] * to_map[1, 0])) ** 0.5
    side = _CLOSE_UP_MM[key] * map_in_mm(photo.evidence) / map_per_photo
    return tuple(
        Patch(
            place.box,
            next((zone for zone, mask in area.zones.items() if mask[place.middle]), Zone.FACE),
            place.share,
        )
        for place in heaviest_places(heat, to_map, photo.rgb.shape, side)
    )
