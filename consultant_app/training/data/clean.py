"""The cleaned twin of a face: its own spots, lines, folds, bags, circles and blotches taken away.

What is drawn on a clean face is all there is to see, so its grade is absolute. The cleaning must therefore reach
what is broad as well as what is fine, or an older face would bring folds and bags that no truth speaks of.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.mesh import Landmarks, zone_polygons
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN

PIXELS_PER_MM = 2.6
"""Scale of the aligned crop: a face oval of about 182 mm fills 474 of 640 pixels."""

FOLD_PATHS = (
    (203, 206, 216, 212, 202, 204), (423, 426, 436, 432, 422, 424),
)  # fmt: skip
"""Mesh points that the nasolabial and marionette folds run close to, from below the nose wing to the chin."""

_FOLD_WIDTH_MM = 12.0
_OWN_COLOUR = 0.75
"""Share of the broad colour differences between parts of a face that stays: faces are never all one colour."""

_OWN_PATCHES = 0.25
"""Share of the patches of pigment and blood that stays: these are what evenness of tone is about."""

_PATCH_MM, _PART_MM = 5.0, 16.0
"""Gaussians (mm) between which a difference of colour is a patch: smaller ones are marks, broader ones parts of a
face."""

_FORM_MM, _FORM_LIGHT, _GLOSS_TAKEN = 14.0, 0.08, 0.6
"""A place brighter than its surroundings (Gaussian, mm) by more than this (log light) shines: share taken away."""

_GRAIN = ((0.45, 0.006, 0.030), (1.1, 0.005, 0.022), (3.0, 0.005, 0.018))
"""Bands of the grain: the Gaussian (mm) that ends the band, least and greatest standard deviation in log light."""

_CALM_SHARE = 0.45
"""Share of the skin that is taken to be calm."""

_FOREHEAD_BORDER_MM = 7.0
_BROWS = (105, 66, 334, 296)


def clean_skin(rgb: NDArray[np.uint8], skin: NDArray[np.bool_], points: Landmarks) -> NDArray[np.uint8]:
    """A face without what the criteria look at; broad light and shade stay.

    In log light, over the skin only: luminance is smoothed over 3.5 mm where it deviates (an edge-keeping guided
    filter) and over 6 mm on the forehead, and highlights are dimmed; colour is smoothed over 5 mm and drawn to
    the face's mean, and with patches of pigment and blood goes what they took of the light; the hollows under
    the eyes and the bands along the folds are filled in from the skin around them. The grain that healthy skin
    shows is put back, no stronger anywhere than where this face is calm: wax would be told from skin at a
    glance, and what tells drawn faces from real ones is what a network would go by. Borders are feathered.

    Args:
        rgb: uint8 [S, S, 3], the aligned crop.
        skin: bool [S, S].
        points: float32 [478, 3], crop pixels.
    """
    log = np.log(linear_from_srgb(rgb) + 1e-3)
    weight = skin.astype(np.float32)
    luminance = log.mean(axis=2)
    smooth_l = luminance
    for _ in range(2):
        smooth_l = _guided(smooth_l, weight, radius=round(3.5 * PIXELS_PER_MM), epsilon=0.05)
    forehead = _soft(_zones(points, (Zone.FOREHEAD, Zone.GLABELLA), skin.shape[0]), 3.0)
    wide = masked_mean(smooth_l, weight, 6.0 * PIXELS_PER_MM)
    smooth_l = forehead * wide + (1 - forehead) * smooth_l
    smooth_l = _without_highlights(smooth_l, weight)
    colour = _even_colour(log - luminance[..., None], weight)
    cleaned = smooth_l[..., None] + colour
    cleaned = _without_hollows(cleaned, weight, points) + calm_grain(log, weight)
    soft = _feather(weight, points)[..., None]
    blended = soft * (np.exp(cleaned) - 1e-3) + (1 - soft) * (np.exp(log) - 1e-3)
    return srgb_from_linear(blended.astype(np.float32))


def _without_highlights(luminance: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log luminance [S, S] whose bright places stand out no more than the face's form makes them."""
    excess = luminance - masked_mean(luminance, weight, _FORM_MM * PIXELS_PER_MM)
    return np.asarray(luminance - _GLOSS_TAKEN * np.maximum(excess - _FORM_LIGHT, 0), np.float32)


def _even_colour(chroma: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Colour of a face without marks and with faint patches, and the light that the patches had taken.

    Patches are read as amounts of melanin and haemoglobin, by least squares on their colour alone, since shade on
    skin has none; what these amounts take away in luminance goes with them.

    Args:
        chroma: float32 [S, S, 3], log light less its mean over the bands.
        weight: float32 [S, S], 1 on skin.

    Returns:
        float32 [S, S, 3], log light to add to smoothed luminance.
    """
    parts = masked_mean(chroma, weight, _PART_MM * PIXELS_PER_MM)
    mean = (parts * weight[..., None]).sum((0, 1)) / max(float(weight.sum()), 1.0)
    patches = masked_mean(chroma, weight, _PATCH_MM * PIXELS_PER_MM) - parts
    vectors = -np.array([MELANIN, HAEMOGLOBIN], np.float32).T
    amounts = patches @ np.linalg.pinv(vectors - vectors.mean(0)).T
    taken = (amounts @ vectors.T).mean(axis=2, keepdims=True)
    even = mean + _OWN_COLOUR * (parts - mean) + _OWN_PATCHES * patches - (1 - _OWN_PATCHES) * taken
    return np.asarray(even, np.float32)


def calm_grain(log: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fine structure of the skin, everywhere held to the strength that it has on the calm parts of the face.

    Args:
        log: float32 [S, S, 3], log light.
        weight: float32 [S, S], 1 on skin.

    Returns:
        float32 [S, S, 3], log light to add to smoothed skin: structure up to about 3 mm. Where lines, spots or
        coarse pores stand out, their traces are scaled and clipped to the calm level.
    """
    inside = weight > 0.5
    out, before = np.zeros_like(log), log
    for sigma, least, most in _GRAIN:
        wider = masked_mean(log, weight, sigma * PIXELS_PER_MM)
        band, before = before - wider, wider
        strength = np.sqrt(masked_mean(band.mean(axis=2) ** 2, weight, 2.0 * sigma * PIXELS_PER_MM))
        calm = float(np.clip(np.quantile(strength[inside], _CALM_SHARE), least, most)) if inside.any() else least
        held = band * np.minimum(1.0, calm / np.maximum(strength, 1e-4))[..., None]
        out += 1.5 * calm * np.tanh(held / (1.5 * calm))
    return np.asarray(out, np.float32)


def _feather(weight: NDArray[np.float32], points: Landmarks) -> NDArray[np.float32]:
    """Where the cleaned skin shows, 0..1: a wide border over the brows, where skin goes on beyond the mesh."""
    narrow = cv2.GaussianBlur(cv2.erode(weight, np.ones((3, 3), np.uint8)), (0, 0), 1.5)
    away = cv2.distanceTransform((weight > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    wide = np.clip(away / (_FOREHEAD_BORDER_MM * PIXELS_PER_MM), 0, 1)
    brows = float(points[list(_BROWS), 1].min())
    above = np.clip((brows - np.arange(weight.shape[0])) / (4 * PIXELS_PER_MM), 0, 1)[:, None]
    return np.asarray(narrow * (1 - above) + np.minimum(narrow, wide * wide * (3 - 2 * wide)) * above, np.float32)


def _without_hollows(
    log: NDArray[np.float32], weight: NDArray[np.float32], points: Landmarks
) -> NDArray[np.float32]:
    """Fill in the hollows under the eyes and the bands along the folds from the skin around them."""
    size = weight.shape[0]
    hollow = _zones(points, (Zone.UNDER_EYE_LEFT, Zone.UNDER_EYE_RIGHT), size)
    hollow = cv2.dilate(hollow, _disc(2.5)).astype(np.float32)
    band = np.zeros_like(hollow)
    for path in FOLD_PATHS:
        line = np.round(points[list(path), :2]).astype(np.int32)
        cv2.polylines(band, [line], False, 1.0, round(_FOLD_WIDTH_MM * PIXELS_PER_MM))
    gap = np.maximum(hollow, band)
    filled = fill_in(log, weight * (gap < 0.5))
    share = (_soft(gap, 1.6) * 0.92)[..., None]
    return np.asarray(share * filled + (1 - share) * log, np.float32)


def fill_in(image: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """Smooth values for the unknown part of [S, S, C], from the known part at ever coarser scales (pull-push)."""
    values = [image * known[..., None]]
    weights = [known]
    while min(weights[-1].shape) > 4:
        values.append(cv2.pyrDown(values[-1]).reshape(*_half(values[-1]), -1).astype(np.float32))
        weights.append(cv2.pyrDown(weights[-1]).astype(np.float32))
    out = values[-1] / np.maximum(weights[-1], 1e-4)[..., None]
    for value, share in zip(values[-2::-1], weights[-2::-1], strict=True):
        up = cv2.pyrUp(out, dstsize=(share.shape[1], share.shape[0])).reshape(value.shape)
        sure = np.clip(2 * share, 0, 1)[..., None]
        out = sure * value / np.maximum(share, 1e-4)[..., None] + (1 - sure) * up
    return np.asarray(out, np.float32)


def _half(image: NDArray[np.float32]) -> tuple[int, int]:
    return (image.shape[0] + 1) // 2, (image.shape[1] + 1) // 2


def _zones(points: Landmarks, zones: tuple[Zone, ...], size: int) -> NDArray[np.float32]:
    mask = np.zeros((size, size), np.float32)
    polygons = zone_polygons(points)
    for zone in zones:
        cv2.fillPoly(mask, [np.round(polygons[zone]).astype(np.int32)], 1.0)
    return mask


def _soft(mask: NDArray[np.float32], reach_mm: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), reach_mm * PIXELS_PER_MM), np.float32)


def _disc(radius_mm: float) -> NDArray[np.uint8]:
    reach = 2 * round(radius_mm * PIXELS_PER_MM) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)), np.uint8)


def masked_mean(image: NDArray[np.float32], weight: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian mean of [S, S] or [S, S, C] over what has ``weight`` [S, S]; ``sigma`` in pixels."""
    wide = weight if image.ndim == 2 else weight[..., None]
    total = cv2.GaussianBlur(image * wide, (0, 0), sigma)
    share = cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.asarray(total / np.maximum(share if image.ndim == 2 else share[..., None], 1e-3), np.float32)


def _guided(
    image: NDArray[np.float32], weight: NDArray[np.float32], radius: int, epsilon: float
) -> NDArray[np.float32]:
    """Self-guided filter (He et al. 2010) over the weighted pixels only."""
    mean = masked_mean(image, weight, radius / 2)
    variance = np.maximum(masked_mean(image * image, weight, radius / 2) - mean * mean, 0)
    gain = np.asarray(variance / (variance + epsilon), np.float32)
    offset = np.asarray((1 - gain) * mean, np.float32)
    return np.asarray(
        masked_mean(gain, weight, radius / 2) * image + masked_mean(offset, weight, radius / 2), np.float32
    )
