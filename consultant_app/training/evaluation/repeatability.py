"""How much a score moves when nothing but the shop, the camera and the pose changes."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import PhotoError
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.inference.skin_model import Evidence
from consultant_app.services.burst import joined, same_pose
from consultant_app.training.evaluation.engine import Engine, Located, Reading, sharp_enough
from consultant_app.training.evaluation.shop import Face, Shot, shoot
from consultant_app.training.evaluation.statistics import (
    Figures,
    Floats,
    detectable_change,
    estimate,
    icc21,
    within_person_sd,
)

SHOPS = 4
"""Shots of each face."""

_FRAMES = 3
"""Pictures of a burst."""

_FEWEST = 8
"""Fewest persons on whom a criterion's repeatability is said."""


def repeatability(
    engine: Engine, faces: Sequence[Face], seed: int, strength: float = 1.0
) -> dict[str, dict[str, Figures]]:
    """Photograph each face in ``SHOPS`` simulated shops, analyse each shot anew, and compare.

    Once with one picture a shop, once with a burst of ``_FRAMES`` that are read together (``services.burst``).

    Every shot goes through the product's whole path: the face is found, aligned and masked again. A shot too
    coarse for a criterion is not read for it, as in the product; a person counts where every shot was read.

    Args:
        engine: The model, with the curves to read grades with.
        faces: Untouched faces, one a person (``load_canvases(data, "holdout")``).
        seed: All randomness follows from it.
        strength: Variety of camera and light, 0..1.

    Returns:
        ``single`` and ``burst``: criterion -> ``persons``, ``shots``, ``sd_points`` and ``icc21`` with ``_low``
        and ``_high``, ``mdc95_points`` (points of 100); a criterion read on fewer than eight persons is missing.
    """
    random = np.random.default_rng(seed)
    people: dict[str, list[list[dict[str, Reading]]]] = {"single": [], "burst": []}
    for face in faces:
        bursts = []
        for seed_of_shop in random.integers(2**31, size=SHOPS):
            shots = [shoot(face, int(seed_of_shop), strength, moment) for moment in range(_FRAMES)]
            bursts.append(([_seen(engine, shot) for shot in shots], shots[0].scale))
        for name, count in (("single", 1), ("burst", _FRAMES)):
            readings = [_read(engine, frames[:count], scale) for frames, scale in bursts]
            people[name].append([reading for reading in readings if reading is not None])
    return {
        name: {
            key: repeated(table) for key in engine.curves if len(table := points_of(key, read, SHOPS)) >= _FEWEST
        }
        for name, read in people.items()
    }


def _seen(engine: Engine, shot: Shot) -> tuple[Located, Evidence] | None:
    """A face and its evidence; ``None`` where no face is found."""
    try:
        located = engine.locate(shot.rgb)
    except PhotoError:
        return None
    return located, engine.look(located.face.rgb)


def _read(
    engine: Engine, frames: Sequence[tuple[Located, Evidence] | None], scale: float
) -> dict[str, Reading] | None:
    """Grades of pictures read together, without criteria they are too coarse for.

    ``None`` where the first shows no face.
    """
    if frames[0] is None:
        return None
    first = frames[0][0]
    alike = [
        evidence
        for located, evidence in (frame for frame in frames if frame is not None)
        if same_pose(first.face.points, located.face.points, CROP_SIZE)
    ]
    read = engine.read(engine.pooled(first, joined(alike)))
    return {key: reading for key, reading in read.items() if sharp_enough(key, scale)}


def points_of(key: str, people: Iterable[Sequence[Mapping[str, Reading]]], shots: int) -> Floats:
    """A criterion's severity in points of 100, [persons, shots], of the persons read on every shot."""
    rows = [[100 * r[key].grade / CRITERIA[key].grade_max for r in person if key in r] for person in people]
    return np.array([row for row in rows if len(row) == shots]).reshape(-1, shots)


def repeated(table: Floats, identities: Sequence[str] | None = None) -> Figures:
    """Within-person SD, ICC(2,1) and MDC95 of severities in points, [persons, shots].

    Args:
        table: One row a skin.
        identities: Who wears the skin of each row, where several rows show one face; intervals are over them.
    """
    persons = np.arange(len(table)) if identities is None else np.asarray(identities)
    sd = estimate(lambda rows: within_person_sd(table[rows]), persons)
    icc = estimate(lambda rows: icc21(table[rows]), persons)
    return {
        "persons": len(table),
        "shots": table.shape[1],
        **sd.named("sd_points", 2),
        **icc.named("icc21"),
        "mdc95_points": round(detectable_change(sd.value), 1),
        "between_person_sd_points": round(float(table.mean(axis=1).std(ddof=1)), 2),
    }
