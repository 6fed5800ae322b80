"""Is the edited picture what was asked for? Seen by the scorer, held against true pairs, and by who is on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from consultant_app.domain.box import NO_BOX
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.compose import composed
from consultant_app.imaging.layers import (
    CHANNEL_OF,
    FittedLayer,
    attribute_layers,
    fit_layers,
    layer_box,
    strength,
)
from consultant_app.imaging.skin import zone_masks
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.evaluation.engine import Engine, Located
from consultant_app.training.evaluation.statistics import Estimate, Figures, Floats, estimate
from consultant_app.training.layers.edit_set import LAYERED, EditSet

Layers = Callable[[RGB], Mapping[str, NDArray[np.float32]]]
"""Aligned crop uint8 [S, S, 3] -> channel -> float32 [M, M, 3], log of linear light."""

ASKED = (-1.0, -0.5, 0.5, 1.0)
"""Settings at which the closed loop is looked at."""

_POWERS = (1.0, 1.4, 1.8, 2.2, 2.6, 3.0)
"""Powers of a slider that are tried."""

_FEWEST = 5
"""Fewest faces on which a figure is said."""

_LEAST_DRAWN = 0.5
"""Mean colour difference (CIE 1976) of a true pair inside the zones below which nothing was drawn there."""

_LEAST_SEVERITY = 10.0
"""Points of severity below which there is nothing to take away or to double."""

_STILL = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

# Where eyes, nose and corners of the mouth lie in the 112-pixel input of face embeddings (Deng et al. 2019).
_TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
_FIVE = ((33, 133), (362, 263), (1, 1), (61, 61), (291, 291))


def fits_of(located: Located, layers: Layers) -> dict[str, FittedLayer]:
    """The layers of a face as the application fits them, on the crop itself."""
    return fit_layers(located.face, located.skin, located.zones, layers(located.face.rgb))


def edited(rgb: RGB, fits: Mapping[str, FittedLayer], settings: Mapping[str, float]) -> RGB:
    """The crop with so much of each layer laid on, as the application does it, uint8 [S, S, 3]."""
    chosen = [fits[key] for key in settings]
    box = NO_BOX
    for fit in chosen:
        box = box.joined(layer_box(fit, _STILL, rgb.shape))
    return composed(rgb, attribute_layers(rgb, _STILL, chosen), box, settings)


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
    best: dict[str, tuple[float, float]] = {}
    for power in _POWERS:
        for key, figures in closed_loop(engine, faces, layers, dict.fromkeys(CRITERIA, power), None).items():
            off = abs(figures["slope"] - 1)
            best[key] = min(best.get(key, (np.inf, 1.0)), (off, power))
    return {key: power for key, (_, power) in best.items()}


def closed_loop(
    engine: Engine,
    faces: Mapping[str, Located],
    layers: Layers,
    powers: Mapping[str, float],
    likeness: Likeness | None,
) -> dict[str, Figures]:
    """Set each slider on each face and score the picture again.

    Args:
        engine: The scorer, with its curves.
        faces: Name -> face.
        layers: The editor.
        powers: Criterion -> power of its slider (see ``imaging.layers.strength``).
        likeness: Tells whether the person stays the same; not asked where there is none.

    Returns:
        Criterion -> ``faces``, ``slope`` (of seen on asked change, through 0) with its interval,
        ``others_points``, ``outside_levels``, ``least_likeness``; without criteria that too few faces show.
    """
    rows: dict[str, list[Loop]] = {}
    for name, located in faces.items():
        rgb, fits, before = located.face.rgb, fits_of(located, layers), _severities(engine, located)
        for key in (key for key in CRITERIA if key in fits and before.get(key, 0.0) >= _LEAST_SEVERITY):
            for setting in ASKED:
                picture = edited(rgb, fits, {key: strength(setting, powers.get(key, 1.0))})
                off = np.abs(picture.astype(np.int16) - rgb)[fits[key].mask == 0]
                changes = _changes(key, setting, before, _severities(engine, _with(located, picture)))
                alike = 1.0 if likeness is None else likeness(located.face, picture)
                rows.setdefault(key, []).append(Loop(name, *changes, int(off.max(initial=0)), alike))
    return {key: _summed_up(found) for key in CRITERIA if len(found := rows.get(key, [])) >= _FEWEST * len(ASKED)}


def _changes(
    key: str, setting: float, before: Mapping[str, float], after: Mapping[str, float]
) -> tuple[float, float, float]:
    """Asked, seen, and the mean change of the others, in points."""
    asked = min(100.0, before[key] * (1 + setting)) - before[key]
    others = [abs(after[other] - before[other]) for other in before.keys() & after.keys() - {key}]
    return asked, after[key] - before[key], float(np.mean(others)) if others else 0.0


def _summed_up(rows: Sequence[Loop]) -> Figures:
    asked, seen = (np.array([getattr(row, name) for row in rows]) for name in ("asked", "seen"))
    slope = estimate(
        lambda i: float((asked[i] @ seen[i]) / max(asked[i] @ asked[i], 1e-9)), [row.identity for row in rows]
    )
    return {
        "faces": float(len({row.identity for row in rows})),
        **slope.named("slope"),
        "others_points": round(float(np.mean([row.others for row in rows])), 2),
        "outside_levels": float(max(row.outside for row in rows)),
        "least_likeness": round(min(row.likeness for row in rows), 3),
    }


def _severities(engine: Engine, located: Located) -> dict[str, float]:
    """Criterion -> severity in points of 100."""
    read = engine.read(engine.pool(located))
    return {key: 100 * reading.grade / CRITERIA[key].grade_max for key, reading in read.items()}


def _with(located: Located, rgb: RGB) -> Located:
    """The same face with other pixels: an edit moves no landmark."""
    face = AlignedFace(rgb, located.face.points, located.face.crop_from_photo)
    return Located(face, located.skin, located.zones, located.scale)


def true_pairs(sets: Sequence[EditSet], most: int, editors: Mapping[str, Layers]) -> dict[str, dict[str, Any]]:
    """How near the picture without an attribute comes to the photograph that truly lacks it.

    Args:
        sets: Held-out faces with and without single attributes.
        most: Faces to look at in each set.
        editors: Name -> editor; all are held against the same pairs.

    Returns:
        Criterion -> ``pairs``, and the mean colour difference (CIE 1976) inside the criterion's mask for
        ``untouched`` (the photograph as it is) and each editor, with intervals over identities.
    """
    rows: dict[str, list[tuple[str, dict[str, float]]]] = {}
    for data, index in [(one, index) for one in sets for index in range(min(most, len(one.photos)))]:
        located = located_of(data, index)
        fits = {name: fits_of(located, layers) for name, layers in editors.items()}
        for place, channel in enumerate(data.channels[index]):
            truth = np.asarray(data.shown[index, 2 + place])
            for key in (key for key, name in CHANNEL_OF.items() if name == LAYERED[channel]):
                found = _apart(located, fits, key, truth)
                if found is not None:
                    rows.setdefault(key, []).append((data.identities[index], found))
    return {key: _distances(pairs) for key in CRITERIA if len(pairs := rows.get(key, [])) >= _FEWEST}


def located_of(data: EditSet, index: int) -> Located:
    """A rendered face as the application would have found it."""
    face = AlignedFace(np.ascontiguousarray(data.photos[index]), np.asarray(data.points[index]), _STILL)
    return Located(face, data.skin[index] > 127, zone_masks(face.points, face.rgb.shape[0]), PIXELS_PER_MM)


def _apart(
    located: Located, fits: Mapping[str, Mapping[str, FittedLayer]], key: str, truth: RGB
) -> dict[str, float] | None:
    """Colour difference of each editor's picture to the true one; ``None`` where nothing was drawn."""
    if not all(key in found for found in fits.values()):
        return None
    where = next(iter(fits.values()))[key].mask > 0.5
    target = lab_from_srgb(truth)[where]

    def distance(rgb: RGB) -> float:
        return float(np.linalg.norm(lab_from_srgb(rgb)[where] - target, axis=1).mean())

    untouched = distance(located.face.rgb)
    if untouched < _LEAST_DRAWN:
        return None
    return {"untouched": untouched} | {
        name: distance(edited(located.face.rgb, found, {key: -1.0})) for name, found in fits.items()
    }


def _distances(rows: Sequence[tuple[str, dict[str, float]]]) -> dict[str, Any]:
    who = [identity for identity, _ in rows]
    out: dict[str, Any] = {"pairs": len(rows)}
    for name in rows[0][1]:
        out[name] = _mean(np.array([found[name] for _, found in rows]), who).named("delta_e", 2)
    return out


def _mean(values: Floats, who: Sequence[str]) -> Estimate:
    return estimate(lambda picks: float(values[picks].mean()), who)


class Identity:
    """A face embedding that tells persons apart; for the evaluation only, it never ships.

    Args:
        model: ONNX file, input 112 x 112 RGB 0..255 aligned on five points.

    Raises:
        ConsultantError: the file is not there.
    """

    def __init__(self, model: Path) -> None:
        if not model.is_file():
            raise ConsultantError(
                f"No face embedding at {model}. Give the folder that holds teachers/ with --teachers."
            )
        self._session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0]

    def likeness(self, face: AlignedFace, other: RGB) -> float:
        """Cosine similarity of an aligned face and an edit of it, -1..1."""
        first, second = (self._embedding(rgb, face.points) for rgb in (face.rgb, other))
        return float(first @ second)

    def _embedding(self, rgb: RGB, points: NDArray[np.float32]) -> Floats:
        five = np.array([points[list(pair), :2].mean(axis=0) for pair in _FIVE])
        affine, _ = cv2.estimateAffinePartial2D(five.astype(np.float32), _TEMPLATE.astype(np.float32))
        small = cv2.warpAffine(rgb, affine, (112, 112), flags=cv2.INTER_AREA).astype(np.float32)[None]
        if self._input.shape[1] == 3:
            small = small.transpose(0, 3, 1, 2)
        vector = np.asarray(
            self._session.run(None, {self._input.name: np.ascontiguousarray(small)})[0][0], np.float64
        )
        return vector / np.linalg.norm(vector)
