"""Each slider set on real faces, and the picture scored again by the eyes that gave the score."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.layers import FittedLayer, strength
from consultant_app.imaging.skin import zone_masks
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.data.dataset import load_canvases
from consultant_app.training.evaluation.editing.pictures import STILL, Layers, edited, fits_of
from consultant_app.training.evaluation.engine import Engine, Located
from consultant_app.training.evaluation.statistics import Figures, Floats, estimate

ASKED = (-1.0, -0.5, 0.5, 1.0)
"""Settings at which the closed loop is looked at."""

_POWERS = np.arange(1.0, 2.01, 0.1)
"""Powers of a slider that are tried. Evidence grows as the root of what is drawn, so at power 2 an attribute is
twice as visible by the scale's own definition (docs/scales.md); beyond it a slider would exaggerate for a scorer
that does not see enough."""

_STRENGTHS = (-1.0, -0.85, -0.6, -0.3, 0.0, 0.5, 1.0, 2.0, 3.0)
"""Amounts of a layer at which the scorer is asked when powers are fitted; in between it is interpolated."""

_FACES = 24
"""Faces of the closed loop, both halves together."""

_FEWEST = 5
"""Fewest faces on which a figure is said."""

_LEAST_SEVERITY = 10.0
"""Points of severity below which there is nothing to take away or to double."""


@dataclass(frozen=True, eq=False)
class Loop:
    """One slider at one place, on one face.

    Attributes:
        identity: The face.
        asked, seen: Change of severity in points of 100.
        others: Mean change of all other criteria, points, without sign.
        outside: Largest change outside the criterion's mask, in levels.
        likeness: How alike the face stays to an embedding that tells persons apart, -1..1.
    """

    identity: str
    asked: float
    seen: float
    others: float
    outside: int
    likeness: float


Likeness = Callable[[AlignedFace, RGB], float]
"""How alike a face and an edit of it are, -1..1 (see ``Identity``)."""


def fitted_powers(engine: Engine, faces: Mapping[str, Located], layers: Layers) -> dict[str, float]:
    """Criterion -> the power of its slider whose slope of seen on asked change is nearest to 1.

    Args:
        engine: The scorer, with its curves.
        faces: Name -> face; others than the closed loop is then judged on.
        layers: The editor.
    """
    found: dict[str, list[tuple[float, Floats]]] = {}
    for located in faces.values():
        for key, fits, before in _sliders(engine, located, layers):
            seen = [
                before[key]
                if amount == 0
                else seen_on(engine, located, edited(located.face.rgb, fits, {key: amount}))[key]
                for amount in _STRENGTHS
            ]
            found.setdefault(key, []).append((before[key], np.array(seen) - before[key]))
    return {key: _best_power(curves) for key, curves in found.items() if len(curves) >= _FEWEST}


def _best_power(curves: Sequence[tuple[float, Floats]]) -> float:
    """The power that brings the faces' curves (severity, its changes at ``_STRENGTHS``) nearest to slope 1."""
    asked = np.array([_asked(before, setting) for before, _ in curves for setting in ASKED])
    off = []
    for power in _POWERS:
        amounts = [strength(setting, power) for setting in ASKED]
        seen = np.concatenate([np.interp(amounts, _STRENGTHS, changes) for _, changes in curves])
        off.append(abs(_slope(asked, seen) - 1))
    return round(float(_POWERS[int(np.argmin(off))]), 1)


def _sliders(
    engine: Engine, located: Located, layers: Layers
) -> Iterator[tuple[str, dict[str, FittedLayer], dict[str, float]]]:
    """The criteria that a face shows enough of to be changed, with its layers and its severities."""
    fits, before = fits_of(located, layers), severities(engine, located)
    for key in CRITERIA:
        if key in fits and before.get(key, 0.0) >= _LEAST_SEVERITY:
            yield key, fits, before


def closed_loop(
    engine: Engine,
    faces: Mapping[str, Located],
    layers: Layers,
    powers: Mapping[str, float],
    likeness: Likeness | None,
) -> dict[str, list[Loop]]:
    """Set each slider on each face and score the picture again.

    Args:
        engine: The scorer, with its curves.
        faces: Name -> face.
        layers: The editor.
        powers: Criterion -> power of its slider (see ``imaging.layers.strength``).
        likeness: Tells whether the person stays the same; not asked where there is none.

    Returns:
        Criterion -> what was found; without criteria that too few faces show.
    """
    rows: dict[str, list[Loop]] = {}
    for name, located in faces.items():
        rgb = located.face.rgb
        for key, fits, before in _sliders(engine, located, layers):
            for setting in ASKED:
                picture = edited(rgb, fits, {key: strength(setting, powers.get(key, 1.0))})
                after = seen_on(engine, located, picture)
                others = [abs(after[other] - before[other]) for other in before.keys() & after.keys() - {key}]
                off = np.abs(picture.astype(np.int16) - rgb)[fits[key].mask == 0]
                loop = Loop(
                    identity=name,
                    asked=_asked(before[key], setting),
                    seen=after[key] - before[key],
                    others=float(np.mean(others)) if others else 0.0,
                    outside=int(off.max(initial=0)),
                    likeness=1.0 if likeness is None else likeness(located.face, picture),
                )
                rows.setdefault(key, []).append(loop)
    return {key: rows[key] for key in CRITERIA if len(rows.get(key, [])) >= _FEWEST * len(ASKED)}


def summed_up(rows: Sequence[Loop]) -> Figures:
    """One criterion's closed loop in figures.

    Returns:
        ``faces``, ``slope`` (of seen on asked change, through 0) with its interval, ``others_points``,
        ``outside_levels``, ``least_likeness``.
    """
    asked, seen = (np.array([getattr(row, name) for row in rows]) for name in ("asked", "seen"))
    slope = estimate(lambda i: _slope(asked[i], seen[i]), [row.identity for row in rows])
    return {
        "faces": float(len({row.identity for row in rows})),
        **slope.named("slope"),
        "others_points": round(float(np.mean([row.others for row in rows])), 2),
        "outside_levels": float(max(row.outside for row in rows)),
        "least_likeness": round(min(row.likeness for row in rows), 3),
    }


def _asked(before: float, setting: float) -> float:
    """Change of a severity in points that a slider asks for."""
    return min(100.0, before * (1 + setting)) - before


def _slope(asked: Floats, seen: Floats) -> float:
    return float((asked @ seen) / max(float(asked @ asked), 1e-9))


def severities(engine: Engine, located: Located) -> dict[str, float]:
    """Criterion -> severity in points of 100."""
    read = engine.read(engine.pool(located))
    return {key: 100 * reading.grade / CRITERIA[key].grade_max for key, reading in read.items()}


def seen_on(engine: Engine, located: Located, picture: RGB) -> dict[str, float]:
    """Severities of an edit of a face: an edit moves no landmark."""
    face = AlignedFace(picture, located.face.points, located.face.crop_from_photo)
    return severities(engine, Located(face, located.skin, located.zones, located.scale))


def loop_faces(data: Path) -> tuple[dict[str, Located], dict[str, Located]]:
    """Real, untouched, held-out faces by name, in two halves: to fit powers on, and to judge them on.

    Args:
        data: Folder with ``faces/index.csv``.
    """
    halves: tuple[dict[str, Located], dict[str, Located]] = ({}, {})
    for index, canvas in enumerate(load_canvases(data, "holdout")[:_FACES]):
        face = AlignedFace(canvas.photo, canvas.points, STILL)
        zones = zone_masks(canvas.points, canvas.photo.shape[0])
        halves[index % 2][canvas.name] = Located(face, canvas.skin, zones, PIXELS_PER_MM)
    return halves
