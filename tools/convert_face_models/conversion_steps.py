"""Running one step of the conversion, and its failure in plain words. Standard library only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_SHOWN_LINES = 12

_FOREIGN = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
"""Settings that would mix packages of elsewhere into the throw-away environment, or send its own away."""


class ConversionError(Exception):
    """The models could not be converted; the text says what happened and what to do."""


def run(step: str, command: Sequence[str | Path], remedy: str, cwd: Path | None = None) -> str:
    """Run ``command`` to its end and return what it printed.

    Args:
        step: What the command is for, as the failure's message names it.
        command: Program and arguments.
        remedy: What to do when it fails.
        cwd: Folder to run in.

    Raises:
        ConversionError: the command cannot be started or ends with an error; the end of its output is shown.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise ConversionError(f"{step} failed: {error}\n{remedy}") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-_SHOWN_LINES:]
        raise ConversionError("\n".join([f"{step} failed:", *(f"    {line}" for line in said), remedy]))
    return done.stdout


def _environment() -> dict[str, str]:
    """Ours without foreign packages, and without TensorFlow's remarks on the processor."""
    kept = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    return {**kept, "PYTHONNOUSERSITE": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
