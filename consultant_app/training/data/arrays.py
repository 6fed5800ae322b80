"""Sets on disk: one memory-mapped array a kind, and a manifest with their hashes, written last."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from consultant_app.files import write_atomically

Arrays = dict[str, NDArray[Any]]


def create(out: Path, count: int, forms: Mapping[str, tuple[DTypeLike, tuple[int, ...]]]) -> Arrays:
    """Empty arrays of ``count`` items in a folder, ``NAME.npy`` each.

    Args:
        out: The folder; made where it is missing.
        count: Items.
        forms: Name -> type and shape of an item.
    """
    out.mkdir(parents=True, exist_ok=True)
    return {
        name: np.lib.format.open_memmap(out / f"{name}.npy", "w+", np.dtype(kind), (count, *shape))
        for name, (kind, shape) in forms.items()
    }


def item(arrays: Arrays, index: int) -> Arrays:
    """One item's places in the arrays, to be written into."""
    return {name: array[index] for name, array in arrays.items()}


def finish(out: Path, arrays: Arrays, manifest: Mapping[str, Any]) -> None:
    """Flush the arrays, then write ``manifest.json`` with their sha256: a folder without it is no set."""
    digests = {}
    for name, array in arrays.items():
        array.flush()  # type: ignore[attr-defined]
        with (out / f"{name}.npy").open("rb") as file:
            digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
    write_atomically(out / "manifest.json", json.dumps({**manifest, "sha256": digests}, indent=1).encode())
