"""Set the program up and start it: ``python installer/bootstrap.py demo``. Needs Python and pip, nothing else.

Everything goes into ``.venv`` in the checkout, from the locks in ``requirements/``. The first run takes minutes,
the next ones a fraction of a second. The exit code is that of what was started, or 1 where setting up failed.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_OLDEST, _NEWEST = (3, 11), (3, 13)
_OLDEST_GLIBC = {"linux-x86_64": (2, 34), "linux-aarch64": (2, 39)}


@dataclass(frozen=True)
class Command:
    """What one subcommand does.

    Attributes:
        about: One line of help.
        groups: Packages it needs, keys of ``project_venv.LOCKS``.
        start: Program inside the environment and its arguments, the caller's are appended; empty starts nothing.
        needs_qt: Whether the system's libraries for Qt are needed.
    """

    about: str
    groups: tuple[str, ...]
    start: tuple[str, ...] = ()
    needs_qt: bool = True


COMMANDS = {
    "demo": Command("set up the program and show it on a sample", ("app",), ("consultant-app", "demo")),
    "run": Command("set up the program and pass it the words that follow", ("app",), ("consultant-app",)),
    "test": Command(
        "set up everything and run the tests; words that follow go to pytest",
        ("app", "checks", "training"),
        ("python", "-m", "pytest", f"--rootdir={_ROOT}", f"--config-file={_ROOT / 'pyproject.toml'}"),
    ),
    "train": Command(
        "set up training and pass it the words that follow",
        ("app", "training"),
        ("consultant-train",),
        needs_qt=False,
    ),
    "setup": Command("set up only; 'checks' and 'training' may follow", ("app",)),
}


def _help() -> str:
    lines = [f"    {name:<6} {command.about}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: python installer/bootstrap.py COMMAND ...", "", *lines])


def unfit(version: tuple[int, int], system: str, glibc: str) -> str | None:
    """Why this Python cannot run the program, and what to do; ``None`` where it can.

    Args:
        version: Major and minor version.
        system: ``sysconfig.get_platform()``: what the interpreter was built for, e.g. ``win-amd64``.
        glibc: Version of the GNU C library, empty where there is none.
    """
    if not _OLDEST <= version <= _NEWEST:
        return (
            f"This is Python {version[0]}.{version[1]}; the program needs Python 3.11, 3.12 or 3.13.\n"
            "Install one of them (python.org, or your system's packages) and name it, for example:\n"
            "    python3.13 installer/bootstrap.py demo"
        )
    oldest_glibc = _OLDEST_GLIBC.get(system)
    if oldest_glibc is None:
        if system == "win-amd64" or (system.startswith("macosx") and system.endswith(("arm64", "universal2"))):
            return None
        return (
            f"This Python was built for {system}. The program runs on 64-bit Windows, on Macs with an Apple chip\n"
            "(macOS 14 or newer) and on 64-bit Linux. On Windows install the 64-bit Python. For Intel Macs the\n"
            "makers of several parts, cryptography among them, no longer publish any."
        )
    if tuple(int(part) for part in glibc.split(".") if part.isdigit()) < oldest_glibc:
        return (
            f"This Linux has the C library {glibc or 'of another kind than glibc'}; Qt needs glibc "
            f"{oldest_glibc[0]}.{oldest_glibc[1]} or newer.\n"
            "Use a newer system, such as Debian 13 or Ubuntu 24.04."
        )
    return None


def main(arguments: list[str]) -> int:
    """Carry out one subcommand; returns the exit code."""
    libc, version = platform.libc_ver()
    reason = unfit(sys.version_info[:2], sysconfig.get_platform(), version if libc == "glibc" else "")
    if reason:
        return _fail(reason)
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        print(_help(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    return _carry_out(arguments[0], arguments[1:])


def _carry_out(name: str, rest: list[str]) -> int:
    # Only now: these modules use what older Pythons do not know, and those must read the message above.
    import system_libraries
    from project_venv import LOCKS, ProjectVenv
    from setup_problem import SetupProblem

    command = COMMANDS[name]
    extra = rest if name == "setup" else []
    unknown = [group for group in extra if group not in LOCKS]
    if unknown:
        return _fail(f"There is no group of packages called {', '.join(unknown)}; there are {', '.join(LOCKS)}.")
    environment = ProjectVenv(_ROOT, _say, (_OLDEST, _NEWEST))
    try:
        if command.needs_qt:
            system_libraries.ensure(_say)
        environment.prepare([*command.groups, *(group for group in extra if group not in command.groups)])
    except SetupProblem as problem:
        return _fail(str(problem))
    except KeyboardInterrupt:
        return _fail("Stopped. Run the same command again to go on.", code=130)
    if not command.start:
        _say(f"Ready: {environment.python}")
        return 0
    return _start([str(environment.script(command.start[0])), *command.start[1:], *rest])


def _start(command: list[str]) -> int:
    """Run ``command`` and pass on its exit code, a signal's the shell's way (128 + its number)."""
    try:
        code = subprocess.call(command)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _fail(
            f"{command[0]} cannot be started: {error}\nDelete the folder .venv, then run the command again."
        )
    return code if code >= 0 else 128 - code


def _say(line: str) -> None:
    print(line, flush=True)


def _fail(message: str, code: int = 1) -> int:
    print(message, file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
