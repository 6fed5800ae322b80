"""The physical measure behind each score, taken on the aligned crop. Lengths in mm from the iris."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import Map
from consultant_app.imaging.evidence import SEEN, ScoredArea, criterion_area


def prepare() -> None:
    """Load scikit-image with SciPy: a quarter of a second that no start of the program waits for. Any thread."""
    import skimage.color
    import skimage.measure
    import skimage.morphology  # noqa: F401 - loaded, so that the first photo finds it there


@dataclass(frozen=True, eq=False)
class Measured:
    """What the measures are taken from.

    Attributes:
        lab: CIELAB of the crop, float32 [S, S, 3].
        maps: Criterion key -> heat map [M, M].
        area: What counts, on the map grid.
        map_per_mm: Map pixels per millimetre.
    """

    lab: NDArray[np.float32]
    maps: dict[str, Map]
    area: ScoredArea
    map_per_mm: float

    def where(self, zones: tuple[Zone, ...]) -> NDArray[np.bool_]:
        """Visible skin of some zones, bool [M, M]."""
        out = np.zeros(self.area.skin.shape, bool)
        for zone in zones:
            out |= self.area.zones.get(zone, np.zeros_like(out))
        return out

    def coarse(self, channel: int) -> Map:
        """One channel of CIELAB on the map grid."""
        size = self.area.skin.shape[0]
        return np.asarray(
            cv2.resize(self.lab[..., channel], (size, size), interpolation=cv2.INTER_AREA), np.float32
        )


def raw_measure(key: str, data: Measured) -> float | None:
    """The raw measure of a criterion in its unit (see ``domain.criteria``), or ``None`` if it cannot be taken.

    Some are taken on the heat map; of a criterion that the model does not score there is none.
    """
    where = criterion_area(key, data.area)
    measure = _MEASURES.get(key)
    if measure is None or where.sum() < 8 or (measure in _ON_HEAT_MAP and key not in data.maps):
        return None
    value = measure(key, data, where)
    return None if value is None else round(value, 3)


def _centre_lines(key: str, data: Measured, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One-pixel centre lines of the evidence."""
    from skimage.morphology import skeletonize

    return np.asarray(skeletonize((data.maps[key] > SEEN) & where), np.bool_)  # type: ignore[no-untyped-call]


def _line_density(key: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """Length of line centres per area, mm/cm2 (the length density of stereology)."""
    centre = _centre_lines(key, data, where)
    area_cm2 = float(where.sum()) / data.map_per_mm**2 / 100
    return float(centre.sum()) / (data.map_per_mm * area_cm2)


def _fold(key: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """Length of the fold in mm times its mean darkness against the skin around (relative L*)."""
    centre = _centre_lines(key, data, where)
    if not centre.any():
        return 0.0
    light = data.coarse(0)
    around = cv2.GaussianBlur(light, (0, 0), 4 * data.map_per_mm)
    contrast = np.clip((around - light)[centre] / np.maximum(around[centre], 1), 0, None)
    return float(contrast.mean() * centre.sum() / data.map_per_mm)


def _band_energy(data: Measured, where: NDArray[np.bool_], fine_mm: float, broad_mm: float) -> float:
    """Root mean square of L* between two scales."""
    size = data.lab.shape[0]
    per_mm = data.map_per_mm * size / where.shape[0]
    light = data.lab[..., 0]
    band = cv2.GaussianBlur(light, (0, 0), max(0.6, fine_mm * per_mm)) - cv2.GaussianBlur(
        light, (0, 0), broad_mm * per_mm
    )
    inside = cv2.resize(where.astype(np.uint8), (size, size), interpolation=cv2.INTER_NEAREST) > 0
    return float(np.sqrt((band[inside] ** 2).mean()))


def _texture(_: str, data: Measured, where: NDArray[np.bool_]) -> float:
    return _band_energy(data, where, 0.35, 1.5)


def _bags(_: str, data: Measured, where: NDArray[np.bool_]) -> float:
    return _band_energy(data, where, 1.2, 4.0)


def _share(key: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """Percent of the area that shows the attribute."""
    return 100 * float((data.maps[key][where] > SEEN).mean())


def _count(key: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """Number of separate marks."""
    from skimage.measure import label

    return float(label((data.maps[key] > SEEN) & where, connectivity=2).max())  # type: ignore[no-untyped-call]


def _tone_spread(_: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """Standard deviation of ITA over the face, degrees, after broad shading was divided out of L*."""
    light, yellow = data.coarse(0), data.coarse(2)
    weight = where.astype(np.float32)
    sigma = 14 * data.map_per_mm
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)
    broad = cv2.GaussianBlur(light * weight, (0, 0), sigma) / share
    flat = light - broad + float(np.median(light[where]))
    smooth = [cv2.GaussianBlur(image, (0, 0), 1.5 * data.map_per_mm) for image in (flat, yellow)]
    ita = np.degrees(np.arctan2(smooth[0] - 50, np.maximum(smooth[1], 1e-3)))
    return float(ita[where].std())


def _red_shift(key: str, data: Measured, where: NDArray[np.bool_]) -> float:
    """a* of the reddened skin above the client's own calm skin; 0 when none is reddened."""
    red = (data.maps[key] > SEEN) & where
    calm = data.area.skin & ~red
    if red.sum() < 4 or calm.sum() < 8:
        return 0.0
    a_star = data.coarse(1)
    return max(0.0, float(np.median(a_star[red]) - np.median(a_star[calm])))


def _circle_difference(_: str, data: Measured, where: NDArray[np.bool_]) -> float | None:
    """CIEDE2000 between the skin below the eyes and the cheeks."""
    from skimage.color import deltaE_ciede2000

    cheek = data.where((Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT))
    if cheek.sum() < 8:
        return None
    lab = np.stack([data.coarse(channel) for channel in range(3)], axis=-1)
    below, beside = np.median(lab[where], axis=0), np.median(lab[cheek], axis=0)
    return float(deltaE_ciede2000(below, beside))  # type: ignore[no-untyped-call]


_MEASURES: dict[str, Callable[[str, Measured, NDArray[np.bool_]], float | None]] = {
    **dict.fromkeys(("forehead_lines", "frown_lines", "crows_feet", "under_eye_lines"), _line_density),
    "folds": _fold,
    "texture": _texture,
    "eye_bags": _bags,
    **dict.fromkeys(("pores", "dark_spots", "shine"), _share),
    "blemishes": _count,
    "tone_evenness": _tone_spread,
    "redness": _red_shift,
    "dark_circles": _circle_difference,
}

_ON_HEAT_MAP = (_line_density, _fold, _share, _count, _red_shift)
