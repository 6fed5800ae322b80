"""Runs ``image_process`` and reads what it found."""

import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_S, MOST_MB = 2.0, 300.0


def decode_mutated(count: int, seed: int, largest: str = "jpeg") -> dict[str, float]:
    """What decoding mutated photos came to; a crash of the process raises.

    Args:
        count: How many.
        seed: Decides how.
        largest: Which photos of the largest size are decoded after them: one ``jpeg``, or ``all`` kinds.
    """
    command = [sys.executable, "-m", "tests.reliability.image_process", str(count), str(seed), largest]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
