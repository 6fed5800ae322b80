"""How near an editor's picture without an attribute comes to the photograph that truly lacks it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.layers import CHANNEL_OF, FittedLayer
from consultant_app.imaging.skin import zone_masks
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.evaluation.editing.loop import seen_on
from consultant_app.training.evaluation.editing.perceptual import Perceptual
from consultant_app.training.evaluation.editing.pictures import STILL, Layers, edited, fits_of
from consultant_app.training.evaluation.engine import Engine, Located
from consultant_app.training.evaluation.statistics import Estimate, Floats, Picks, estimate
from consultant_app.training.layers.edit_set import LAYERED, EditSet

_FEWEST = 5
"""Fewest pairs on which a figure is said."""

_LEAST_DRAWN = 0.3
"""Mean colour difference (CIE 1976) of a true pair inside the zones below which nothing was drawn there."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture beside the photograph that truly lacks an attribute.

    Attributes:
        delta_e: Mean colour difference inside the zones (CIE 1976).
        grain: Fine contrast over that of the true photograph.
        looks: Distance in a general network's features inside the zones (see ``perceptual``), in thousandths.
        seen: Change of the criterion's severity from the photograph as it is, in points.
    """

    delta_e: float
    grain: float
    looks: float
    seen: float


def true_pairs(
    engine: Engine, sets: Sequence[EditSet], most: int, editors: Mapping[str, Layers]
) -> dict[str, dict[str, Any]]:
    """How near the picture without an attribute comes to the photograph that truly lacks it.

    The editor sees the compressed photograph, as a file holds it. Its layers are laid on the uncompressed one,
    which differs from the true picture by the attribute alone: the compression of both would drown it.

    Args:
        engine: The scorer, with its curves.
        sets: Held-out faces with and without single attributes.
        most: Faces to look at in each set.
        editors: Name -> editor; all are held against the same pairs.

    Returns:
        Criterion -> ``pairs``, and for ``untouched`` (the photograph as it is) and each editor, with intervals
        over identities, inside the criterion's mask: ``delta_e``, the mean colour difference (CIE 1976),
        ``grain``, the fine contrast that is left over that of the true picture (1: nothing smoothed away),
        ``looks``, the distance in the features of a network trained on photographs of everything, in
        thousandths, and for the editors ``seen_of_true``: the change of severity that the scorer sees over the
        one that it sees in the true picture.
    """
    rows: dict[str, list[tuple[str, dict[str, Beside]]]] = {}
    eye = Perceptual()
    for data, index in [(one, index) for one in sets for index in range(min(most, len(one.photos)))]:
        located = located_of(data, index)
        fits = {name: fits_of(located, layers) for name, layers in editors.items()}
        for place, channel in enumerate(data.channels[index]):
            before, truth = (np.asarray(data.shown[index, which]) for which in (0, 2 + place))
            for key in (key for key, name in CHANNEL_OF.items() if name == LAYERED[channel]):
                found = _apart(engine, eye, located, fits, key, before, truth)
                if found is not None:
                    rows.setdefault(key, []).append((data.identities[index], found))
    return {key: _distances(pairs) for key in CRITERIA if len(pairs := rows.get(key, [])) >= _FEWEST}


def located_of(data: EditSet, index: int) -> Located:
    """A rendered face as the application would have found it."""
    face = AlignedFace(np.ascontiguousarray(data.photos[index]), np.asarray(data.points[index]), STILL)
    return Located(face, data.skin[index] > 127, zone_masks(face.points, face.rgb.shape[0]), PIXELS_PER_MM)


def _apart(
    engine: Engine,
    eye: Perceptual,
    located: Located,
    fits: Mapping[str, Mapping[str, FittedLayer]],
    key: str,
    before: RGB,
    truth: RGB,
) -> dict[str, Beside] | None:
    """The photograph as it is, the true one and each editor's picture; ``None`` where nothing was drawn."""
    if not all(key in found for found in fits.values()):
        return None
    where = next(iter(fits.values()))[key].mask > 0.5
    target = lab_from_srgb(truth)
    grain = _grain(target, where)
    look = eye.features(truth)
    severity = seen_on(engine, located, before).get(key, float("nan"))

    def beside(rgb: RGB) -> Beside:
        lab = lab_from_srgb(rgb)
        return Beside(
            float(np.linalg.norm((lab - target)[where], axis=1).mean()),
            _grain(lab, where) / max(grain, 1e-6),
            1000 * eye.distance(eye.features(rgb), look, where),
            seen_on(engine, located, rgb).get(key, float("nan")) - severity,
        )

    untouched = beside(before)
    if untouched.delta_e < _LEAST_DRAWN:
        return None
    pictures = {name: edited(before, found, {key: -1.0}) for name, found in fits.items()}
    return {"untouched": untouched, "true": beside(truth)} | {
        name: beside(picture) for name, picture in pictures.items()
    }


def _grain(lab: NDArray[np.float32], where: NDArray[np.bool_]) -> float:
    """Root mean square of what is finer than about half a millimetre in L*."""
    light = lab[..., 0]
    return float(np.sqrt(np.square(light - cv2.GaussianBlur(light, (0, 0), 1.0))[where].mean()))


def _distances(rows: Sequence[tuple[str, dict[str, Beside]]]) -> dict[str, Any]:
    who = [identity for identity, _ in rows]
    out: dict[str, Any] = {"pairs": len(rows)}
    true = np.array([found["true"].seen for _, found in rows])
    for name in (name for name in rows[0][1] if name != "true"):
        delta, grain, looks, seen = (
            np.array([getattr(found[name], figure) for _, found in rows])
            for figure in ("delta_e", "grain", "looks", "seen")
        )
        out[name] = _mean(delta, who).named("delta_e", 2) | _mean(grain, who).named("grain", 2)
        out[name] |= _mean(looks, who).named("looks", 1)
        if name != "untouched" and np.isfinite(true).all():
            out[name] |= estimate(_slope_of(true, seen), who).named("seen_of_true", 2)
    return out


def _slope_of(true: Floats, seen: Floats) -> Callable[[Picks], float]:
    return lambda i: float(true[i] @ seen[i] / max(float(true[i] @ true[i]), 1e-9))


def _mean(values: Floats, who: Sequence[str]) -> Estimate:
    return estimate(lambda picks: float(values[picks].mean()), who)
