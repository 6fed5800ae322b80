"""Where the files that travel with the program lie, and how a file is written so that it is never half there."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PACKAGE = Path(__file__).resolve().parent
_PIECE = 1 << 20


def bundled(*parts: str) -> Path:
    """Path below the folder that holds ``resources/`` and ``migrations/``.

    The same call serves a source checkout (beside the package), an installed wheel (``_bundled`` inside the
    package) and a frozen application (PyInstaller's unpacked folder).
    """
    frozen = getattr(sys, "_MEIPASS", None)
    inside = _PACKAGE / "_bundled"
    root = Path(frozen) if frozen else inside if inside.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


def resource(*parts: str) -> Path:
    """Path of a file below ``resources/``."""
    return bundled("resources", *parts)


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader, or a power cut, finds the old file or the new one whole.

    Raises:
        OSError: the folder cannot be written or the disk is full; the old file is then untouched.
    """
    with _replacing(path) as file:
        file.write(data)


def copy_atomically(source: Path, path: Path, *, durable: bool = True) -> str:
    """Copy a file as ``write_atomically`` writes one, a piece at a time.

    Args:
        source: The file to copy.
        path: Where to.
        durable: Off where the caller makes many files durable at once; a power cut may then leave an empty one.

    Returns:
        The SHA-256 of what was copied, in hexadecimal digits.

    Raises:
        OSError: one of the two cannot be reached, or the disk is full; an old file at ``path`` is then untouched.
    """
    digest = hashlib.sha256()
    with source.open("rb") as original, _replacing(path, durable=durable) as file:
        while piece := original.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read a piece at a time. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` once it is written to the end, or leaves no trace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no such call and journals renames."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
