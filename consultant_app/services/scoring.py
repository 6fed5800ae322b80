"""From evidence to the results of the sixteen criteria: pooled per zone, calibrated, with what cannot be said."""

from dataclasses import dataclass

from consultant_app.domain.analysis import CriterionResult, RawMeasure, State, ZoneScore
from consultant_app.domain.criteria import CRITERIA, Criterion, Zone
from consultant_app.domain.photo import Map
from consultant_app.domain.scoring import score_of
from consultant_app.imaging.evidence import WHOLE_FACE, criterion_area, criterion_map, deviation, pooled
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


def score_all(model: SkinModel, evidence: Evidence, measured: Measured, pixels_per_mm: float) -> Scored:
    """Score every criterion.

    Args:
        model: The skin model.
        evidence: What it sees.
        measured: What the raw measures are taken from; its ``maps`` are filled here.
        pixels_per_mm: Scale of the photo as taken.
    """
    results: dict[str, CriterionResult] = {}
    for key, calibration in model.manifest.calibrations.items():
        measured.maps[key] = criterion_map(key, evidence.maps[calibration.channel], measured.area)
        reason = "reason.too_coarse" if pixels_per_mm < calibration.smallest_scale else None
        doubt = evidence.log_variance.get(calibration.channel)
        results[key] = _learned(model, CRITERIA[key], measured, doubt, reason)
    for key, criterion in CRITERIA.items():
        if key == "radiance":
            results[key] = _radiance(criterion, results)
        elif key not in results:
            results[key] = _unsaid(criterion, "reason.no_measure", raw_measure(key, measured))
    ordered = tuple(results[key] for key in CRITERIA)
    return Scored(ordered, measured.maps)


def _learned(
    model: SkinModel, criterion: Criterion, measured: Measured, doubt: Map | None, reason: str | None
) -> CriterionResult:
    zones, weights = [], []
    for zone in criterion.zones:
        if zone not in measured.area.zones:
            zones.append(ZoneScore(zone, None, None, None))
            continue
        heat = measured.maps[criterion.key]
        spread = None if doubt is None else deviation(doubt, measured.area.zones[zone])
        grade, error = model.grade(criterion.key, pooled(heat, measured.area, zone), spread, criterion.grade_max)
        zones.append(_zone_score(criterion, zone, grade, error))
        weights.append((grade, error, float(measured.area.zones[zone].sum())))
    raw = raw_measure(criterion.key, measured)
    if reason is None and not weights:
        reason = "reason.zone_hidden"
    if reason is not None:
        return _unsaid(criterion, reason, raw if reason == "reason.zone_hidden" else None)
    if criterion.key in WHOLE_FACE:
        heat, where = measured.maps[criterion.key], criterion_area(criterion.key, measured.area)
        mean, spread = float(heat[where].mean()), None if doubt is None else deviation(doubt, where)
        grade, error = model.grade(criterion.key, mean, spread, criterion.grade_max)
    else:
        total = sum(weight for _, _, weight in weights)
        grade = sum(grade * weight for grade, _, weight in weights) / total
        # The zones of one photo share camera and light, so their errors are taken to move together.
        error = sum(error * weight for _, error, weight in weights) / total
    error *= model.manifest.calibrations[criterion.key].whole_error
    if error > LARGEST_ERROR * criterion.grade_max:
        return _unsaid(criterion, "reason.too_uncertain", raw)
    return _said(criterion, grade, error, raw, tuple(zones))


def _radiance(criterion: Criterion, results: dict[str, CriterionResult]) -> CriterionResult:
    parts = [(results[key], weight) for key, weight in RADIANCE_PARTS.items()]
    share = error = 0.0
    for part, weight in parts:
        if part.grade is None or part.plus_minus is None:
            return _unsaid(criterion, "reason.components_missing", None)
        share += weight * part.grade / part.grade_max
        error += (weight * part.plus_minus / 100) ** 2
    grade, half = share * criterion.grade_max, error**0.5 * criterion.grade_max
    zones = (_zone_score(criterion, Zone.FACE, grade, half),)
    return _said(criterion, grade, half, round(1 - share, 3), zones)


def _zone_score(criterion: Criterion, zone: Zone, grade: float, error: float) -> ZoneScore:
    return ZoneScore(zone, round(grade, 3), score_of(grade, criterion.grade_max), _points(criterion, error))


def _points(criterion: Criterion, error: float) -> int:
    """A standard error in grades as points of 100; never less than the rounding of the score itself."""
    return max(1, round(100 * error / criterion.grade_max))


def _said(
    criterion: Criterion, grade: float, error: float, raw: float | None, zones: tuple[ZoneScore, ...]
) -> CriterionResult:
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


def _unsaid(criterion: Criterion, reason: str, raw: float | None) -> CriterionResult:
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
