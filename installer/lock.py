"""Remake the locks: ``.venv/bin/python installer/lock.py [--upgrade]``.

The locks in ``requirements/`` pin every package of every supported system and Python, each with the hashes of its
files, so that two counters, and the checks, run the same bytes. They are layers that do not repeat one another:

* ``app.txt``: what the program needs, and what builds it.
* ``checks.txt``: what the checks need besides.
* ``training.txt``: what training needs besides, except torch.
* ``torch.txt``: torch; on Linux with the gigabytes of CUDA libraries that the registry's build needs there.
* ``torch-cpu.txt``: in its place, torch's own CPU build for Linux, where pip has been pointed at a copy of it.

torch-cpu.txt is a file of its own because pip, between two builds whose hashes are both accepted, takes the
registry's: only there does it know the hash before downloading.
Pins are kept unless a requirement forbids them; ``--upgrade`` takes the newest of everything. Locks that some
supported system could not install are not written.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from consultant_app.files import write_atomically

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = _ROOT / "requirements"
_LAYERS = ("app", "checks", "training", "torch")

_SYSTEMS = ("x86_64-manylinux_2_34", "aarch64-manylinux_2_39", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
_PYTHONS = ("3.11", "3.12", "3.13")
_OLDEST_MACOS = "14.0"

_TORCH = re.compile(r"torch=|triton=|(nvidia|cuda)-")

_TORCH_CPU = "torch==2.13.0+cpu", "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"
"""torch's CPU build for Python 3.11 on x86-64 Linux, which is published outside the registry we resolve from."""


class LockError(Exception):
    """The locks could not be made; the text says why."""


@dataclass(frozen=True)
class Pin:
    """One pinned package of a lock.

    Attributes:
        requirement: Name, version and marker, e.g. ``numpy==2.4.6 ; python_full_version < '3.12'``.
        hashes: Accepted file hashes, ``sha256:...``.
    """

    requirement: str
    hashes: tuple[str, ...]

    @property
    def release(self) -> str:
        """Name and version without the marker."""
        return self.requirement.split(" ", maxsplit=1)[0]

    def text(self) -> str:
        """The pin as pip reads it."""
        return " \\\n    ".join([self.requirement, *(f"--hash={value}" for value in self.hashes)])


def parse(text: str) -> list[Pin]:
    """The pins of a hashed requirements text.

    Raises:
        LockError: a line is not a pinned and hashed requirement.
    """
    pins = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        if "==" not in requirement or not hashes:
            raise LockError(f"Not a pinned and hashed requirement: {line.strip()}")
        pins.append(Pin(requirement, tuple(value.strip() for value in hashes)))
    return pins


def layers_of(app: list[Pin], checks: list[Pin], training: list[Pin]) -> dict[str, list[Pin]]:
    """Split three complete resolutions into layers that do not repeat what the app's layer holds.

    Raises:
        LockError: torch has moved on and the hash of its CPU build has not.
    """
    base = {pin.requirement for pin in app}
    cpu = Pin(_TORCH_CPU[0], (_TORCH_CPU[1],))
    if not any(cpu.release == f"{pin.release}+cpu" for pin in training):
        raise LockError(
            f"torch has moved on: look up the hash of its CPU build and renew _TORCH_CPU ({cpu.release})."
        )
    training = [pin for pin in training if pin.requirement not in base]
    return {
        "app": app,
        "checks": [pin for pin in checks if pin.requirement not in base],
        "training": [pin for pin in training if not _TORCH.match(pin.requirement)],
        "torch": [pin for pin in training if _TORCH.match(pin.requirement)],
        "torch-cpu": [cpu],
    }


def _uv(*arguments: str) -> None:
    beside = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    program = str(beside) if beside.exists() else shutil.which("uv")
    if program is None:
        raise LockError("uv is missing. Run: python installer/bootstrap.py setup checks")
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": _OLDEST_MACOS}
    done = subprocess.run(
        [program, *arguments], cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise LockError(done.stderr.strip())


def _resolve(out: Path, *sources: str) -> list[Pin]:
    """Resolve for all systems and Pythons; pins that ``out`` already holds are kept where they can be."""
    inputs = ["pyproject.toml", str(_FOLDER / "build.in"), *sources]
    layout = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    _uv("pip", "compile", *layout, *inputs, "--output-file", str(out))
    return parse(out.read_text(encoding="utf-8"))


def _resolve_all(scratch: Path, upgrade: bool) -> dict[str, list[Pin]]:
    """One resolution of everything holds all the others to the same versions."""
    everything, tools = scratch / "everything.txt", str(_FOLDER / "tools.in")
    if not upgrade:
        held = [_FOLDER / f"{layer}.txt" for layer in _LAYERS]
        everything.write_text("".join(path.read_text("utf-8") for path in held if path.exists()), "utf-8")
    _resolve(everything, tools, "--all-extras")
    same = ("--constraint", str(everything))
    return layers_of(
        app=_resolve(scratch / "app.txt", *same),
        checks=_resolve(scratch / "checks.txt", tools, "--extra", "checks", *same),
        training=_resolve(scratch / "training.txt", "--extra", "training", *same),
    )


def _check_installable(scratch: Path) -> None:
    """Ask for every supported system and Python whether each pin has a ready-built, hashed file."""
    wheels = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(scratch / "nowhere"))
    sources = [part for layer in _LAYERS for part in ("-r", str(scratch / f"{layer}.txt"))]
    for system in _SYSTEMS:
        for python in _PYTHONS:
            where = ("--python-platform", system, "--python-version", python)
            try:
                _uv("pip", "install", "--dry-run", *wheels, *where, *sources)
            except LockError as error:
                raise LockError(f"Not installable on {system}, Python {python}:\n{error}") from error
            print(f"installable on {system}, Python {python}")


def _make(upgrade: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="lock-") as name:
        scratch = Path(name)
        layers = _resolve_all(scratch, upgrade)
        for layer, pins in layers.items():
            text = "".join(pin.text() + "\n" for pin in pins)
            if "://" in text:
                raise LockError(f"{layer}.txt would name an address; locks name packages and hashes only.")
            (scratch / f"{layer}.txt").write_bytes(text.encode())
        _check_installable(scratch)
        for layer, pins in layers.items():
            write_atomically(_FOLDER / f"{layer}.txt", (scratch / f"{layer}.txt").read_bytes())
            print(f"requirements/{layer}.txt: {len(pins)} pins")


def main() -> int:
    """Remake the locks; 0 when they were written, 1 when they were left as they are."""
    parser = argparse.ArgumentParser(description="Remake the locks in requirements/.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions instead of keeping pins")
    arguments = parser.parse_args()
    try:
        _make(arguments.upgrade)
    except LockError as error:
        print(f"The locks are unchanged. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
