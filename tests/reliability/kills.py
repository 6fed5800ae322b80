# ruff: noqa: S311 - chance that can be repeated is what is wanted here
"""kill -9 at random moments of saving, migrating, changing the key and backing up."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.database import connect
from consultant_app.storage.faults import Faults
from consultant_app.storage.key_file import Cost
from consultant_app.storage.keys import KeyRing
from consultant_app.storage.keystores import keystores_for
from consultant_app.storage.store import Store
from consultant_app.texts import texts
from tests.reliability.made import CLIENT, NOW, OTHER, PHRASE, add_clients, open_made, save, visits_hold
from tests.reliability.nursery import TASKS
from tests.storage.old_schema import make_old

_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Kills:
    """What came of the kills; all but ``kills``, ``mid_work`` and ``acknowledged`` are to be 0."""

    kills: int = 0
    mid_work: int = 0
    acknowledged: int = 0
    lost: int = 0
    corrupt: int = 0
    unopened: int = 0
    bad_backups: int = 0

    @property
    def harm(self) -> int:
        return self.lost + self.corrupt + self.unopened + self.bad_backups


class Nursery:
    """Starts work that is going to be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.reliability.nursery"]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def kill_within(self, task: str, folder: Path, other: Path, seconds: float) -> bool:
        """Start a task and kill it after a while; whether it was still at work."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([task, str(folder), str(other)]) + "\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()) == signal.SIGKILL

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)


def kill_often(place: Path, count: int, seed: int, longest_s: float) -> Kills:
    """Kill each kind of work in turn, ``count`` times in all, after 0 to ``longest_s`` seconds."""
    rng, found, nursery = random.Random(seed), Kills(), Nursery()
    base = place / "base"
    store = open_made(base)
    add_clients(store)
    first = save(store, 0)
    store.close()
    try:
        for number in range(count):
            task = list(TASKS)[number % len(TASKS)]
            folder = place / f"kill-{number}"
            if task == "migrate":
                make_old_store(folder)
            else:
                shutil.copytree(base, folder)
            other = place / f"other-{number}"
            if task == "backup":
                other.mkdir()
            found.kills += 1
            found.mid_work += nursery.kill_within(task, folder, other, rng.uniform(0, longest_s))
            _look(task, folder, other, {} if task == "migrate" else {first: 0}, found)
            shutil.rmtree(folder)
    finally:
        nursery.close()
    return found


def make_old_store(folder: Path) -> None:
    """Make a store as an earlier version of the program left it."""
    folder.mkdir()
    faults = Faults(texts("en"), folder)
    ring = KeyRing(
        folder / "keys.json", keystores_for("file", folder), faults, Cost(memory_kib=8, passes=1, lanes=1)
    )
    ring.create(PHRASE)
    keys = ring.keys()
    clients = ClientKeys(keys.clients, faults)
    make_old(
        folder / "store.db", keys.database, "0006", faults, {name: clients.new(name) for name in (CLIENT, OTHER)}
    )
    ring.mark_ready()


def _look(task: str, folder: Path, other: Path, kept: dict[str, int], found: Kills) -> None:
    if task == "save" and other.exists():
        lines = other.read_text(encoding="ascii").splitlines()
        kept = kept | {line.split()[0]: int(line.split()[1]) for line in lines if len(line.split()) == 2}
    found.acknowledged += len(kept)
    try:
        store = open_made(folder)
    except Exception:  # noqa: BLE001 - whatever is raised, the store was lost to its owner
        found.unopened += 1
        return
    try:
        found.lost += len(visits_hold(store, kept))
        found.lost += {client.id for client in store.clients.search("")} != {CLIENT, OTHER}
        if task == "backup":
            found.bad_backups += _bad_backups(store, other)
        key = store._key_ring.keys().database
    finally:
        store.close()
    with closing(connect(folder / "store.db", key)) as connection:
        found.corrupt += connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


def _bad_backups(store: Store, target: Path) -> int:
    """Backups that count and are not whole; then one more is made, which must clear away what was cut off."""
    bad = sum(bool(check.faults) for check in store.backups.verify(target))
    store.backups.make(target, NOW + timedelta(days=400))
    return bad + sum(bool(check.faults) for check in store.backups.verify(target))
