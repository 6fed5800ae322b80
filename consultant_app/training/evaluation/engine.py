"""The product's own path, opened for measuring: face, masks, ONNX evidence, pooling, calibration.

The one module of the evaluation that knows how the model is asked. It uses the same functions as the application
(``tests/training/evaluation/test_engine.py`` holds it to the same grades), but also answers for criteria that the
application would leave unsaid, because a report must measure those too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import RGB, Map
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea, criterion_area, deviation, scored_area
from consultant_app.imaging.mesh import pixels_per_mm
from consultant_app.imaging.skin import skin_mask, zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence, SkinModel, grade_of
from consultant_app.services.scoring import LARGEST_ERROR
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.data.severity import CHANNEL_OF, FULL, grade_from_truth
from consultant_app.training.release.calibrate import SMALLEST_SCALE, ZonePairs, fit


@dataclass(frozen=True, eq=False)
class Located:
    """A face found on a photo.

    Attributes:
        face: The aligned crop.
        skin: Visible skin of the crop, bool [S, S].
        zones: Zone -> bool [S, S].
        scale: Pixels per mm of the photo as taken.
    """

    face: AlignedFace
    skin: NDArray[np.bool_]
    zones: dict[Zone, NDArray[np.bool_]]
    scale: float


@dataclass(frozen=True, slots=True)
class Pool:
    """Mean of a map over what a criterion is read from, its size in map pixels, and its predicted deviation.

    Drawn truth is pooled too; it has no deviation.
    """

    mean: float
    size: int
    deviation: float | None = None


@dataclass(frozen=True, slots=True)
class Pooled:
    """A criterion's map pooled: over each visible zone of it, and over all that its grade counts."""

    zones: dict[Zone, Pool]
    whole: Pool


@dataclass(frozen=True, slots=True)
class Reading:
    """A grade and its standard error, in grades."""

    grade: float
    error: float


def _by_colour(face: AlignedFace) -> NDArray[np.bool_]:
    return skin_mask(face.rgb, face.points)


@dataclass(frozen=True, eq=False)
class Engine:
    """A model ready to be measured.

    Attributes:
        look: Aligned crop uint8 [S, S, 3] -> its evidence, as ``SkinModel.evidence``.
        curves: Criterion -> calibration; a criterion without one is not read.
        finder: The product's face finder.
        visible: Aligned face -> its visible skin, bool [S, S]; by colour alone when left out.
    """

    look: Callable[[RGB], Evidence]
    curves: Mapping[str, Calibration]
    finder: FaceFinder
    visible: Callable[[AlignedFace], NDArray[np.bool_]] = _by_colour

    def locate(self, rgb: RGB) -> Located:
        """The face of a photo uint8 [H, W, 3], with its masks.

        Raises:
            PhotoError: no face, or several.
        """
        points = self.finder.find_one(rgb).points
        face = align(rgb, points)
        return Located(face, self.visible(face), zone_masks(face.points, CROP_SIZE), pixels_per_mm(points))

    def pool(self, located: Located) -> dict[str, Pooled]:
        """Evidence of a located face, criterion by criterion; without criteria whose zones are all hidden."""
        return self.pooled(located, self.look(located.face.rgb))

    def pooled(self, located: Located, evidence: Evidence) -> dict[str, Pooled]:
        """Evidence that is known already, pooled over a face."""
        size = next(iter(evidence.maps.values())).shape[0]
        return pool(evidence.maps, scored_area(located.skin, located.zones, size), evidence.log_variance)

    def read(self, pooled: Mapping[str, Pooled]) -> dict[str, Reading]:
        """Grades of the criteria that have a curve."""
        return {key: read_face(key, self.curves[key], pooled[key]) for key in self.curves if key in pooled}


def open_engine(folder: Path, threads: int = 2, trusted: Path | None = None) -> tuple[Engine, SkinModel]:
    """The model of a folder, and the model itself for what is said of it.

    Raises:
        ModelError: it is missing, altered or not signed by a key of ``trusted`` (by default the bundled ones).
    """
    model = SkinModel(folder, threads, trusted)
    return Engine(
        model.evidence,
        model.manifest.calibrations,
        FaceFinder(resource("models", "face"), threads),
        VisibleSkin(threads=threads),
    ), model


def pool(maps: Mapping[str, Map], area: ScoredArea, doubt: Mapping[str, Map] | None = None) -> dict[str, Pooled]:
    """Pool maps [M, M] by channel as the product does; serves evidence and drawn truth alike.

    Args:
        maps: Channel -> map.
        area: What counts.
        doubt: Channel -> predicted log-variance, where there is one.
    """
    out = {}
    for key, channel in CHANNEL_OF.items():
        where = criterion_area(key, area)
        if where.any() and channel in maps:
            heat, spread = maps[channel], None if doubt is None else doubt.get(channel)
            zones = {zone: area.zones[zone] for zone in CRITERIA[key].zones if zone in area.zones}
            parts = {zone: _pool(heat, part, spread) for zone, part in zones.items()}
            out[key] = Pooled(parts, _pool(heat, where, spread))
    return out


def _pool(values: Map, where: NDArray[np.bool_], doubt: Map | None) -> Pool:
    spread = None if doubt is None else deviation(doubt, where)
    return Pool(float(values[where].mean()), int(where.sum()), spread)


def read_zone(key: str, curve: Calibration, pooled: Pool) -> Reading:
    """Grade of a zone."""
    return Reading(*grade_of(curve, pooled.mean, CRITERIA[key].grade_max, pooled.deviation))


def read_face(key: str, curve: Calibration, pooled: Pooled) -> Reading:
    """Grade of a criterion on the face: over all skin where it counts that, else its zones weighted by size."""
    if key in WHOLE_FACE:
        zones = [(read_zone(key, curve, pooled.whole), 1)]
    else:
        zones = [(read_zone(key, curve, part), part.size) for part in pooled.zones.values()]
    total = sum(size for _, size in zones)
    grade, error = (
        sum(value * size for value, (_, size) in zip(column, zones, strict=True)) / total
        for column in ([r.grade for r, _ in zones], [r.error for r, _ in zones])
    )
    return Reading(grade, error * curve.whole_error)


def true_zone(key: str, pooled: Pool) -> float:
    """Grade that was drawn in a zone, from its pooled truth."""
    return grade_from_truth(key, pooled.mean, FULL[key])


def true_face(key: str, pooled: Pooled) -> float:
    """Grade that was drawn on the face, composed as the product composes it."""
    if key in WHOLE_FACE:
        return true_zone(key, pooled.whole)
    total = sum(part.size for part in pooled.zones.values())
    return sum(true_zone(key, part) * part.size for part in pooled.zones.values()) / total


def calibrated(key: str, faces: Sequence[tuple[Pooled, Pooled, str]]) -> Calibration:
    """A curve fitted as the release fits it.

    Args:
        key: The criterion.
        faces: Pooled evidence, pooled truth and identity of each photograph.
    """
    rows = [(seen.zones[zone], drawn.zones[zone], who) for seen, drawn, who in faces for zone in seen.zones]
    evidence, truth, deviation = (
        np.array([number for number in column if number is not None])
        for column in zip(*((seen.mean, drawn.mean, seen.deviation) for seen, drawn, _ in rows), strict=True)
    )
    doubt = deviation if len(deviation) == len(rows) else None
    curve = fit(key, ZonePairs(evidence, truth, np.array([who for _, _, who in rows]), doubt), FULL[key])
    return curve.model_copy(update={"whole_error": whole_error(key, curve, faces)})


def whole_error(key: str, curve: Calibration, faces: Sequence[tuple[Pooled, Pooled, str]]) -> float:
    """Factor on a face's composed error under which 68 % of the fitted faces lie inside it."""
    readings = [(read_face(key, curve, seen), true_face(key, drawn)) for seen, drawn, _ in faces]
    ratios = [abs(reading.grade - truth) / reading.error for reading, truth in readings]
    return max(0.05, float(np.quantile(ratios, 0.68)))


def sharp_enough(key: str, scale: float) -> bool:
    """Whether a photo of ``scale`` pixels per mm still samples what the criterion is read from."""
    return scale >= SMALLEST_SCALE[key]


def too_uncertain(key: str, reading: Reading) -> bool:
    """Whether the product would rather say nothing."""
    return reading.error > LARGEST_ERROR * CRITERIA[key].grade_max
