# ruff: noqa: S311 - chance that can be repeated is what is wanted here
"""Decodes mutated photos in a process of its own, so that its memory can be measured; prints one JSON object."""

import io
import itertools
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from consultant_app.domain.errors import PhotoError
from consultant_app.imaging.decode import MAX_PIXELS, decode_photo

_KB_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def originals() -> list[bytes]:
    """One face as JPEG (progressive, with metadata), PNG (with transparency, palette, 16 bits) and WebP."""
    face = Image.fromarray(data.astronaut()[:256, 128:384])
    exif = face.getexif()
    exif[0x0112] = 6
    alpha = face.copy()
    alpha.putalpha(180)
    grey = Image.fromarray(np.asarray(face.convert("L")).astype(np.uint16) * 257)
    made = (
        (face, "JPEG", {"quality": 90, "exif": exif}),
        (face, "JPEG", {"progressive": True}),
        (face.convert("CMYK"), "JPEG", {}),
        (face, "PNG", {}),
        (alpha, "PNG", {}),
        (face.convert("P"), "PNG", {}),
        (grey, "PNG", {}),
        (face, "WEBP", {"quality": 80}),
        (alpha, "WEBP", {"lossless": True}),
    )
    return [_saved(image, kind, options) for image, kind, options in made]


def _saved(image: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def mutated(original: bytes, rng: random.Random) -> bytes:
    """Bytes changed, cut out, repeated, or cut off; half of it in the head, where sizes stand."""
    content = bytearray(original)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        end = min(len(content), 64) if rng.random() < 0.5 else len(content)
        at = rng.randrange(end)
        match rng.randrange(6):
            case 0:
                content[at] ^= 1 << rng.randrange(8)
            case 1:
                content[at] = rng.choice((0, 0x7F, 0x80, 0xFF))
            case 2:
                content[at : at + 4] = rng.randbytes(4)
            case 3:
                del content[at : at + rng.randrange(1, 64)]
            case 4:
                content[at:at] = content[at : at + rng.randrange(1, 256)]
            case _:
                del content[max(at, 1) :]
        if not content:
            content = bytearray(b"\0")
    return bytes(content)


def largest(kinds: str) -> Iterator[bytes]:
    """Photos as large as are taken at all, in the kinds that cost most, turned by their orientation."""
    side = int(MAX_PIXELS**0.5)
    row = np.linspace(0, 255, side * 3).astype(np.uint8).reshape(1, side, 3)
    face = Image.fromarray(np.repeat(row, side, axis=0))
    exif = face.getexif()
    exif[0x0112] = 6
    yield _saved(face, "JPEG", {"quality": 80, "exif": exif})
    if kinds == "all":
        yield _saved(face, "PNG", {"compress_level": 1, "exif": exif})
        face.putalpha(180)
        yield _saved(face, "PNG", {"compress_level": 1, "exif": exif})


def made_elsewhere(kinds: str, folder: Path) -> list[bytes]:
    """The largest photos, made by a child: the memory for making them is not that of decoding."""
    child = os.fork()
    if child == 0:
        try:
            for number, content in enumerate(largest(kinds)):
                (folder / str(number)).write_bytes(content)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def main(count: int, seed: int, kinds: str) -> None:
    """Decode ``count`` mutated photos, and the largest there may be."""
    rng, files = random.Random(seed), originals()
    for file in files:
        decode_photo(file)
    with tempfile.TemporaryDirectory() as folder:
        wide = made_elsewhere(kinds, Path(folder))
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {"photos": 0, "refused": 0, "decoded": 0, "crashed": 0}
    slowest = 0.0
    given = itertools.chain((mutated(files[number % len(files)], rng) for number in range(count)), wide)
    for content in given:
        found["photos"] += 1
        began = time.process_time()
        try:
            decode_photo(content)
            found["decoded"] += 1
        except PhotoError:
            found["refused"] += 1
        except BaseException:  # noqa: BLE001 - anything else is what must not happen
            found["crashed"] += 1
        slowest = max(slowest, time.process_time() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) / _KB_PER_MB
    print(json.dumps({**found, "slowest_s": round(slowest, 3), "grown_mb": round(grown, 1)}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
