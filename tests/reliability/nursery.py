"""A process that has everything loaded and forks a child for each piece of work, so that 200 kills are quick.

Reads one JSON line a task from standard input and writes the child's process id; after another line, its end.
Until then an ended child is not waited for, so that its id is nobody else's.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from tests.reliability.made import NOW, PHRASE, cheap_keys, open_made, save


def save_visits(folder: Path, acknowledged: Path) -> None:
    """Save visits until killed; each is acknowledged in a file once it is saved."""
    store = open_made(folder)
    first = store.audit.verify().entries
    with acknowledged.open("a", encoding="ascii", buffering=1) as file:
        for number in range(first, first + 200):
            visit_id = save(store, number)
            file.write(f"{visit_id} {number}\n")
            store.audit.append(NOW, "somebody", "save_visit")
    store.close()


def open_only(folder: Path, _: Path) -> None:
    """Open the store; an old one is migrated by that."""
    open_made(folder).close()


def rotate(folder: Path, _: Path) -> None:
    """Change the master key again and again."""
    for _round in range(50):
        store = open_made(folder)
        store.begin_key_rotation(PHRASE)
        store.close()


def back_up(folder: Path, target: Path) -> None:
    """Make backups."""
    store = open_made(folder)
    for number in range(50):
        save(store, number)
        store.backups.make(target, NOW + timedelta(hours=5 * number))
    store.close()


TASKS = {"save": save_visits, "migrate": open_only, "rotate": rotate, "backup": back_up}


def main() -> None:
    """Fork a child a line."""
    cheap_keys()
    while line := sys.stdin.readline():
        task, folder, other = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                TASKS[task](Path(folder), Path(other))
            finally:
                os._exit(0)
        _say(child)
        sys.stdin.readline()
        _say(os.waitpid(child, 0)[1])


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
