"""Use case: say why each score is what it is, from the maps that it was read from.

Everything is taken from an ``AnalysedPhoto``, so last year's visit is explained by the same code as today's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis, CriterionResult, FaceView, State
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

_MOST_PATCHES = 3

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


def main_view(explanation: Explanation, result: CriterionResult) -> FaceView:
    """The photo to show for a criterion where there is room for one: that of the heaviest place.

    Without places, the front one where the criterion was read from it at all.
    """
    if explanation.patches:
        return explanation.patches[0].view
    read_from = [zone.view for zone in result.zones if zone.grade is not None]
    return FaceView.FRONT if FaceView.FRONT in read_from or not read_from else read_from[0]


@dataclass(frozen=True, eq=False)
class _Part:
    """What of a criterion was read from one photo of the series.

    Attributes:
        photo: That photo.
        view: Which it is.
        heat: Its heat map, float32 [M, M].
        area: Its skin, and of its zones those that were read from it.
        where: What the grade is pooled over, bool [M, M].
    """

    photo: AnalysedPhoto
    view: FaceView
    heat: Map
    area: ScoredArea
    where: NDArray[np.bool_]

    @property
    def mm(self) -> float:
        """Map pixels per millimetre."""
        return map_in_mm(self.photo.evidence)

    @property
    def total(self) -> float:
        """Its evidence, summed over the skin in mm2."""
        return float((self.heat * self.where).sum()) / self.mm**2


def explain_all(photo: AnalysedPhoto) -> dict[str, Explanation]:
    """Criterion key -> why it has its score, in the order of the analysis. Any thread; some 20 milliseconds."""
    seen = {view: photo.seen_from(view) for view in photo.views}
    areas = {view: area_on_map(one.evidence, one.zone_polygons) for view, one in seen.items() if one.evidence.maps}
    return {result.key: _explained(result, seen, areas) for result in photo.analysis.criteria}


def close_up(rgb: RGB, patch: Patch) -> RGB:
    """The patch at full resolution, uint8 [side, side, 3]: no copy of ``rgb``, which is the photo of its view."""
    return rgb[patch.box.where]


def _explained(
    result: CriterionResult, seen: Mapping[FaceView, AnalysedPhoto], areas: Mapping[FaceView, ScoredArea]
) -> Explanation:
    if result.state is not State.OK:
        return Explanation(result.key, result.state, result.reason, None, result.raw)
    composed = result.key == "radiance"
    parts = () if composed else tuple(_parts_of(result, seen, areas))
    if not parts:
        front = areas.get(FaceView.FRONT)
        sizes = {} if front is None else {zone: float(mask.sum()) for zone, mask in front.zones.items()}
        shares = _graded_shares(result, sizes)
        composed_of = _composed_of(seen[FaceView.FRONT].analysis) if composed else ()
        return Explanation(result.key, result.state, None, result.score, result.raw, shares, composed_of)
    explanation = Explanation(
        key=result.key,
        state=result.state,
        reason=None,
        score=result.score,
        raw=result.raw,
        shares=_spread_shares(parts) if result.key in WHOLE_FACE else _graded_shares(result, _sizes(parts)),
        findings=_findings(result.key, parts) if result.key in COUNTED else None,
        area_share=_area_share(parts),
        from_sides=result.from_sides,
    )
    if explanation.nothing_seen:
        return replace(explanation, shares=())
    return replace(explanation, patches=_patches(result.key, parts))


def _parts_of(
    result: CriterionResult, seen: Mapping[FaceView, AnalysedPhoto], areas: Mapping[FaceView, ScoredArea]
) -> Iterator[_Part]:
    """What the criterion was read from: the front photo, and the side ones that scored a zone of it."""
    for view, area in areas.items():
        heat = seen[view].evidence.maps.get(result.key)
        if heat is None:
            continue
        zones = {zone: area.zones[zone] for zone in _read_from(result, view) if zone in area.zones}
        if view is FaceView.FRONT:
            part = ScoredArea(area.skin, zones)
            yield _Part(seen[view], view, heat, part, criterion_area(result.key, part))
        elif zones:
            # Of a side photo nothing counts but the zones that were taken from it.
            where = np.logical_or.reduce(list(zones.values()))
            yield _Part(seen[view], view, heat, ScoredArea(where, zones), where)


def _read_from(result: CriterionResult, view: FaceView) -> tuple[Zone, ...]:
    return tuple(zone.key for zone in result.zones if zone.grade is not None and zone.view is view)


def _sizes(parts: Iterable[_Part]) -> dict[Zone, float]:
    """Visible skin of each zone on the photo that it was read from, mm2."""
    return {zone: float(mask.sum()) / part.mm**2 for part in parts for zone, mask in part.area.zones.items()}


def _findings(key: str, parts: Iterable[_Part]) -> int:
    least = _LEAST_LINE_MM if key in LINES else 0.0
    return sum(count_findings(part.heat, part.where, least * part.mm) for part in parts)


def _area_share(parts: Sequence[_Part]) -> float:
    shares = [seen_share(part.heat, part.where) for part in parts]
    if len(shares) == 1:
        return shares[0]
    sizes = [float(part.where.sum()) / part.mm**2 for part in parts]
    return float(np.average(shares, weights=sizes)) if sum(sizes) else 0.0


def _graded_shares(result: CriterionResult, sizes: Mapping[Zone, float]) -> tuple[ZoneShare, ...]:
    """A grade is the mean of its zones' grades, weighted with their visible skin: so are the shares of it."""
    weights = {zone.key: zone.grade * sizes.get(zone.key, 1.0) for zone in result.zones if zone.grade is not None}
    return _normalised(weights)


def _spread_shares(parts: Iterable[_Part]) -> tuple[ZoneShare, ...]:
    """A grade read from all visible skin is shared out as its evidence; what lies in no zone is the face's."""
    weights: dict[Zone, float] = {}
    rest = 0.0
    for part in parts:
        left = part.heat * part.area.skin
        for zone, mask in part.area.zones.items():
            weights[zone] = float(left[mask].sum()) / part.mm**2
            left[mask] = 0  # what two zones hold is counted once
        rest += float(left.sum()) / part.mm**2
    return _normalised({**weights, Zone.FACE: rest})


def _normalised(weights: dict[Zone, float]) -> tuple[ZoneShare, ...]:
    total = sum(weights.values())
    if total <= 0:
        return ()
    shares = [
        ZoneShare(zone, weight / total) for zone, weight in weights.items() if zone is not Zone.FACE or weight
    ]
    return tuple(sorted(shares, key=lambda share: -share.share))


def _composed_of(analysis: Analysis) -> tuple[PartShare, ...]:
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


def _patches(key: str, parts: Sequence[_Part]) -> tuple[Patch, ...]:
    """The heaviest places of all photos; each has its share of the evidence of all."""
    whole = sum(part.total for part in parts)
    found = [
        replace(patch, share=patch.share * part.total / whole) if len(parts) > 1 else patch
        for part in parts
        if part.total > 0
        for patch in _patches_on(key, part)
    ]
    return tuple(sorted(found, key=lambda patch: -patch.share)[:_MOST_PATCHES])


def _patches_on(key: str, part: _Part) -> tuple[Patch, ...]:
    to_map = part.photo.evidence.crop_from_photo
    map_per_photo = abs(float(to_map[0, 0] * to_map[1, 1] - to_map[0, 1] * to_map[1, 0])) ** 0.5
    side = _CLOSE_UP_MM[key] * part.mm / map_per_photo
    return tuple(
        Patch(
            place.box,
            next((zone for zone, mask in part.area.zones.items() if mask[place.middle]), Zone.FACE),
            place.share,
            part.view,
        )
        for place in heaviest_places(part.heat * part.where, to_map, part.photo.rgb.shape, side, _MOST_PATCHES)
    )
