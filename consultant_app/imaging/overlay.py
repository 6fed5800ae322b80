"""Evidence laid over the photograph, on one absolute scale for every criterion and every visit."""

import cv2
import numpy as np

from consultant_app.domain.photo import RGB, EvidenceMaps, Map

Tint = tuple[float, float, float]
"""CIE L*a*b* of a tint."""

DEEP_TINT: Tint = (42.0, 48.0, -78.0)
"""A violet blue for light and medium skin. No skin is blue, so hue tells it from every tone, and blue against
yellow is the contrast that red-green colour blindness keeps."""

PALE_TINT: Tint = (75.9, 30.4, -34.8)
"""The same violet, pale, for deep skin, which the deep one would not darken. A blue without red in it would pass
through grey on its way from brown, and look like ashen or shining skin."""

_DEEP_SKIN = 59.0
"""L* of the skin below which the tint is the pale one: the middle of both, so that evidence moves lightness on
every tone, and one way only."""

STRENGTH = 0.75
"""Usual share of the tint where the evidence is 1."""

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


def skin_colour(rgb: RGB, evidence: EvidenceMaps) -> RGB:
    """The client's own skin colour, uint8 [3]: the median of the visible skin; of the crop's middle if unknown."""
    size = next(iter(evidence.maps.values())).shape[0]
    skin = evidence.skin
    if skin is None:
        skin = np.zeros((size, size), np.bool_)
        skin[size // 3 : -(size // 3) or None, size // 3 : -(size // 3) or None] = True
    rows, columns = np.nonzero(skin)
    to_photo = cv2.invertAffineTransform(evidence.crop_from_photo)
    places = np.round(np.column_stack([columns, rows]) @ to_photo[:, :2].T + to_photo[:, 2]).astype(np.intp)
    inside = ((places >= 0) & (places < [rgb.shape[1], rgb.shape[0]])).all(axis=1)
    x, y = places[inside].T
    picked = rgb[y, x] if len(x) else rgb.reshape(-1, 3)
    return np.asarray(np.median(picked, axis=0), np.uint8)


def tint_on(colour: RGB) -> Tint:
    """The tint for a skin colour uint8 [3]: the one further from it in lightness."""
    lightness = float(cv2.cvtColor(colour.reshape(1, 1, 3).astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, 0, 0])
    return PALE_TINT if lightness < _DEEP_SKIN else DEEP_TINT


class HeatLayer:
    """One criterion's evidence as a tint over a photo, kept so that its strength can be changed at once.

    Equal steps of evidence are equal steps of colour difference, because the blend is linear in CIE L*a*b*.
    Nothing is rescaled to the image's own maximum, so two criteria or two visits can be compared by eye.
    """

    def __init__(self, rgb: RGB, evidence: EvidenceMaps, key: str) -> None:
        """Find where there is evidence.

        Args:
            rgb: Photo uint8 [H, W, 3]; left unchanged, and not to be changed.
            evidence: Maps and where they lie on ``rgb``.
            key: Criterion.

        Raises:
            KeyError: there is no map for ``key``.
        """
        self._rgb = rgb
        share = map_on_photo(evidence, key, rgb.shape)
        left, top, wide, high = cv2.boundingRect((share > _FAINTEST).astype(np.uint8))
        self._box = slice(top, top + high), slice(left, left + wide)
        self._share = share[self._box]
        self._lab = cv2.cvtColor(rgb[self._box].astype(np.float32) / 255, cv2.COLOR_RGB2LAB) if wide else None
        self._tint = np.array(tint_on(skin_colour(rgb, evidence)), np.float32)

    def at(self, strength: float) -> RGB:
        """The photo with the evidence drawn in.

        Args:
            strength: Share of the tint where the evidence is 1, 0..1; below 1 the skin stays visible beneath it.

        Returns:
            uint8 [H, W, 3]; pixels without evidence are those of the photo.

        Raises:
            ValueError: ``strength`` lies outside 0..1.
        """
        if not 0 <= strength <= 1:
            raise ValueError(f"strength {strength} lies outside 0..1")
        out = self._rgb.copy()
        if self._lab is None:
            return out
        share = (strength * self._share)[..., None]
        mixed = cv2.cvtColor(self._lab + share * (self._tint - self._lab), cv2.COLOR_LAB2RGB)
        tinted = np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)
        out[self._box] = np.where(share > _FAINTEST, tinted, out[self._box])
        return out


def heat_overlay(rgb: RGB, evidence: EvidenceMaps, key: str, strength: float = STRENGTH) -> RGB:
    """The photo with one criterion's evidence as a tint; see ``HeatLayer`` for what it takes and raises."""
    return HeatLayer(rgb, evidence, key).at(strength)


def heat_scale(colour: RGB, size: tuple[int, int], strength: float = STRENGTH) -> RGB:
    """The legend of the maps: evidence 0 (left) to 1 (right) on a skin colour, by the same code as the maps.

    Args:
        colour: uint8 [3].
        size: Width and height in pixels.
        strength: As of the map beside it.
    """
    width, height = size
    ramp = np.tile(np.linspace(0, 1, width, dtype=np.float32), (height, 1))
    skin = np.broadcast_to(colour, (height, width, 3)).copy()
    return heat_overlay(skin, EvidenceMaps({"scale": ramp}, np.eye(2, 3)), "scale", strength)
