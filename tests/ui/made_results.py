"""An invented result on scikit-image's astronaut, and invented clients."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from skimage.data import astronaut

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    FaceView,
    ModelIdentity,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    SideView,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps, SidePhoto
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)

SCORES = {
    "forehead_lines": (88, 6),
    "frown_lines": (91, 5),
    "crows_feet": (64, 8),
    "under_eye_lines": (58, 9),
    "folds": (79, 7),
    "texture": (74, 6),
    "pores": (66, 7),
    "dark_spots": (83, 5),
    "tone_evenness": (76, 4),
    "redness": (47, 6),
    "blemishes": (96, 3),
    "dark_circles": (61, 8),
    "shine": (72, 5),
    "radiance": (73, 5),
}
UNSAID = {"eye_bags": "reason.no_measure", "firmness": "reason.zone_hidden"}

# Rough zones on the astronaut, as fractions of the face box; left is hers, so on the image's right.
_FACE_BOX = (181.0, 62.0, 93.0, 116.0)
_ZONE_BOXES = {
    Zone.FOREHEAD: (0.24, 0.10, 0.76, 0.25),
    Zone.GLABELLA: (0.43, 0.27, 0.57, 0.36),
    Zone.CROWS_FEET_LEFT: (0.83, 0.32, 0.93, 0.42),
    Zone.CROWS_FEET_RIGHT: (0.07, 0.32, 0.17, 0.42),
    Zone.UNDER_EYE_LEFT: (0.58, 0.42, 0.80, 0.49),
    Zone.UNDER_EYE_RIGHT: (0.20, 0.42, 0.42, 0.49),
    Zone.NOSE: (0.41, 0.40, 0.59, 0.62),
    Zone.CHEEK_LEFT: (0.64, 0.50, 0.88, 0.67),
    Zone.CHEEK_RIGHT: (0.12, 0.50, 0.36, 0.67),
    Zone.MOUTH_LEFT: (0.68, 0.68, 0.80, 0.82),
    Zone.MOUTH_RIGHT: (0.20, 0.68, 0.32, 0.82),
    Zone.CHIN: (0.40, 0.86, 0.60, 0.97),
    Zone.JAW_LINE: (0.22, 0.80, 0.78, 1.02),
    Zone.FACE: (0.0, 0.0, 1.0, 1.0),
}


def _oval(zone: Zone) -> np.ndarray:
    x0, y0, wide, high = _FACE_BOX
    left, top, right, bottom = _ZONE_BOXES[zone]
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    x = (left + right) / 2 + (right - left) / 2 * np.cos(turn)
    y = (top + bottom) / 2 + (bottom - top) / 2 * np.sin(turn)
    return np.stack([x0 + wide * x, y0 + high * y], axis=1).astype(np.float32)


def _result(key: str) -> CriterionResult:
    criterion = CRITERIA[key]
    if key in UNSAID:
        zones = tuple(ZoneScore(zone, None, None, None) for zone in criterion.zones)
        measure = RawMeasure(None, criterion.raw_unit)
        return CriterionResult(
            key, None, criterion.grade_max, None, None, State.CANNOT_SAY, UNSAID[key], measure, zones
        )
    score, spread = SCORES[key]
    grade = criterion.grade_max * (1 - score / 100)
    zones = tuple(
        ZoneScore(zone, grade, max(0, min(100, score + 7 * place - 5)), spread + 2)
        for place, zone in enumerate(criterion.zones)
    )
    measure = RawMeasure(round((100 - score) / 7, 2), criterion.raw_unit)
    return CriterionResult(key, grade, criterion.grade_max, score, spread, State.OK, None, measure, zones)


FINDING = QualityFinding("uneven_light", Severity.WARN, 0.31, 0.25, "One side of the face is much darker.")


def made_analysis(name: str = "photo.jpg", *, warned: bool = True) -> Analysis:
    results = [_result(key) for key in CRITERIA]
    return Analysis(
        photo=name,
        model=ModelIdentity("test", "1.0.0", "0" * 64),
        quality=Quality(accepted=True, findings=(FINDING,) if warned else ()),
        tone=Tone(38.0, "intermediate", 5),
        overall=overall_of(results, dict.fromkeys(CRITERIA, 1.0)),
        criteria=tuple(results),
        strengths=strengths_of(results),
        priorities=priorities_of(results),
    )


def made_photo(name: str = "photo.jpg") -> AnalysedPhoto:
    size = 160
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    spots = [(0.3, 0.62), (0.7, 0.6), (0.5, 0.5), (0.3, 0.42), (0.72, 0.42)]
    heat = np.clip(sum(np.exp(-((x - a) ** 2 + (y - b) ** 2) / 0.008) for a, b in spots), 0, 1)
    x0, y0, wide, high = _FACE_BOX
    crop = np.array([[size / wide, 0, -x0 * size / wide], [0, size / high, -y0 * size / high]])
    maps = {key: (heat * (100 - score) / 60).clip(0, 1).astype(np.float32) for key, (score, _) in SCORES.items()}
    return AnalysedPhoto(astronaut(), made_analysis(name), EvidenceMaps(maps, crop), {z: _oval(z) for z in Zone})


def hidden_zone(photo: AnalysedPhoto, key: str, zone: Zone) -> AnalysedPhoto:
    """The same with one zone of a criterion not seen."""
    result = photo.analysis.criterion(key)
    zones = tuple(ZoneScore(z.key, None, None, None) if z.key is zone else z for z in result.zones)
    return _with_result(photo, replace(result, zones=zones))


def with_side(photo: AnalysedPhoto, view: FaceView, name: str) -> AnalysedPhoto:
    """The same with a side view (the astronaut mirrored), from which redness of that cheek was read."""
    result = photo.analysis.criterion("redness")
    cheek = Zone(f"cheek_{view}")
    zones = tuple(ZoneScore(cheek, 2.0, 50, 12, view) if z.key is cheek else z for z in result.zones)
    changed = _with_result(photo, replace(result, zones=zones))
    shape = photo.rgb.shape
    flip = np.array([[-1.0, 0, shape[1] - 1], [0, 1, 0]])
    back = photo.evidence.crop_from_photo @ np.vstack([flip, [0, 0, 1]])
    evidence = EvidenceMaps({"redness": photo.evidence.maps["redness"]}, back)
    polygons = {z: (p @ flip[:, :2].T + flip[:, 2]).astype(np.float32) for z, p in photo.zone_polygons.items()}
    side = SidePhoto(view, np.ascontiguousarray(photo.rgb[:, ::-1]), evidence, polygons)
    told = SideView(view, name, Quality(accepted=True, findings=()))
    analysis = replace(changed.analysis, sides=(*changed.analysis.sides, told))
    return replace(changed, analysis=analysis, sides=(*changed.sides, side))


def _with_result(photo: AnalysedPhoto, result: CriterionResult) -> AnalysedPhoto:
    criteria = tuple(result if each.key == result.key else each for each in photo.analysis.criteria)
    return replace(photo, analysis=replace(photo.analysis, criteria=criteria))
