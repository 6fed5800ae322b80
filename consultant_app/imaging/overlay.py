"""Evidence laid over the photograph, on one absolute scale for every criterion and every visit."""

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB, EvidenceMaps, Map

HEAT_LAB = (42.0, 48.0, -78.0)
"""CIE L*a*b* of the tint, a violet blue. No skin is blue, so hue tells it from every tone; it lies between light
and dark skin in lightness; and blue against yellow is the contrast that red-green colour blindness keeps."""

_FAINTEST = 1 / 512
"""Evidence that would change no channel of an 8-bit image."""


def map_on_photo(evidence: EvidenceMaps, key: str, shape: tuple[int, ...]) -> Map:
    """The evidence of one criterion in photo pixels.

    Args:
        evidence: Maps in the aligned crop and the way there from the photo.
        key: Criterion.
        shape: Height and width of the photo (further entries are ignored, so ``rgb.shape`` serves).

    Returns:
        float32 [height, width], 0..1, smooth; 0 outside the crop.

    Raises:
        KeyError: there is no map for ``key``.
    """
    height, width = shape[:2]
    # The affine is already the way from target (photo) to source (map), which is what warping needs.
    warped = cv2.warpAffine(
        evidence.maps[key],
        evidence.crop_from_photo,
        (width, height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    # Cubic interpolation is smooth but overshoots beside steep edges.
    return np.clip(warped, 0, 1).astype(np.float32, copy=False)


def heat_overlay(rgb: RGB, evidence: EvidenceMaps, key: str, strength: float = 0.75) -> RGB:
    """The photo with one criterion's evidence as a tint of one hue.

    Equal steps of evidence are equal steps of colour difference, because the blend is linear in CIE L*a*b*.
    Nothing is rescaled to the image's own maximum, so two criteria or two visits can be compared by eye.

    Args:
        rgb: Photo uint8 [H, W, 3]; left unchanged.
        evidence: Maps and where they lie on ``rgb``.
        key: Criterion.
        strength: Share of the tint where the evidence is 1, 0..1; below 1 the skin stays visible beneath it.

    Returns:
        uint8 [H, W, 3]; pixels without evidence are those of the photo.

    Raises:
        KeyError: there is no map for ``key``.
        ValueError: ``strength`` lies outside 0..1.
    """
    if not 0 <= strength <= 1:
        raise ValueError(f"strength {strength} lies outside 0..1")
    share = strength * map_on_photo(evidence, key, rgb.shape)
    out = rgb.copy()
    seen = cv2.boundingRect((share > _FAINTEST).astype(np.uint8))
    rows, columns = slice(seen[1], seen[1] + seen[3]), slice(seen[0], seen[0] + seen[2])
    if seen[2]:
        out[rows, columns] = _tinted(rgb[rows, columns], share[rows, columns])
    return out


def _tinted(rgb: RGB, share: Map) -> RGB:
    """``rgb`` moved towards the tint by ``share`` of the way; where that is nothing, the pixels stay exact."""
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    lab += share[..., None] * (np.array(HEAT_LAB, np.float32) - lab)
    mixed: NDArray[np.float32] = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB).astype(np.float32, copy=False)
    tinted = np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)
    return np.where(share[..., None] > _FAINTEST, tinted, rgb)
