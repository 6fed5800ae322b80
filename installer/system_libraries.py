"""Libraries of the Linux system that Qt needs and that no Python package brings along.

Windows and macOS have all they need. On Debian and Ubuntu the missing packages are installed where that is allowed
(root), else the command that does it is shown. On other systems the libraries are named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from setup_problem import SetupProblem


@dataclass(frozen=True)
class Library:
    """A shared library and the Debian package that holds it.

    Attributes:
        soname: What the loader is asked for.
        packages: Package names, the newest release's first: Debian 13 and Ubuntu 24.04 renamed some to ``...t64``.
    """

    soname: str
    packages: tuple[str, ...]


ALWAYS = (
    Library("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0")),
    Library("libGL.so.1", ("libgl1",)),
    Library("libEGL.so.1", ("libegl1",)),
    Library("libfontconfig.so.1", ("libfontconfig1",)),
    Library("libxkbcommon.so.0", ("libxkbcommon0",)),
    Library("libdbus-1.so.3", ("libdbus-1-3",)),
    Library("libpulse.so.0", ("libpulse0",)),
)
"""Needed even where nothing is shown: Qt's drawing and multimedia libraries link to them."""

ON_A_DISPLAY = (
    Library("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Library("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Library("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Library("libxcb-randr.so.0", ("libxcb-randr0",)),
    Library("libxcb-shape.so.0", ("libxcb-shape0",)),
    Library("libxcb-xfixes.so.0", ("libxcb-xfixes0",)),
    Library("libxcb-xkb.so.1", ("libxcb-xkb1",)),
    Library("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
)
"""Needed to open a window on X11. Qt's own message blames libxcb-cursor0 whichever of them is missing."""

_LOADER = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def ensure(say: Callable[[str], None]) -> None:
    """Make sure that the system's libraries are there.

    Args:
        say: Told what is going on, one line at a time.

    Raises:
        SetupProblem: libraries are missing and cannot be installed from here.
    """
    if sys.platform != "linux":
        return
    wanted = (*ALWAYS, *ON_A_DISPLAY) if os.environ.get("DISPLAY") else ALWAYS
    lacking = missing(wanted)
    if not lacking:
        return
    if shutil.which("apt-get") is None:
        raise SetupProblem(
            f"These system libraries are missing: {_names(lacking)}.\n"
            "Install them with your system's package manager, then run the same command again."
        )
    _install(lacking, say)
    still = missing(lacking)
    if still:
        raise SetupProblem(
            f"The packages were installed, but these system libraries still cannot be loaded: {_names(still)}.\n"
            "If Python is a 32-bit or a sandboxed build, use the system's own python3, then run the command again."
        )


def missing(wanted: Sequence[Library]) -> list[Library]:
    """Those of ``wanted`` that the loader does not find.

    Asked of a fresh process, for the loader of a running one remembers, and because some libraries run code of
    their own when they are loaded.
    """
    command = [sys.executable, "-c", _LOADER, *(library.soname for library in wanted)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return [library for library in wanted if library.soname in found]


def _install(lacking: Sequence[Library], say: Callable[[str], None]) -> None:
    root = os.geteuid() == 0
    if root:
        say("Installing system libraries: " + " ".join(library.packages[-1] for library in lacking))
        _apt("update")
    packages = [_package(library) for library in lacking]
    if not root:
        raise SetupProblem(
            f"System libraries are missing: {_names(lacking)}. Run these two commands, then the same one again:\n"
            "    sudo apt-get update\n"
            f"    sudo apt-get install -y {' '.join(packages)}"
        )
    _apt("install", "-y", "--no-install-recommends", *packages)


def _package(library: Library) -> str:
    """The name that this release of the system knows the library's package by."""
    for name in library.packages[:-1]:
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if shown.returncode == 0 and shown.stdout:
            return name
    return library.packages[-1]


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", *arguments]
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.strip().splitlines()[-8:])
        raise SetupProblem(
            f"'{' '.join(command)}' failed:\n{tail}\n"
            "See to what it says (most often the network, or another installation running), then run again."
        )


def _names(libraries: Sequence[Library]) -> str:
    return ", ".join(library.soname for library in libraries)
