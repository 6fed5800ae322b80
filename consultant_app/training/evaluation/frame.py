"""The aligned face as the classical measures see it, and the few filters they share."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.colour import lab_from_srgb, linear_from_srgb
from consultant_app.training.data.clean import PIXELS_PER_MM

STRIDE = 4
"""Photo pixels per pixel of the model's maps; classical maps are given on the same grid."""

Mask = NDArray[np.bool_]


def pixels(length_mm: float) -> float:
    """Pixels of the aligned crop in a length in millimetres."""
    return length_mm * PIXELS_PER_MM


@dataclass(frozen=True, eq=False)
class Frame:
    """One aligned face, S x S pixels.

    Attributes:
        lab: float32 [S, S, 3], CIELAB, outside the skin filled with the skin around (see ``filled``).
        linear: float32 [S, S, 3], linear light 0..1, as photographed.
        skin: bool [S, S].
        zones: Zone -> visible skin of the zone, bool [S, S].
    """

    lab: NDArray[np.float32]
    linear: NDArray[np.float32]
    skin: Mask
    zones: dict[Zone, Mask]

    def area(self, zones: tuple[Zone, ...]) -> Mask:
        """Visible skin of several zones together, bool [S, S]; ``Zone.FACE`` is all skin."""
        out = np.zeros(self.skin.shape, np.bool_)
        for zone in zones:
            out |= self.skin if zone is Zone.FACE else self.zones.get(zone, np.zeros_like(out))
        return out


def frame_of(face: RGB, skin: Mask, zones: dict[Zone, Mask]) -> Frame:
    """Prepare one face.

    Args:
        face: The aligned crop, uint8 [S, S, 3], sRGB.
        skin: Visible skin, bool [S, S] or on a coarser grid.
        zones: Zone -> its area, bool, of any grid.
    """
    size = face.shape[0]
    whole = enlarged(skin, size)
    return Frame(
        lab=filled(lab_from_srgb(face), whole),
        linear=linear_from_srgb(face),
        skin=whole,
        zones={zone: enlarged(area, size) & whole for zone, area in zones.items()},
    )


def zones_of_bits(bits: NDArray[np.uint16]) -> dict[Zone, Mask]:
    """Zone masks of a rendered set's bit field [M, M]; bit i stands for ``FACE_ZONES[i]``."""
    return {zone: (bits >> index) & 1 == 1 for index, zone in enumerate(FACE_ZONES)}


def enlarged(mask: Mask, size: int) -> Mask:
    """A mask on a grid of ``size``, nearest neighbour."""
    if mask.shape[0] == size:
        return mask
    return np.asarray(cv2.resize(mask.astype(np.uint8), (size, size), interpolation=cv2.INTER_NEAREST) > 0)


def on_grid(values: Map, skin: Mask) -> Map:
    """Mean of a map [S, S] over the skin of each cell of the model's grid, float32 [S / 4, S / 4]; 0 elsewhere."""
    weight = skin.astype(np.float32)
    cells = (skin.shape[1] // STRIDE, skin.shape[0] // STRIDE)
    total = cv2.resize(values.astype(np.float32) * weight, cells, interpolation=cv2.INTER_AREA)
    share = cv2.resize(weight, cells, interpolation=cv2.INTER_AREA)
    return np.where(share > 0.25, total / np.maximum(share, 0.25), 0).astype(np.float32)


def masked_mean(image: NDArray[np.float32], skin: Mask, sigma: float) -> NDArray[np.float32]:
    """Gaussian mean of an image [S, S] or [S, S, C] over the skin only; ``sigma`` in pixels."""
    weight = skin.astype(np.float32)
    wide = weight if image.ndim == 2 else weight[..., None]
    share = np.maximum(gaussian(weight, sigma), 1e-3)
    return np.asarray(gaussian(image * wide, sigma) / (share if image.ndim == 2 else share[..., None]), np.float32)


def gaussian(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur; a wide one is taken on a quarter of the grid, where it is as exact and much quicker."""
    if sigma < 16:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)
    height, width = image.shape[:2]
    small = cv2.resize(image, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def filled(image: NDArray[np.float32], skin: Mask) -> NDArray[np.float32]:
    """The image with everything but skin replaced by the skin around, so that no filter answers to the mask.

    Near the skin its mean over 4 mm is taken, further off that over 16 mm, and the median where neither reaches.
    """
    if not skin.any():
        return image
    out = np.broadcast_to(np.median(image[skin], axis=0), image.shape).astype(np.float32)
    for reach in (16.0, 4.0):
        near = gaussian(skin.astype(np.float32), pixels(reach)) > 0.02
        out[near] = masked_mean(image, skin, pixels(reach))[near]
    out[skin] = image[skin]
    return out


def band(image: NDArray[np.float32], fine_mm: float, broad_mm: float) -> NDArray[np.float32]:
    """Difference of two Gaussians: what is larger than ``fine_mm`` and smaller than ``broad_mm`` (sigmas)."""
    return gaussian(image, max(0.6, pixels(fine_mm))) - gaussian(image, pixels(broad_mm))
