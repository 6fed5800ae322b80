"""Reading a photo that nobody vouches for."""

import io
import warnings
from collections.abc import Callable

import numpy as np
from PIL import Image, UnidentifiedImageError

from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.provenance import made_by_a_model

MAX_PIXELS = 40_000_000
"""Larger files are refused before a pixel is decoded: a decompression bomb costs gigabytes."""

MAX_BYTES = 80_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_ORIENTATION = 0x0112
"""Number of the EXIF field."""
_STRIP = 256
"""Rows that are converted at a time."""


def decode_photo(data: bytes) -> RGB:
    """Upright RGB uint8 [H, W, 3] of JPEG, PNG or WebP bytes; metadata is dropped, transparency laid on white.

    Raises:
        PhotoError: ``no_image``, ``too_heavy``, ``too_large``, ``truncated`` or ``illustration``; its text says
            what to do.
    """
    if len(data) > MAX_BYTES:
        raise PhotoError("too_heavy")
    try:
        with warnings.catch_warnings():
            # Pillow's own bomb warning and remarks on odd metadata: our limit below decides.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            _refuse_bomb(image)
            image.load()
            _refuse_illustration(image)
            pixels, turn = _rgb(image), _turn_of(image)
            image.close()  # its pixels are as many bytes again: gone before the photo is turned
            return np.ascontiguousarray(turn(pixels))
    except (PhotoError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise PhotoError("too_large") from error
    except UnidentifiedImageError as error:
        raise PhotoError("no_image") from error
    # Pillow raises whatever its decoders meet on damaged data (OSError, SyntaxError, ValueError, struct.error...):
    # this is the boundary where untrusted bytes end, so all of it means one thing.
    except Exception as error:
        raise PhotoError("truncated") from error


def _refuse_illustration(image: Image.Image) -> None:
    """A picture that a model made or changed shows skin that is not the client's; ours are marked, too."""
    if made_by_a_model(image):
        raise PhotoError("illustration")


def _refuse_bomb(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise PhotoError("too_large")


def _turn_of(image: Image.Image) -> Callable[[RGB], RGB]:
    """What sets pixels upright that lie as the camera's orientation says."""
    orientation = image.getexif().get(_ORIENTATION, 1)
    return _TURNS.get(orientation, _as_it_is) if isinstance(orientation, int) else _as_it_is


def _as_it_is(pixels: RGB) -> RGB:
    return pixels


_TURNS: dict[int, Callable[[RGB], RGB]] = {
    2: lambda pixels: pixels[:, ::-1],
    3: lambda pixels: pixels[::-1, ::-1],
    4: lambda pixels: pixels[::-1],
    5: lambda pixels: pixels.transpose(1, 0, 2),
    6: lambda pixels: pixels.transpose(1, 0, 2)[:, ::-1],
    7: lambda pixels: pixels[::-1, ::-1].transpose(1, 0, 2),
    8: lambda pixels: pixels.transpose(1, 0, 2)[::-1],
}
"""EXIF orientation -> the turn, as Pillow's ``exif_transpose`` turns."""


def _rgb(image: Image.Image) -> RGB:
    """The pixels, converted strip by strip: Pillow's conversions copy the whole, and 40 MP are 160 MB a copy."""
    peak = 255.0
    if _is_deep(image):
        highest = image.getextrema()[1]
        peak = max(float(highest), 255.0) if isinstance(highest, int | float) else 255.0
    out = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _STRIP):
        part = image.crop((0, top, image.width, min(top + _STRIP, image.height)))
        out[top : top + part.height] = _strip_rgb(part, peak)
    return out


def _is_deep(image: Image.Image) -> bool:
    """Whether its levels are more than 256."""
    return image.mode.startswith("I") or image.mode == "F"


def _strip_rgb(part: Image.Image, peak: float) -> RGB:
    if part.mode in {"RGBA", "LA", "PA"} or "transparency" in part.info:
        layer = part.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        part = Image.alpha_composite(ground, layer)
    if _is_deep(part):
        # 16-bit grey: Pillow would clip instead of scaling.
        part = Image.fromarray((np.asarray(part, np.float32) * (255 / peak)).astype(np.uint8))
    return np.asarray(part.convert("RGB"), np.uint8)
