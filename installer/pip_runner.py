"""pip, driven from outside or inside an environment, with its log kept and its failures put into plain words."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setup_problem import SetupProblem

_FIRST_WITH_PYTHON_OPTION = (22, 3)

_REMEDIES = (
    (
        "DO NOT MATCH THE HASHES",
        (
            "A downloaded file is not the one that was locked, so it was not installed. Run the command again; if "
            "it happens again, something on the way from the registry alters files; tell your IT."
        ),
    ),
    ("No space left", "The disk is full. Free some space, then run the command again."),
    (
        "CERTIFICATE_VERIFY_FAILED",
        (
            "The package registry's certificate is not trusted. Where a company inspects its network's traffic, "
            "set PIP_CERT to the file of its certificates (your IT has it), then run the command again."
        ),
    ),
    (
        r"Max retries|Connection|timed out|Temporary failure|SSLError|ProxyError|Network is unreachable",
        (
            "The package registry could not be reached. Check the network (behind a proxy set HTTPS_PROXY), then "
            "run the command again: it goes on where it stopped."
        ),
    ),
    (
        "No matching distribution",
        (
            "The package is not offered for this system and Python. Use 64-bit Python 3.11, 3.12 or 3.13 on "
            "Windows, macOS 14 or newer, or Linux with glibc 2.34 or newer (Debian 12, Ubuntu 22.04)."
        ),
    ),
    (
        "Permission denied|WinError 5|WinError 32",
        "A file is in use or may not be written. Close the program and its terminals, then run the command again.",
    ),
)


class NotOfferedError(SetupProblem):
    """No registry that pip knows has a fitting file."""


def outer_pip_serves() -> bool:
    """Whether the Python that runs this has a pip that can fill another environment (``--python``)."""
    try:
        version = importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        return False
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    return numbers >= _FIRST_WITH_PYTHON_OPTION


def install(python: Path, arguments: Sequence[str], log: Path) -> None:
    """Run ``pip install`` for the environment of ``python``; its whole output is appended to ``log``.

    Raises:
        NotOfferedError: a package is not to be had in the version asked for.
        SetupProblem: pip failed for another reason.
    """
    command = [*_pip_of(python), "install", *arguments]
    output: list[str] = []
    with log.open("a", encoding="utf-8") as file:
        file.write(f"\n$ {' '.join(command)}\n")
        process = subprocess.Popen(
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        with process:
            for line in process.stdout or ():
                file.write(line)
                output.append(line)
                _show_progress(line)
    _clear_progress()
    if process.returncode != 0:
        raise _problem("".join(output), log)


def _pip_of(python: Path) -> list[str]:
    """The environment's own pip, or the one of the Python that runs this where it has none."""
    if _has_pip(python):
        return [str(python), "-I", "-m", "pip"]
    if not outer_pip_serves():
        raise SetupProblem(
            f"There is no pip in {python.parent.parent}, nor pip 22.3 or newer in {sys.executable}.\n"
            "Run the command with your system's Python; if that has none either, install its pip first."
        )
    return [sys.executable, "-m", "pip", "--python", str(python)]


def _has_pip(python: Path) -> bool:
    return (
        subprocess.run([str(python), "-I", "-c", "import pip"], capture_output=True, check=False).returncode == 0
    )


def _environment() -> dict[str, str]:
    """Ours, less what would send packages elsewhere, mix in foreign ones, or stop to ask."""
    kept = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET"}
    }
    settings = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    return {**kept, **settings}


def _problem(output: str, log: Path) -> SetupProblem:
    said = [line for line in output.splitlines() if "ERROR" in line or "error:" in line] or output.splitlines()
    kind: type[SetupProblem] = SetupProblem
    remedy = "Read the log; if it does not help, send it to whoever looks after this program."
    for pattern, text in _REMEDIES:
        if re.search(pattern, output):
            remedy = text
            kind = NotOfferedError if pattern == "No matching distribution" else SetupProblem
            break
    shown = "\n".join(f"    {line.strip()}" for line in said[-5:])
    return kind(f"Packages could not be installed:\n{shown}\n{remedy}\nThe whole log: {log}")


def _show_progress(line: str) -> None:
    if line.startswith("Collecting ") and sys.stdout.isatty():
        print(f"\r    {line.split()[1][:60]:<60}", end="", flush=True)


def _clear_progress() -> None:
    if sys.stdout.isatty():
        print("\r" + " " * 64 + "\r", end="", flush=True)
