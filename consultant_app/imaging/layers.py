"""From the editor's channels on the aligned crop to layers of single criteria on the photograph.

``out = photo * exp(setting * layer)`` in CODED values: sRGB is taken as a power law (``GAMMA``), so the logarithm
of a coded value is that of linear light over the exponent and no gamma step is needed per frame.

The channels come at half the crop's resolution. They reach the photo's own by a fast guided filter (He and Sun,
arXiv:1505.00996, 2015): in small windows the layer is explained as ``slope * log(photo) + offset``; both are
smooth and are enlarged, and the product is taken with the photo at full resolution. So a line is as fine and a
spot's border as sharp as on the photo, and where the layer is flat (slope 0) the skin's own grain stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import NO_BOX, Box, box_around
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.illustration import GAMMA
from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.alignment import Affine, AlignedFace
from consultant_app.imaging.attribute_mask import attribute_masks
from consultant_app.imaging.evidence import map_from_photo

Floats = NDArray[np.float32]

_LINES = ("forehead_lines", "frown_lines", "crows_feet", "under_eye_lines")
_NO_LAYER = ("firmness", "radiance")
CHANNEL_OF = {key: "lines" if key in _LINES else key for key in CRITERIA if key not in _NO_LAYER}
"""Criterion -> channel of the editor. Firmness is a warp (``jaw_warp``); radiance is made of others."""

_RADIUS = 2
"""Half window of the fit, pixels of the channels (0.77 mm each): wide enough to tell the layer from grain."""

_GRAIN = 0.02
"""Contrast (log of coded values) below which the photo's detail is taken for grain, not for the layer's own
form."""

_OVERSHOOT = 1.6
"""A layer may exceed the extremes found at low resolution by this factor: a fine line's bottom is deeper than the
mean over the coarse pixel, a strand of hair across the skin far deeper."""

_LOG = np.log((np.arange(256, dtype=np.float32) + 1) / 256)
"""Logarithm of a coded value; the added level keeps black finite."""


@dataclass(frozen=True, eq=False)
class AttributeLayer:
    """What one criterion adds to a photo.

    Attributes:
        key: Criterion.
        box: Where it lies on the photo; outside it adds nothing.
        log: float32 [box.height, box.width, 3], natural logarithm of coded values; exactly 0 outside its zones.
    """

    key: str
    box: Box
    log: Floats


@dataclass(frozen=True, eq=False)
class FittedLayer:
    """A criterion's layer as a function of the photo, good for any resolution of it.

    Attributes:
        key: Criterion.
        slope, offset: float32 [M, M, 3] on the channels' grid: ``layer = slope * log(photo) + offset``.
        mask: Weight float32 [S, S] on the aligned crop.
        low, high: Range of the layer, log of coded values.
    """

    key: str
    slope: Floats
    offset: Floats
    mask: Map
    low: float
    high: float


def fit_layers(
    face: AlignedFace,
    skin: NDArray[np.bool_],
    zones: Mapping[Zone, NDArray[np.bool_]],
    channels: Mapping[str, Floats],
) -> dict[str, FittedLayer]:
    """Explain the channels by the crop, criterion by criterion.

    Args:
        face: The aligned crop uint8 [S, S, 3].
        skin: Its visible skin, bool [S, S].
        zones: Zone -> bool [S, S].
        channels: Channel -> float32 [M, M, 3], natural logarithm of LINEAR light.

    Returns:
        Criterion -> fit, in the product's order; without those whose channel is missing or whose zones are hidden.
    """
    masks = attribute_masks([key for key, channel in CHANNEL_OF.items() if channel in channels], skin, zones)
    guides: dict[int, _Guide] = {}
    fits: dict[str, tuple[Floats, Floats]] = {}
    out = {}
    for key, mask in masks.items():
        channel = CHANNEL_OF[key]
        layer = np.asarray(channels[channel] / GAMMA, np.float32)
        size = layer.shape[0]
        if size not in guides:
            guides[size] = _Guide(face.rgb, size)
        if channel not in fits:
            fits[channel] = guides[size].explain(layer)
        seen = layer[cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA) > 0]
        low, high = (min(0.0, float(seen.min())), max(0.0, float(seen.max()))) if seen.size else (0.0, 0.0)
        out[key] = FittedLayer(key, *fits[channel], mask, _OVERSHOOT * low, _OVERSHOOT * high)
    return out


def attribute_layers(rgb: RGB, crop_from_photo: Affine, fits: Iterable[FittedLayer]) -> Iterator[AttributeLayer]:
    """The layers at the full resolution of a photo, one after the other.

    Args:
        rgb: uint8 [H, W, 3]: the photo of the fit, at any scale.
        crop_from_photo: Its pixels -> those of the aligned crop.
        fits: What to carry over.

    Yields:
        One layer a fit; none for a fit that lies outside the photo.
    """
    shown = {fit.key: (fit, layer_box(fit, crop_from_photo, rgb.shape)) for fit in fits}
    whole = NO_BOX
    for _, box in shown.values():
        whole = whole.joined(box)
    log_photo = _LOG[rgb[whole.where]]
    for fit, box in shown.values():
        if not box.empty:
            log = _on_photo(fit, log_photo[box.seen_from(whole).where], crop_from_photo, box)
            yield AttributeLayer(fit.key, box, log)


def layer_box(fit: FittedLayer, crop_from_photo: Affine, shape: tuple[int, ...]) -> Box:
    """Pixels of a photo of ``shape`` that a fit can reach; empty where it lies outside."""
    x, y, width, height = cv2.boundingRect((fit.mask > 0).astype(np.uint8))
    corners = np.array([(x, y), (x + width, y), (x, y + height), (x + width, y + height)], np.float64)
    back = cv2.invertAffineTransform(crop_from_photo)
    return box_around(corners @ back[:, :2].T + back[:, 2], shape)


def strength(setting: float, power: float) -> float:
    """How much of a layer makes an attribute ``1 + setting`` times as visible: ``(1 + setting) ** power - 1``.

    What the eye and the scorer see grows more slowly than what is there, about as its root (power 2); each
    criterion's power is measured by the editor's closed loop. Gone is always -1, and as it is always 0.
    """
    return float((1.0 + setting) ** power - 1.0)


class _Guide:
    """The crop at the channels' resolution, with what all fits to it share."""

    def __init__(self, crop: RGB, size: int) -> None:
        self._log = np.asarray(_LOG[cv2.resize(crop, (size, size), interpolation=cv2.INTER_AREA)], np.float32)
        self._mean = _mean(self._log)
        variance = _mean(self._log * self._log) - self._mean * self._mean
        self._weight = 1 / (variance + _GRAIN**2)

    def explain(self, layer: Floats) -> tuple[Floats, Floats]:
        """Slope and offset float32 [M, M, 3] of the guided filter, colour by colour."""
        mean = _mean(layer)
        slope = np.asarray((_mean(self._log * layer) - self._mean * mean) * self._weight, np.float32)
        return _mean(slope), _mean(mean - slope * self._mean)


def _mean(values: Floats) -> Floats:
    side = 2 * _RADIUS + 1
    return np.asarray(cv2.boxFilter(values, -1, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)


def _on_photo(fit: FittedLayer, log_photo: Floats, crop_from_photo: Affine, box: Box) -> Floats:
    to_grid = map_from_photo(crop_from_photo, fit.mask.shape[0], fit.slope.shape[0])
    layer = _carried(fit.slope, to_grid, box, cv2.BORDER_REPLICATE)
    cv2.multiply(layer, log_photo, layer)
    cv2.add(layer, _carried(fit.offset, to_grid, box, cv2.BORDER_REPLICATE), layer)
    np.clip(layer, fit.low, fit.high, out=layer)
    weight = _carried(fit.mask, crop_from_photo, box, cv2.BORDER_CONSTANT)
    layer *= weight[..., None]
    return layer


def _carried(values: Floats, from_photo: Affine, box: Box, border: int) -> Floats:
    """Values on another grid, as seen by the photo's pixels in ``box``."""
    shifted = from_photo.copy()
    shifted[:, 2] += from_photo[:, :2] @ np.array([box.x, box.y], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(values, shifted, (box.width, box.height), flags=flags, borderMode=border, borderValue=0),
        np.float32,
    )
