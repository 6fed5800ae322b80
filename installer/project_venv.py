"""The project's own ``.venv``: made, filled from the locks and kept in step with them.

A stamp in ``.venv`` says which locks were installed and what pip left there; as long as it tells the truth, being
set up is found out in a fraction of a second. A folder whose Python is gone is made anew, lost or altered packages
are put back.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pip_runner
from setup_problem import SetupProblem

LOCKS = {"app": ("app",), "checks": ("checks",), "training": ("training", "torch")}
"""Group of packages -> the files of ``requirements/`` that hold it."""

_PROBE = """
import importlib.metadata, json, sys
found = {d.name.lower().replace("_", "-"): d.version for d in importlib.metadata.distributions() if d.name}
print(json.dumps({"python": sys.version_info[:2], "installed": found}))
"""


@dataclass
class Stamp:
    """What the last complete setup left behind.

    Attributes:
        locks: Name of a lock -> digest of its text.
        project: Digest of where the project lies and how it is described.
        installed: Package -> version, all that was in ``.venv``.
    """

    locks: dict[str, str] = field(default_factory=dict)
    project: str = ""
    installed: dict[str, str] = field(default_factory=dict)


def _brings_pip() -> bool:
    """Whether Python can put its own pip into an environment; Debian packs that part (ensurepip) separately."""
    return importlib.util.find_spec("ensurepip") is not None


def _on_linux() -> bool:
    return sys.platform == "linux"


class ProjectVenv:
    """The virtual environment of one checkout."""

    def __init__(
        self, root: Path, say: Callable[[str], None], pythons: tuple[tuple[int, int], tuple[int, int]]
    ) -> None:
        """Nothing is touched yet.

        Args:
            root: The checkout.
            say: Told what is going on, one line at a time.
            pythons: Oldest and newest version of Python that the program runs on.
        """
        self._pythons = pythons
        self._root = root
        self._say = say
        self._folder = root / ".venv"
        self._stamp_file = self._folder / "setup-stamp.json"
        self._scripts = self._folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.script("python")

    def script(self, name: str) -> Path:
        """Path of a program inside the environment."""
        return self._scripts / (f"{name}.exe" if os.name == "nt" else name)

    def prepare(self, groups: Sequence[str]) -> None:
        """Bring the environment in step with the locks of ``groups``; quick where it already is.

        Raises:
            SetupProblem: the environment cannot be made or filled.
        """
        present = self._probe()
        if present is None:
            self._create()
            present = {}
        stamp = self._read_stamp()
        intact = bool(stamp.installed) and stamp.installed.items() <= present.items()
        wanted = [lock for group in groups for lock in LOCKS[group]]
        if not intact:
            wanted += [lock for lock in stamp.locks if lock not in wanted]
        digests = {lock: self._digest(lock) for lock in wanted}
        stale = [lock for lock in wanted if not intact or stamp.locks.get(lock) != digests[lock]]
        project = self._project_digest()
        if stale:
            self._install_locks(stale)
        if stale or stamp.project != project:
            self._install_project()
            stamp = Stamp({**stamp.locks, **digests}, project, self._probe() or {})
            self._write_stamp(stamp)

    def _probe(self) -> dict[str, str] | None:
        """Packages and versions inside; ``None`` where there is no environment that works for the program."""
        if not self.python.exists():
            return None
        try:
            done = subprocess.run(
                [str(self.python), "-I", "-c", _PROBE], capture_output=True, text=True, check=True, timeout=60
            )
            found = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            return None
        oldest, newest = self._pythons
        if not oldest <= tuple(found["python"]) <= newest:
            return None
        installed: dict[str, str] = found["installed"]
        return installed

    def _create(self) -> None:
        """Make the folder anew, with pip inside where Python brings one."""
        with_pip = _brings_pip()
        if not with_pip and not pip_runner.outer_pip_serves():
            raise SetupProblem(
                "This Python has neither ensurepip nor pip 22.3 or newer, so nothing can be installed.\n"
                "Debian, Ubuntu: sudo apt-get install python3-venv\n"
                "Elsewhere: install Python 3.11 to 3.13 from python.org with its pip. Then run the command again."
            )
        self._say(f"Making the environment {self._folder}")
        try:
            if self._folder.exists():
                shutil.rmtree(self._folder)
            venv.EnvBuilder(with_pip=with_pip, symlinks=os.name != "nt").create(self._folder)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupProblem(
                f"The environment {self._folder} cannot be made: {error}\n"
                "Close programs that use it, see that the folder can be written, then run the command again."
            ) from error

    def _install_locks(self, locks: Sequence[str]) -> None:
        plain = [lock for lock in locks if lock != "torch"]
        if plain:
            self._pip(f"Installing packages ({', '.join(plain)}); the first time takes a few minutes", plain)
        if "torch" in locks and not (_on_linux() and self._has_cpu_torch()):
            size = "; several gigabytes, for it brings CUDA" if _on_linux() else ""
            self._pip(f"Installing torch{size}", ["torch"])

    def _has_cpu_torch(self) -> bool:
        """Install torch's small CPU build where pip has been pointed at one; whether it was."""
        try:
            self._pip("Looking for a CPU build of torch", ["torch-cpu"])
        except pip_runner.NotOfferedError:
            return False
        return True

    def _pip(self, title: str, locks: Sequence[str]) -> None:
        """Install exactly what the locks say: no other package, no other bytes, nothing built from source."""
        files = [part for lock in locks for part in ("--requirement", str(self._lock_file(lock)))]
        strict = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
        self._say(title)
        pip_runner.install(self.python, [*strict, *files], self._folder / "install.log")

    def _install_project(self) -> None:
        self._say("Installing the program itself")
        how = ["--no-deps", "--no-build-isolation", "--editable", str(self._root)]
        pip_runner.install(self.python, how, self._folder / "install.log")

    def _lock_file(self, lock: str) -> Path:
        return self._root / "requirements" / f"{lock}.txt"

    def _digest(self, lock: str) -> str:
        return hashlib.sha256(self._lock_file(lock).read_bytes()).hexdigest()

    def _project_digest(self) -> str:
        """Changes when the checkout moves, or when its entry points, dependencies or version do."""
        version = (self._root / "consultant_app" / "__init__.py").read_bytes()
        described = (self._root / "pyproject.toml").read_bytes()
        return hashlib.sha256(b"\0".join([str(self._root).encode(), described, version])).hexdigest()

    def _read_stamp(self) -> Stamp:
        try:
            return Stamp(**json.loads(self._stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Stamp()

    def _write_stamp(self, stamp: Stamp) -> None:
        part = self._stamp_file.with_suffix(".part")
        part.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
        part.replace(self._stamp_file)
