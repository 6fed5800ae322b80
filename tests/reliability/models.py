# ruff: noqa: S311 - chance that can be repeated is what is wanted here
"""Mutated models: one bit, a cut, a change of any of the three files that make a model."""

import random
import shutil
from pathlib import Path

from consultant_app.domain.errors import ModelError
from consultant_app.files import resource
from consultant_app.inference.skin_parser import SkinParser


def refuse_mutated(place: Path, count: int, seed: int) -> tuple[int, int]:
    """How many of ``count`` mutated models were tried, and how many were loaded all the same."""
    rng, loaded = random.Random(seed), 0
    whole = resource("models", "parsing")
    folder = place / "model"
    shutil.copytree(whole, folder)
    files = sorted(path.name for path in whole.iterdir())
    for number in range(count):
        name = files[number % len(files)]
        original = (whole / name).read_bytes()
        content = _mutated(original, rng)
        if content.strip() == original.strip():
            content += b"="  # a signature without its line end is the same signature: no change of the model
        (folder / name).write_bytes(content)
        try:
            SkinParser(folder, threads=1)
            loaded += 1
        except ModelError:
            pass
        (folder / name).write_bytes(original)
    SkinParser(folder, threads=1)  # whole again, it loads: what was refused was refused for the change
    return count, loaded


def _mutated(original: bytes, rng: random.Random) -> bytes:
    content, at = bytearray(original), rng.randrange(len(original))
    match rng.randrange(3):
        case 0:
            content[at] ^= 1 << rng.randrange(8)
        case 1:
            del content[at:]
        case _:
            content[at:at] = rng.randbytes(16)
    return bytes(content)
