"""Real photographs with an expert's blemish grade, judged beside classical measures. They never train anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import Map
from consultant_app.imaging.evidence import reduce_mask, scored_area
from consultant_app.training.evaluation.baselines import blemish_baselines
from consultant_app.training.evaluation.circled import (
    Circles,
    circle_mask,
    circled_figures,
    circled_row,
    read_circles,
)
from consultant_app.training.evaluation.classical import local_redness
from consultant_app.training.evaluation.engine import Engine, Located, pool, read_face
from consultant_app.training.evaluation.frame import frame_of
from consultant_app.training.evaluation.graded import GradedFace, graded_faces
from consultant_app.training.evaluation.photo_facts import PhotoFacts, photo_facts
from consultant_app.training.evaluation.statistics import (
    Estimate,
    Figures,
    Floats,
    Picks,
    estimate,
    partial_spearman,
    quantile_matched,
    spearman,
    weighted_kappa,
)

KEY = "blemishes"
TOP = 3
"""Highest grade of the expert."""

_REACH_MM = 10.0


@dataclass(frozen=True, eq=False)
class Graded:
    """A graded photograph as it was read.

    Attributes:
        name: Stem of the file.
        grade: The expert's, 0..3.
        located: The face.
        facts: Sharpness and colour.
        evidence: Mean evidence that the product's grade is read from.
        read: The product's grade, or ``None`` if it has no curve for it.
        on_circles: The model's and the classical map's row, where marks are circled.
    """

    name: str
    grade: float
    located: Located
    facts: PhotoFacts
    evidence: float
    read: float | None
    on_circles: dict[str, Figures]


def real_skin(engine: Engine, folder: Path) -> dict[str, Any]:
    """All figures of the graded photographs.

    Returns:
        ``photos``, ``lost`` (files without one face), ``grades`` (how often each was given), ``model``,
        ``classical`` (best of several settings, chosen on these very photographs), ``difference`` (model minus
        classical, on the same draws), ``confounders`` and ``circled``. Intervals are over photographs: who is on
        them is not known.

    Raises:
        ConsultantError: the folder holds no ``grades.csv``, or too few faces are found.
    """
    photos, lost = read_graded(engine, folder)
    if len(photos) < 20:
        raise ConsultantError(f"Only {len(photos)} faces were found in {folder}: too few to judge by.")
    grades = np.array([photo.grade for photo in photos])
    controls = np.array([photo.facts.controls() for photo in photos])
    model = np.array([photo.evidence for photo in photos])
    base = blemish_baselines([(p.located.face.rgb, p.located.skin) for p in photos], grades)
    classical = np.array(base.pop("values"))
    rows = np.arange(len(grades))
    gain = estimate(lambda i: spearman(model[i], grades[i]) - spearman(classical[i], grades[i]), rows)
    partial_gain = estimate(
        lambda i: (
            partial_spearman(model[i], grades[i], controls[i])
            - partial_spearman(classical[i], grades[i], controls[i])
        ),
        rows,
    )
    return {
        "photos": len(photos),
        "lost": lost,
        "grades": {str(g): int((grades == g).sum()) for g in range(TOP + 1)},
        "model": _against_expert(model, grades, controls) | _as_shown(photos, grades),
        "classical": _against_expert(classical, grades, controls) | base,
        "difference": gain.named("spearman") | partial_gain.named("partial_spearman"),
        "confounders": {
            name: round(spearman(column, grades), 3)
            for name, column in zip(("sharpness", "L*", "a*", "b*"), controls.T, strict=True)
        },
        "circled": {
            name: circled_figures([p.on_circles[name] for p in photos if name in p.on_circles])
            for name in ("model", "classical")
        },
    }


def _against_expert(measure: Floats, grades: Floats, controls: Floats) -> Figures:
    rows = np.arange(len(grades))

    def kappa(i: Picks) -> float:
        return weighted_kappa(quantile_matched(measure[i], grades[i]), grades[i], TOP)

    partial: Estimate = estimate(lambda i: partial_spearman(measure[i], grades[i], controls[i]), rows)
    return {
        **estimate(lambda i: spearman(measure[i], grades[i]), rows).named("spearman"),
        **partial.named("partial_spearman"),
        **estimate(kappa, rows).named("qwk_quantile_matched"),
    }


def _as_shown(photos: Sequence[Graded], grades: Floats) -> Figures:
    """Agreement of the grade that the product shows, its scale stretched onto the expert's and rounded."""
    shown = [photo.read for photo in photos if photo.read is not None]
    if len(shown) < len(photos):
        return {}
    scaled = np.array(shown) * TOP / CRITERIA[KEY].grade_max
    rows = np.arange(len(grades))
    return estimate(lambda i: weighted_kappa(scaled[i], grades[i], TOP), rows).named("qwk_as_shown")


def read_graded(engine: Engine, folder: Path) -> tuple[list[Graded], list[str]]:
    """Read every graded photograph, and name those on which no single face was found.

    Raises:
        ConsultantError: the folder holds no ``grades.csv``.
    """
    faces, lost = graded_faces(engine, folder)
    circles = read_circles(folder / "lesions.json")
    photos = []
    for number, face in enumerate(faces):
        graded = _read(engine, face, circles, number)
        photos.append(graded) if graded is not None else lost.append(face.file)
    return photos, lost


def _read(engine: Engine, graded: GradedFace, circles: dict[str, Circles], number: int) -> Graded | None:
    located, name = graded.located, Path(graded.file).stem
    seen, facts = engine.look(located.face.rgb), photo_facts(located)
    size = seen.maps[KEY].shape[0]
    pooled = pool(seen.maps, scored_area(located.skin, located.zones, size), seen.log_variance)
    if facts is None or KEY not in pooled:
        return None
    read = read_face(KEY, engine.curves[KEY], pooled[KEY]).grade if KEY in engine.curves else None
    marks, skin = circle_mask(circles.get(name, []), located, size), reduce_mask(located.skin, size)
    rows = {}
    if (marks & skin).any():
        heats = {"model": seen.maps[KEY], "classical": _classical_map(located, size)}
        rows = {
            which: circled_row(heat, marks, skin, len(circles[name]), np.random.default_rng(number))
            for which, heat in heats.items()
        }
    return Graded(name, graded.grade, located, facts, pooled[KEY].whole.mean, read, rows)


def _classical_map(located: Located, size: int) -> Map:
    """Excess of a* over its surroundings, on the map grid."""
    frame = frame_of(located.face.rgb, located.skin, {})
    local = np.clip(local_redness(frame.lab[..., 1], frame.skin, _REACH_MM), 0, None)
    return np.asarray(cv2.resize(local, (size, size), interpolation=cv2.INTER_AREA), np.float32)
