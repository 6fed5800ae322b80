"""Three-quarter views beside the front photo: a zone that the front hides is read where it shows.

The front photo decides. A zone is read from a side view only where the front photo hides it (by hair, a hand, or
the turn of the head), or shows it so much foreshortened (``FORESHORTENED``) that its score there is hardly a
reading; and only from a view that shows it well (``SQUARE``). So a score moves only where it stood on nothing, and
visits with and without side views compare in all else; the criteria that used one say so (``ZoneScore.view``), and
the evolution does not compare them with those that did not.

A criterion with the face as its only zone is always the front's: evenness over two photos would compare lamps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from consultant_app.domain.analysis import (
    SIDE_VIEWS,
    CriterionResult,
    FaceView,
    Quality,
    SideView,
    State,
    ZoneScore,
)
from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Criterion, Zone
from consultant_app.domain.photo import AnalysedPhoto, Map, SidePhoto
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of
from consultant_app.imaging.alignment import align
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea, area_on_map, map_in_mm
from consultant_app.imaging.facing import facing
from consultant_app.imaging.mesh import zone_polygons
from consultant_app.imaging.raw_measures import Measured
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.scoring import (
    LARGEST_ERROR,
    RADIANCE_PARTS,
    radiance,
    said,
    unsaid,
    zone_grades,
    zone_score,
)
from consultant_app.services.series_raw import raw_of, raw_over
from consultant_app.services.skin_reader import Reading

FORESHORTENED = 0.2
"""Cosine to the line of sight below which the front photo shows a zone too narrow to be read. No photo that the
gate lets pass without the remark that the face is turned shows any zone so (``docs/capture.md``)."""

SQUARE = 0.5
"""Cosine that a side view must reach: the same skin then fills at least half the pixels it would fill squarely."""

OTHER_VIEW = 0.08
"""What reading the same skin in another view adds to one standard error, as a share of the scale: the robust SD
of differences between both readings of 129 zones is 7 points of 100 (``docs/capture.md``)."""

_AROUND = (Zone.JAW_LINE,)
"""Zones that run around the face: no side view shows both of their ends."""


@dataclass(frozen=True, eq=False)
class SideReading:
    """A three-quarter photo that was read.

    Attributes:
        view: The side that it shows.
        name: Of the photo, kept with the result.
        quality: What was remarked on it.
        reading: What was seen.
    """

    view: FaceView
    name: str
    quality: Quality
    reading: Reading

    def shown(self, zone: Zone) -> float:
        """Skin of a zone that is seen, mm2 across the line of sight; 0 where it is not shown well enough."""
        measured = self.reading.measured
        if zone not in measured.area.zones or facing(self.reading.view.points, zone) < SQUARE:
            return 0.0
        return float(measured.area.zones[zone].sum()) / measured.map_per_mm**2


def with_sides(model: SkinModel, photo: AnalysedPhoto, sides: Sequence[SideReading]) -> AnalysedPhoto:
    """A front photo with its three-quarter views: what it hides is scored from the view that shows it best.

    Args:
        model: The skin model that read all of them.
        photo: A photo just analysed, without sides.
        sides: At most one a side.

    Raises:
        ValueError: the photo has sides already or no landmarks, or two readings show one side.
    """
    if photo.sides or photo.landmarks is None or len({side.view for side in sides}) < len(sides):
        raise ValueError("side views are added once, to a photo just analysed, one a side")
    series = _Series(model, photo, tuple(sorted(sides, key=lambda side: SIDE_VIEWS.index(side.view))))
    return series.photo()


@dataclass(frozen=True, eq=False)
class _Taken:
    """A zone as read from a side view: grade, standard error, and skin in mm2."""

    side: SideReading
    grade: float
    error: float
    size: float


class _Series:
    """Puts one front photo and its side views together."""

    def __init__(self, model: SkinModel, front: AnalysedPhoto, sides: tuple[SideReading, ...]) -> None:
        self._model, self._front, self._sides = model, front, sides
        points = front.landmarks
        self._narrow = {
            zone
            for zone in FACE_ZONES
            if points is not None and zone not in _AROUND and facing(points, zone) < FORESHORTENED
        }
        self._front_maps = dict(front.evidence.maps)
        self._side_maps: dict[FaceView, dict[str, Map]] = {side.view: {} for side in sides}

    def photo(self) -> AnalysedPhoto:
        """The front photo with what was added."""
        front, analysis = self._front, self._front.analysis
        results = self._results()
        listed = list(results)
        told = replace(
            analysis,
            criteria=results,
            overall=overall_of(listed, self._model.manifest.overall_weights),
            strengths=strengths_of(listed),
            priorities=priorities_of(listed),
            sides=tuple(SideView(side.view, side.name, side.quality) for side in self._sides),
        )
        shown = tuple(
            SidePhoto(
                side.view,
                side.reading.view.photo,
                side.reading.maps(self._side_maps[side.view]),
                zone_polygons(side.reading.view.points),
            )
            for side in self._sides
        )
        return replace(front, analysis=told, evidence=replace(front.evidence, maps=self._front_maps), sides=shown)

    @cached_property
    def _area(self) -> ScoredArea:
        return area_on_map(self._front.evidence, self._front.zone_polygons)

    @cached_property
    def _measured(self) -> Measured:
        """What the front photo's raw measures are taken from, once more."""
        points = self._front.landmarks
        if points is None:
            raise ValueError("the photo has no landmarks")
        evidence = self._front.evidence
        return Measured(
            lab_from_srgb(align(self._front.rgb, points).rgb), dict(evidence.maps), self._area, map_in_mm(evidence)
        )

    def _results(self) -> tuple[CriterionResult, ...]:
        results = {result.key: result for result in self._front.analysis.criteria}
        changed = set()
        for key in self._model.manifest.calibrations:
            taken = self._taken(results[key])
            if taken and (new := self._joined(results[key], taken)) is not None:
                results[key] = new
                changed.add(key)
                self._move_maps(results[key], taken)
        if changed & RADIANCE_PARTS.keys():
            results["radiance"] = radiance(CRITERIA["radiance"], results)
        return tuple(results.values())

    def _taken(self, result: CriterionResult) -> dict[Zone, _Taken]:
        """The zones of a criterion that are to be read from a side view."""
        said_at_all, hidden = result.state is State.OK, result.reason == "reason.zone_hidden"
        if not (said_at_all or hidden):
            return {}
        key = result.key
        taken: dict[Zone, _Taken] = {}
        for zone in result.zones:
            narrow = zone.key in self._narrow and key not in WHOLE_FACE
            if zone.key is Zone.FACE or zone.key in _AROUND or not (zone.grade is None or narrow):
                continue
            side = self._best(zone.key, self._model.manifest.calibrations[key].smallest_scale)
            if side is not None:
                taken[zone.key] = self._read(CRITERIA[key], zone.key, side)
        return taken

    def _best(self, zone: Zone, smallest_scale: float) -> SideReading | None:
        """The view that shows most of a zone; ``None`` where none shows it well and finely enough."""
        fine = [side for side in self._sides if side.reading.scale >= smallest_scale]
        best = max(fine, key=lambda side: side.shown(zone), default=None)
        return best if best is not None and best.shown(zone) > 0 else None

    def _read(self, criterion: Criterion, zone: Zone, side: SideReading) -> _Taken:
        area = side.reading.measured.area
        only = ScoredArea(area.skin, {zone: area.zones[zone]})
        grade, error = zone_grades(self._model, criterion, side.reading.evidence, only)[zone]
        return _Taken(side, grade, float(np.hypot(error, OTHER_VIEW * criterion.grade_max)), side.shown(zone))

    def _joined(self, result: CriterionResult, taken: Mapping[Zone, _Taken]) -> CriterionResult | None:
        """A criterion from what is left of its front reading and the zones taken; ``None`` if too uncertain."""
        criterion = CRITERIA[result.key]
        whole = self._model.manifest.calibrations[result.key].whole_error
        parts = [(zone.grade, zone.error * whole, zone.size) for zone in taken.values()]
        left = self._left(result, taken)
        if left is not None:
            parts.append(left)
        sizes = [size for _, _, size in parts]
        # As within one photo, errors are taken to move together.
        grade, error = (float(np.average(values, weights=sizes)) for values in list(zip(*parts, strict=True))[:2])
        raw = self._raw(result, taken, 0.0 if left is None else left[2])
        zones = tuple(
            zone_score(
                criterion, zone.key, taken[zone.key].grade, taken[zone.key].error, taken[zone.key].side.view
            )
            if zone.key in taken
            else zone
            for zone in result.zones
        )
        if error > LARGEST_ERROR * criterion.grade_max:
            return None if result.state is State.OK else unsaid(criterion, "reason.too_uncertain", raw)
        return said(criterion, grade, error, raw, zones)

    def _left(self, result: CriterionResult, taken: Mapping[Zone, _Taken]) -> tuple[float, float, float] | None:
        """Grade, error and mm2 of what stays with the front photo; ``None`` where nothing does."""
        if result.grade is None or result.plus_minus is None:
            return None
        kept = [zone for zone in result.zones if zone.grade is not None and zone.key not in taken]
        error, mm2 = result.plus_minus / 100 * result.grade_max, self._mm2
        if result.key in WHOLE_FACE:
            return result.grade, error, mm2(self._area.skin.sum())
        if not kept:
            return None
        sizes = [mm2(self._area.zones[zone.key].sum()) for zone in kept]
        grade = result.grade if _seen(result) == len(kept) else float(np.average(_grades(kept), weights=sizes))
        return grade, error, sum(sizes)

    def _mm2(self, pixels: float) -> float:
        return float(pixels) / map_in_mm(self._front.evidence) ** 2

    def _raw(self, result: CriterionResult, taken: Mapping[Zone, _Taken], left: float) -> float | None:
        """The raw measure over all that is read: summed or averaged over the photos, as its unit asks for."""
        parts = []
        if left:
            kept = {zone.key for zone in result.zones if zone.grade is not None} - taken.keys()
            again = kept and _seen(result) > len(kept)
            parts.append((raw_of(result.key, self._measured, kept) if again else result.raw.value, left))
        for side in self._sides:
            zones = {zone for zone, read in taken.items() if read.side is side}
            if zones:
                heat = self._side_heat(result.key, side, zones)
                measured = replace(side.reading.measured, maps={result.key: heat})
                size = sum(taken[zone].size for zone in zones)
                parts.append((raw_of(result.key, measured, zones, whole=False), size))
        return raw_over(result.key, parts)

    def _move_maps(self, result: CriterionResult, taken: Mapping[Zone, _Taken]) -> None:
        """A heat map is the score: a zone's evidence lies on the photo that it was read from, and only there."""
        key = result.key
        if result.state is not State.OK:
            return
        for side in self._sides:
            zones = {zone for zone, read in taken.items() if read.side is side}
            if zones:
                self._side_maps[side.view][key] = self._side_heat(key, side, zones)
        if key not in WHOLE_FACE:
            kept = [self._area.zones[zone.key] for zone in result.zones if zone.key not in taken and zone.grade]
            gone = [self._area.zones[zone] for zone in taken if zone in self._area.zones]
            if gone:
                drop = np.logical_or.reduce(gone) & ~np.logical_or.reduce([np.zeros_like(gone[0]), *kept])
                self._front_maps[key] = np.where(drop, np.float32(0), self._front_maps[key])

    def _side_heat(self, key: str, side: SideReading, zones: Iterable[Zone]) -> Map:
        channel = self._model.manifest.calibrations[key].channel
        where = np.logical_or.reduce([side.reading.measured.area.zones[zone] for zone in zones])
        return np.where(where, side.reading.evidence.maps[channel], 0).astype(np.float32)


def _seen(result: CriterionResult) -> int:
    return sum(zone.grade is not None for zone in result.zones)


def _grades(zones: Iterable[ZoneScore]) -> list[float]:
    return [zone.grade for zone in zones if zone.grade is not None]
