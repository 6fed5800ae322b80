"""Reading a photo that nobody vouches for."""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.provenance import made_by_a_model

MAX_PIXELS = 40_000_000
"""Larger files are refused before a pixel is decoded: a decompression bomb costs gigabytes."""

MAX_BYTES = 80_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


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
            return _upright_rgb(image)
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


def _upright_rgb(image: Image.Image) -> RGB:
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        upright = Image.alpha_composite(ground, layer)
    if upright.mode.startswith("I") or upright.mode == "F":
        # 16-bit grey: Pillow would clip instead of scaling.
        wide = np.asarray(upright, np.float32)
        upright = Image.fromarray((wide * (255 / max(float(wide.max()), 255.0))).astype(np.uint8))
    return np.array(upright.convert("RGB"), np.uint8)
