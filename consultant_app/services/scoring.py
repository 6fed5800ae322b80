"""From evidence to the results of the sixteen criteria: pooled per zone, calibrated, with what cannot be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import CriterionResult, FaceView, RawMeasure, State, ZoneScore
from consultant_app.domain.criteria import CRITERIA, Criterion, Zone
from consultant_app.domain.photo import Map
from consultant_app.domain.scoring import score_of
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea, criterion_area, criterion_map, deviation
from consultant_app.imaging.raw_measures import Measured, raw_measure
from consultant_app.inference.skin_model import Evidence, SkinModel

RADIANCE_PARTS = {"tone_evenness": 0.4, "texture": 0.35, "shine": 0.25}
"""Weights of the composite. Brightness is left out: in a light that is not calibrated it would grade the lamp,
and it would grade dark skin down (see docs/adr)."""

LARGEST_ERROR = 0.30
"""Share of the scale above which one standard error leaves nothing to say: such a score could wear any word."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Results of all criteria and the maps they were read from."""

    results: tuple[CriterionResult, ...]
    maps: dict[str, Map]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Grade of a whole criterion with its standard error, and its zones."""

    grade: float
    error: float
    zones: tuple[ZoneScore, ...]


def score_all(
    model: SkinModel,
    evidence: Evidence,
    measured: Measured,
    pixels_per_mm: float,
    frames: Sequence[Evidence] = (),
) -> Scored:
    """Score every criterion.

    Args:
        model: The skin model.
        evidence: What it sees.
        measured: What the raw measures are taken from; its ``maps`` are filled here.
        pixels_per_mm: Scale of the photo as taken.
        frames: What it sees on each of several pictures that ``evidence`` was joined from; where they differ, the
            +/- is wider.
    """
    results: dict[str, CriterionResult] = {}
    for key, calibration in model.manifest.calibrations.items():
        criterion, channel = CRITERIA[key], calibration.channel
        measured.maps[key] = criterion_map(key, evidence.maps[channel], measured.area)
        reading = _reading(model, criterion, evidence, measured.area)
        alone = [_reading(model, criterion, frame, measured.area) for frame in frames]
        reason = "reason.too_coarse" if pixels_per_mm < calibration.smallest_scale else None
        results[key] = _learned(criterion, measured, reading, _spread(alone), reason)
    for key, criterion in CRITERIA.items():
        if key == "radiance":
            results[key] = radiance(criterion, results)
        elif key not in results:
            results[key] = unsaid(criterion, "reason.no_measure", raw_measure(key, measured))
    ordered = tuple(results[key] for key in CRITERIA)
    return Scored(ordered, measured.maps)


def _reading(model: SkinModel, criterion: Criterion, evidence: Evidence, area: ScoredArea) -> _Reading | None:
    """Grades of a criterion and its zones; ``None`` where all its zones are hidden."""
    found = zone_grades(model, criterion, evidence, area)
    if not found:
        return None
    zones = tuple(
        zone_score(criterion, zone, *found[zone]) if zone in found else ZoneScore(zone, None, None, None)
        for zone in criterion.zones
    )
    if criterion.key in WHOLE_FACE:
        grade, error = _graded(model, criterion, evidence, criterion_area(criterion.key, area))
    else:
        sizes = [float(area.zones[zone].sum()) for zone in found]
        # The zones of one photo share camera and light, so their errors are taken to move together.
        grade, error = (float(np.average(values, weights=sizes)) for values in zip(*found.values(), strict=True))
    return _Reading(grade, error * model.manifest.calibrations[criterion.key].whole_error, zones)


def zone_grades(
    model: SkinModel, criterion: Criterion, evidence: Evidence, area: ScoredArea
) -> dict[Zone, tuple[float, float]]:
    """Zone -> its grade and one standard error of that, for the zones of a criterion that are seen."""
    seen = (zone for zone in criterion.zones if zone in area.zones)
    return {zone: _graded(model, criterion, evidence, area.zones[zone]) for zone in seen}


def _graded(
    model: SkinModel, criterion: Criterion, evidence: Evidence, where: NDArray[np.bool_]
) -> tuple[float, float]:
    channel = model.manifest.calibrations[criterion.key].channel
    doubt = evidence.log_variance.get(channel)
    spread = None if doubt is None else deviation(doubt, where)
    return model.grade(criterion.key, float(evidence.maps[channel][where].mean()), spread, criterion.grade_max)


def _spread(readings: Sequence[_Reading | None]) -> float:
    """Standard error of the mean grade of several pictures; 0 for one, which says nothing of its repetition."""
    grades = [reading.grade for reading in readings if reading is not None]
    return float(np.std(grades, ddof=1) / len(grades) ** 0.5) if len(grades) > 1 else 0.0


def _learned(
    criterion: Criterion, measured: Measured, reading: _Reading | None, spread: float, reason: str | None
) -> CriterionResult:
    raw = raw_measure(criterion.key, measured)
    if reason is not None:
        return unsaid(criterion, reason, None)
    if reading is None:
        return unsaid(criterion, "reason.zone_hidden", raw)
    error = float(np.hypot(reading.error, spread))
    if error > LARGEST_ERROR * criterion.grade_max:
        return unsaid(criterion, "reason.too_uncertain", raw)
    return said(criterion, reading.grade, error, raw, reading.zones)


def radiance(criterion: Criterion, results: Mapping[str, CriterionResult]) -> CriterionResult:
    """The composed criterion, from the results of its parts; cannot be said where one of them cannot."""
    parts = [(results[key], weight) for key, weight in RADIANCE_PARTS.items()]
    share = error = 0.0
    for part, weight in parts:
        if part.grade is None or part.plus_minus is None:
            return unsaid(criterion, "reason.components_missing", None)
        share += weight * part.grade / part.grade_max
        error += (weight * part.plus_minus / 100) ** 2
    grade, half = share * criterion.grade_max, error**0.5 * criterion.grade_max
    zones = (zone_score(criterion, Zone.FACE, grade, half),)
    return said(criterion, grade, half, round(1 - share, 3), zones)


def zone_score(
    criterion: Criterion, zone: Zone, grade: float, error: float, view: FaceView = FaceView.FRONT
) -> ZoneScore:
    """A zone's score from its grade and one standard error of that, in grades."""
    return ZoneScore(zone, round(grade, 3), score_of(grade, criterion.grade_max), _points(criterion, error), view)


def _points(criterion: Criterion, error: float) -> int:
    """A standard error in grades as points of 100; never less than the rounding of the score itself."""
    return max(1, round(100 * error / criterion.grade_max))


def said(
    criterion: Criterion, grade: float, error: float, raw: float | None, zones: tuple[ZoneScore, ...]
) -> CriterionResult:
    """A result that can be said; ``grade`` and its standard error ``error`` in grades."""
    return CriterionResult(
        key=criterion.key,
        grade=round(grade, 3),
        grade_max=criterion.grade_max,
        score=score_of(grade, criterion.grade_max),
        plus_minus=_points(criterion, error),
        state=State.OK,
        reason=None,
        raw=RawMeasure(raw, criterion.raw_unit),
        zones=zones,
    )


def unsaid(criterion: Criterion, reason: str, raw: float | None) -> CriterionResult:
    """A result that cannot be said, with the text key of the reason."""
    return CriterionResult(
        key=criterion.key,
        grade=None,
        grade_max=criterion.grade_max,
        score=None,
        plus_minus=None,
        state=State.CANNOT_SAY,
        reason=reason,
        raw=RawMeasure(raw, criterion.raw_unit),
        zones=tuple(ZoneScore(zone, None, None, None) for zone in criterion.zones),
    )
