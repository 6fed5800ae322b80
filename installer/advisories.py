"""Holds the locked packages against the public list of known vulnerabilities; once a week, by hand or by schedule.

::

    .venv/bin/python -m pip install pip-audit
    .venv/bin/python installer/advisories.py

Not a part of ``.ci/run``: it needs the network, and its answer changes from day to day without a change of the
code. The exit code is 0 where nothing is known, 1 where something is, 2 where the list could not be asked: not
asked is never taken for clean.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("app.txt", "checks.txt")
_NOTHING_KNOWN, _SOMETHING_KNOWN, NOT_ASKED = 0, 1, 2


def ask(lock: Path) -> int:
    """Ask about one lock; returns the exit code as above."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(lock)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    return verdict(done.returncode, done.stdout)


def verdict(code: int, told: str) -> int:
    """What pip-audit's end means.

    It ends with 1 for findings and for most troubles alike, but lists findings; and with 0 and the words that
    nothing is known also where its list knew none of the packages, as a mirror does that has the packages only.
    """
    if code == 1 and "Fix Versions" in told:
        return _SOMETHING_KNOWN
    return _NOTHING_KNOWN if code == 0 and "could not be audited" not in told else NOT_ASKED


def main() -> int:
    """Ask about every lock."""
    if importlib.util.find_spec("pip_audit") is None:
        print("NOT CHECKED: install pip-audit first (see the head of this file).", file=sys.stderr)
        return NOT_ASKED
    worst = max(ask(_ROOT / "requirements" / name) for name in LOCKS)
    if worst == NOT_ASKED:
        print(
            "NOT CHECKED: the list of vulnerabilities could not be asked. Try again with network.", file=sys.stderr
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
