"""Classical measures of the same criteria, in the same frame: what the learned model has to beat.

One filter a criterion, as the image-analysis literature uses them: ridges by Frangi's vesselness (1998), dark
spots and blemishes by differences of Gaussians, pores by the Laplacian of Gaussian (Lindeberg 1998), texture by
band-pass energy, redness and dark circles by colour differences to the person's own skin. All are taken on
CIELAB of the aligned crop, inside the same skin mask and zones as the model's answers. They know nothing of
anything rendered; their constants were set by their physical meaning, not fitted to truth, except where a
docstring says so.
"""

from collections.abc import Callable, Collection, Iterable

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000
from skimage.filters import frangi

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import RGB, Map
from consultant_app.training.evaluation.frame import (
    Frame,
    Mask,
    band,
    filled,
    frame_of,
    gaussian,
    masked_mean,
    on_grid,
    pixels,
)

_LEAST_PIXELS = 100
_CHEEKS = (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)
_LINES = ("forehead_lines", "frown_lines", "crows_feet", "under_eye_lines")

Values = NDArray[np.float32]


def _ridges(frame: Frame) -> Values:
    """Frangi vesselness 0..1 of dark ridges 0.4 to 1 mm wide; ``gamma`` is absolute, so that faces compare."""
    light = frame.lab[..., 0]
    ridges = frangi(  # type: ignore[no-untyped-call]
        light, sigmas=(1.0, 1.6, 2.4), beta=0.5, gamma=1.0, black_ridges=True, mode="nearest"
    )
    return np.asarray(ridges, np.float32)


def _fold_depth(frame: Frame) -> Values:
    """Depth of valleys up to 8 mm wide as a share of L* around: black top-hat of the smoothed light."""
    light = gaussian(frame.lab[..., 0], pixels(0.6))
    reach = 2 * round(pixels(4.0)) + 1
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return np.asarray((closed - light) / np.maximum(closed, 1), np.float32)


def _texture(frame: Frame) -> Values:
    """Root mean square of L* between 0.35 and 1.5 mm, over 4 mm around each pixel."""
    fine = band(frame.lab[..., 0], 0.35, 1.5)
    return np.asarray(np.sqrt(np.maximum(masked_mean(fine * fine, frame.skin, pixels(4.0)), 0)), np.float32)


def _pores(frame: Frame) -> Values:
    """Dark blobs: the stronger of the scale-normalised Laplacians at 0.35 and 0.5 mm above 1 unit of L*."""
    light = frame.lab[..., 0]
    answers = []
    for sigma in (pixels(0.35), pixels(0.5)):
        bend = cv2.Laplacian(gaussian(light, sigma), cv2.CV_32F, ksize=1)
        answers.append(sigma**2 * np.asarray(bend, np.float32))
    return np.asarray(np.clip(np.maximum(*answers) - 1.0, 0, None), np.float32)


def _melanin(frame: Frame) -> Values:
    """Melanin index 100 log10(1 / red light): haemoglobin hardly absorbs red (Diffey et al. 1984)."""
    return np.asarray(-100 * np.log10(np.maximum(frame.linear[..., 0], 1e-3)), np.float32)


def _spots(frame: Frame) -> Values:
    """Melanin index of 0.6 to 4 mm structure above the skin around, where it exceeds 2 units."""
    index = filled(_melanin(frame), frame.skin)
    return np.asarray(np.clip(band(index, 0.4, 4.0) - 2.0, 0, None), np.float32)


def _unevenness(frame: Frame) -> Values:
    """Mean absolute L* between 2 and 14 mm in three bands: patches of tone, without the broad shading."""
    light = frame.lab[..., 0]
    bands = [np.abs(band(light, low, high)) for low, high in ((2.0, 4.0), (4.0, 8.0), (8.0, 14.0))]
    return np.asarray(sum(bands) / len(bands), np.float32)


def _redness(frame: Frame) -> Values:
    """a* above the person's own calm skin (the 20th percentile of her skin's a*), smoothed over 2 mm."""
    a_star = gaussian(frame.lab[..., 1], pixels(2.0))
    calm = float(np.quantile(a_star[frame.skin], 0.2)) if frame.skin.any() else 0.0
    return np.asarray(np.clip(a_star - calm, 0, None), np.float32)


def _blemishes(frame: Frame) -> Values:
    """a* above its surroundings of 10 mm (see ``blemish_area``)."""
    return np.asarray(np.clip(local_redness(frame.lab[..., 1], frame.skin, 10.0), 0, None), np.float32)


def _circles(frame: Frame) -> Values:
    """CIEDE2000 to the cheeks' median colour where the skin is darker than it."""
    reference = _median(frame, frame.area(_CHEEKS))
    smooth = gaussian(frame.lab, pixels(1.5))
    small = smooth[::4, ::4]
    difference = np.asarray(
        deltaE_ciede2000(small, np.broadcast_to(reference, small.shape)),  # type: ignore[no-untyped-call]
        np.float32,
    )
    difference = np.where(small[..., 0] < reference[0], difference, 0).astype(np.float32)
    return np.asarray(cv2.resize(difference, frame.skin.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _relief(frame: Frame) -> Values:
    """Absolute L* between 1.5 and 6 mm: the bright bulge of a bag and the shade below it."""
    return np.asarray(np.abs(band(frame.lab[..., 0], 1.5, 6.0)), np.float32)


def _shine(frame: Frame) -> Values:
    """White light above the skin around, as a share of it, beyond 15 %: a highlight lifts the darkest primary."""
    white = frame.linear.min(axis=2)
    around = masked_mean(white, frame.skin, pixels(12.0))
    return np.asarray(np.clip(white / np.maximum(around, 1e-3) - 1.15, 0, None), np.float32)


_FILTERS: dict[str, Callable[[Frame], Values]] = {
    **dict.fromkeys(_LINES, _ridges),
    "folds": _fold_depth,
    "texture": _texture,
    "pores": _pores,
    "dark_spots": _spots,
    "tone_evenness": _unevenness,
    "redness": _redness,
    "blemishes": _blemishes,
    "dark_circles": _circles,
    "eye_bags": _relief,
    "shine": _shine,
}

CRITERIA_MEASURED = tuple(_FILTERS)
"""Criteria that have a classical measure. Firmness has none: an outline says nothing without a reference."""


def _spread(frame: Frame, where: Mask) -> float:
    """Standard deviation of ITA in degrees without broad shading, mean over structure above 1.5, 3 and 6 mm."""
    light, yellow = frame.lab[..., 0], frame.lab[..., 2]
    level = float(np.median(light[where]))
    flat = light - masked_mean(light, frame.skin, pixels(14.0)) + level
    spreads = []
    for scale in (1.5, 3.0, 6.0):
        smooth = [gaussian(image, pixels(scale)) for image in (flat, yellow)]
        ita = np.degrees(np.arctan2(smooth[0] - 50, np.maximum(smooth[1], 1e-3)))
        spreads.append(float(ita[where].std()))
    return float(np.mean(spreads))


def _circle_difference(frame: Frame, where: Mask) -> float:
    """CIEDE2000 of the area's median colour to the cheeks'; negative where the area is the lighter one."""
    below, beside = _median(frame, where), _median(frame, frame.area(_CHEEKS))
    difference = float(deltaE_ciede2000(below, beside))  # type: ignore[no-untyped-call]
    return difference if below[0] < beside[0] else -difference


def _relief_contrast(frame: Frame, where: Mask) -> float:
    """L* between the 5th and 95th percentile of structure of 1.5 to 6 mm."""
    low, high = np.quantile(band(frame.lab[..., 0], 1.5, 6.0)[where], [0.05, 0.95])
    return float(high - low)


def _blemish_share(frame: Frame, where: Mask) -> float:
    return float((_blemishes(frame)[where] > 2.0).mean())


_SCALARS: dict[str, Callable[[Frame, Mask], float]] = {
    "tone_evenness": _spread,
    "dark_circles": _circle_difference,
    "eye_bags": _relief_contrast,
    "blemishes": _blemish_share,
}
"""Criteria whose measure is not the mean of their map."""


def _median(frame: Frame, where: Mask) -> Values:
    """Median CIELAB [3] of an area, of all skin where the area is too small, of the frame where there is none."""
    for area in (where, frame.skin):
        if area.sum() >= _LEAST_PIXELS:
            return np.asarray(np.median(frame.lab[area], axis=0), np.float32)
    return np.asarray(np.median(frame.lab.reshape(-1, 3), axis=0), np.float32)


def maps(
    face: RGB, skin: Mask, zones: dict[Zone, Mask], only: Collection[str] = CRITERIA_MEASURED
) -> dict[str, Map]:
    """The classical map of each criterion.

    Args:
        face: The aligned crop, uint8 [640, 640, 3], sRGB.
        skin: Visible skin, bool [640, 640] or [160, 160].
        zones: Zone -> its area, bool, of either grid; ``Zone.FACE`` may be missing.
        only: Criteria asked for.

    Returns:
        Criterion -> float32 [160, 160], not negative, each in its own unit, 0 off the skin. The four line
        criteria share one map.
    """
    frame = frame_of(face, skin, zones)
    done: dict[Callable[[Frame], Values], Map] = {}
    out = {}
    for key, answer in _FILTERS.items():
        if key in only:
            if answer not in done:
                done[answer] = on_grid(answer(frame), frame.skin)
            out[key] = done[answer]
    return out


def measures(
    face: RGB, skin: Mask, zones: dict[Zone, Mask], only: Collection[str] = CRITERIA_MEASURED
) -> dict[str, float]:
    """The classical measure of each criterion over all its zones; arguments as ``maps``.

    Returns:
        Criterion -> measure, higher means more marked, each in its own unit; a criterion whose zones show too
        little skin is missing. Blemishes count all skin, as the model's do.
    """
    per_zone = _measured(frame_of(face, skin, zones), only, whole=True)
    return {key: found[Zone.FACE] for key, found in per_zone.items() if found}


def zone_measures(
    face: RGB, skin: Mask, zones: dict[Zone, Mask], only: Collection[str] = CRITERIA_MEASURED
) -> dict[str, dict[Zone, float]]:
    """The classical measure of each criterion in each of its zones that shows skin; arguments as ``maps``."""
    return _measured(frame_of(face, skin, zones), only, whole=False)


def _measured(frame: Frame, only: Collection[str], whole: bool) -> dict[str, dict[Zone, float]]:
    """Measures by criterion and zone; ``whole`` takes a criterion's zones together, under ``Zone.FACE``."""
    found: dict[Callable[[Frame], Values], Values] = {}
    out: dict[str, dict[Zone, float]] = {}
    for key, answer in _FILTERS.items():
        if key not in only:
            continue
        if key not in _SCALARS and answer not in found:
            found[answer] = answer(frame)
        out[key] = {
            zone: _SCALARS[key](frame, where) if key in _SCALARS else float(found[answer][where].mean())
            for zone, where in _areas(key, frame, whole)
            if where.sum() >= _LEAST_PIXELS
        }
    return out


def _areas(key: str, frame: Frame, whole: bool) -> Iterable[tuple[Zone, Mask]]:
    zones = CRITERIA[key].zones
    if whole:
        return [(Zone.FACE, frame.skin if key == "blemishes" else frame.area(zones))]
    return [(zone, frame.area((zone,))) for zone in zones]


def local_redness(a_star: Values, skin: Mask, reach_mm: float) -> Values:
    """a* above its mean over the skin within ``reach_mm`` (sigma), [S, S]."""
    return gaussian(a_star, 1.5) - masked_mean(a_star, skin, pixels(reach_mm))


def blemish_area(frame: Frame, reach_mm: float = 10.0, limit: float = 2.0) -> float:
    """Share of the skin whose a* stands out from its surroundings by more than ``limit`` units.

    The defaults were the best of fifteen settings once tried on the graded photographs themselves, so this
    baseline is flattered there, not the model; ``baselines.blemish_baselines`` repeats the choice openly.
    """
    if frame.skin.sum() < _LEAST_PIXELS:
        return 0.0
    return float((local_redness(frame.lab[..., 1], frame.skin, reach_mm)[frame.skin] > limit).mean())
