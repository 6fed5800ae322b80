"""How much a score moves when nothing but the shop, the camera and the pose changes."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import PhotoError
from consultant_app.training.evaluation.engine import Engine, Pooled, Reading, sharp_enough
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

_FEWEST = 8
"""Fewest persons on whom a criterion's repeatability is said."""


def repeatability(engine: Engine, faces: Sequence[Face], seed: int, strength: float = 1.0) -> dict[str, Figures]:
    """Photograph each face in ``SHOPS`` simulated shops, analyse each shot anew, and compare.

    Every shot goes through the product's whole path: the face is found, aligned and masked again. A shot too
    coarse for a criterion is not read for it, as in the product; a person counts where every shot was read.

    Args:
        engine: The model, with the curves to read grades with.
        faces: Untouched faces, one a person (``load_canvases(data, "holdout")``).
        seed: All randomness follows from it.
        strength: Variety of camera and light, 0..1.

    Returns:
        Criterion -> ``persons``, ``shots``, ``sd_points`` and ``icc21`` with ``_low`` and ``_high``,
        ``mdc95_points`` (points of 100); a criterion read on fewer than eight persons is missing.
    """
    random = np.random.default_rng(seed)
    people = []
    for face in faces:
        shots = [shoot(face, int(random.integers(2**31)), strength) for _ in range(SHOPS)]
        people.append([reading for shot in shots if (reading := _read(engine, shot)) is not None])
    return {
        key: repeated(table) for key in engine.curves if len(table := points_of(key, people, SHOPS)) >= _FEWEST
    }


def _read(engine: Engine, shot: Shot) -> dict[str, Reading] | None:
    """Grades of a shot, without criteria it is too coarse for; ``None`` where no face is found."""
    try:
        pooled: Mapping[str, Pooled] = engine.pool(engine.locate(shot.rgb))
    except PhotoError:
        return None
    return {key: reading for key, reading in engine.read(pooled).items() if sharp_enough(key, shot.scale)}


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
