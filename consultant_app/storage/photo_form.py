"""How a photo and its maps look as bytes, before they are encrypted.

Not bit for bit, and exact about it: the photo is re-encoded as JPEG, quality 95, colour at full resolution
(4:4:4); maps are rounded to 1/255 (an error of at most 1/510 on their absolute scale of 0..1); polygons and the
crop's transform are kept as they are, and so are skin and scale, which visits of older versions lack. No metadata
of the camera survives: only pixels reach this module.
"""

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB, EvidenceMaps, Map

Polygons = dict[Zone, NDArray[np.float32]]

_QUALITY = 95
_LEVELS = 255
_SLACK = 1e-3
"""How far a map may leave 0..1 by rounding in its making; more is a bug of the engine."""


def photo_to_bytes(rgb: RGB) -> bytes:
    """JPEG of an upright photo uint8 [H, W, 3]."""
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def photo_from_bytes(data: bytes) -> RGB:
    """The pixels uint8 [H, W, 3] of ``photo_to_bytes``; ``data`` is trusted, it was authenticated."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return np.array(image, dtype=np.uint8)


def taken_to_bytes(pictures: Sequence[RGB]) -> bytes:
    """The pictures of one release, each as ``photo_to_bytes``: their scores are those of a photo that was kept."""
    out = io.BytesIO()
    packed = [np.frombuffer(photo_to_bytes(rgb), np.uint8) for rgb in pictures]
    np.savez(out, allow_pickle=False, **{str(place): data for place, data in enumerate(packed)})
    return out.getvalue()


def taken_from_bytes(data: bytes) -> tuple[RGB, ...]:
    """The pictures of ``taken_to_bytes``, in their order."""
    with np.load(io.BytesIO(data), allow_pickle=False) as packed:
        return tuple(photo_from_bytes(packed[str(place)].tobytes()) for place in range(len(packed.files)))


def maps_to_bytes(evidence: EvidenceMaps, polygons: Polygons) -> bytes:
    """Compressed npz of maps (uint8), polygons (float32), the crop's transform (float64), skin (bool) and scale.

    Raises:
        ValueError: a map is no number or leaves 0..1; stored, it would no longer compare with other visits.
    """
    arrays: dict[str, NDArray[np.generic]] = {"crop_from_photo": evidence.crop_from_photo}
    arrays |= {f"map/{key}": _levels(key, values) for key, values in evidence.maps.items()}
    if evidence.skin is not None:
        arrays["skin"] = evidence.skin
    if evidence.map_per_mm is not None:
        arrays["map_per_mm"] = np.array(evidence.map_per_mm)
    arrays |= {f"polygon/{zone}": np.asarray(points, np.float32) for zone, points in polygons.items()}
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def maps_from_bytes(data: bytes) -> tuple[EvidenceMaps, Polygons]:
    """What ``maps_to_bytes`` was given, maps to within 1/510."""
    maps: dict[str, Map] = {}
    polygons: Polygons = {}
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        for name in arrays.files:
            kind, _, key = name.partition("/")
            if kind == "map":
                maps[key] = arrays[name].astype(np.float32) / np.float32(_LEVELS)
            elif kind == "polygon":
                polygons[Zone(key)] = arrays[name]
        skin = arrays["skin"] if "skin" in arrays.files else None
        scale = float(arrays["map_per_mm"]) if "map_per_mm" in arrays.files else None
        return EvidenceMaps(maps, arrays["crop_from_photo"], skin, scale), polygons


def _levels(key: str, values: Map) -> NDArray[np.uint8]:
    if not bool(np.all((values >= -_SLACK) & (values <= 1 + _SLACK))):  # also false for NaN
        raise ValueError(f"the evidence map of {key} leaves 0..1")
    return np.rint(np.clip(values, 0, 1) * _LEVELS).astype(np.uint8)
