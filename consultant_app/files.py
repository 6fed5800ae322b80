"""Where the files that travel with the program lie, and how a file is written so that it is never half there."""

import os
import sys
import tempfile
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
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
