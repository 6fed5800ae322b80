import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from consultant_app.domain.errors import PhotoError
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.provenance import Format, marked_file


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


GRADIENT = Image.fromarray(np.linspace(0, 255, 48 * 32 * 3).reshape(32, 48, 3).astype(np.uint8))


def bomb() -> bytes:
    """A small PNG that says it is 20,000 pixels square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_common_photos_are_read(kind: str) -> None:
    rgb = decode_photo(encoded(GRADIENT, kind))
    assert rgb.shape == (32, 48, 3)
    assert rgb.dtype == np.uint8
    assert np.abs(rgb.astype(int) - np.asarray(GRADIENT)).mean() < 6


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode_photo(encoded(GRADIENT, "JPEG", exif=exif.tobytes())).shape == (48, 32, 3)


@pytest.mark.parametrize("orientation", range(10))
def test_every_orientation_is_set_upright_as_pillow_does(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(GRADIENT, "PNG", exif=exif)
    with Image.open(io.BytesIO(data)) as image:
        expected = np.array(ImageOps.exif_transpose(image))
    decoded = decode_photo(data)
    assert np.array_equal(decoded, expected)
    assert decoded.flags["C_CONTIGUOUS"]
    assert decoded.flags["WRITEABLE"]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "CMYK"])
def test_a_photo_higher_than_a_strip_is_converted_as_a_whole_would_be(mode: str) -> None:
    tall = GRADIENT.resize((40, 700)).convert(mode)
    if mode == "RGBA":
        tall.putalpha(tall.getchannel("R"))
    data = encoded(tall, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(data)) as image:
        whole = image.convert("RGB")
        if mode == "RGBA":
            whole = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
        expected = np.array(whole)
    assert np.array_equal(decode_photo(data), expected)


def test_sixteen_bits_are_scaled_by_the_highest_of_the_whole_photo() -> None:
    levels = np.linspace(0, 40000, 600 * 8).reshape(600, 8).astype(np.uint16)
    decoded = decode_photo(encoded(Image.fromarray(levels), "PNG"))
    assert decoded[-1, -1, 0] == 255
    assert abs(int(decoded[300, 0, 0]) - 127) <= 1


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (4, 4), (10, 20, 30, 0))
    assert decode_photo(encoded(clear, "PNG")).min() == 255


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16", "CMYK"])
def test_other_colour_models_become_rgb(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 30000) if mode == "I;16" else GRADIENT.convert(mode)
    assert decode_photo(encoded(image, "JPEG" if mode == "CMYK" else "PNG")).ndim == 3


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "no_image"),
        (b"hello, this is a text", "no_image"),
        (encoded(GRADIENT, "BMP"), "no_image"),
        (encoded(GRADIENT, "JPEG")[:400], "truncated"),
        (encoded(GRADIENT, "PNG")[:-40], "truncated"),
        (bomb(), "too_large"),
    ],
)
def test_what_is_no_usable_photo_is_said_clearly(data: bytes, key: str) -> None:
    with pytest.raises(PhotoError) as caught:
        decode_photo(data)
    assert caught.value.key == key
    assert len(str(caught.value)) > 20


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_illustration_is_no_photograph(kind: Format) -> None:
    with pytest.raises(PhotoError, match="not a photograph") as caught:
        decode_photo(marked_file(np.asarray(GRADIENT), kind, "an illustration", "a tool"))
    assert caught.value.key == "illustration"


@given(st.data())
def test_mutated_photos_are_read_or_refused_never_more(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["PNG", "JPEG", "WEBP"]))
    raw = bytearray(encoded(GRADIENT, kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PhotoError):
        assert decode_photo(bytes(raw)).ndim == 3
