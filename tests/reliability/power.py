# ruff: noqa: S311 - chance that can be repeated is what is wanted here
"""Power cuts: the real store works on a disk that writes down what happens; every cut is replayed and opened."""

import random
import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from consultant_app.domain.errors import StorageError
from consultant_app.storage import audit_records, database, photo_vault
from consultant_app.storage.store import Store
from tests.reliability import apsw_driver
from tests.reliability.disk import Recorder, Step, after_power_cut, disk
from tests.reliability.made import CLIENT, NOW, OTHER, add_clients, open_made, save, visits_hold


@dataclass
class Cuts:
    """What came of the cuts; all but ``cuts`` and ``acknowledged`` are to be 0."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    corrupt: int = 0
    unopened: int = 0
    came_back: int = 0
    log_broken: int = 0

    @property
    def harm(self) -> int:
        return self.lost + self.corrupt + self.unopened + self.came_back + self.log_broken


@dataclass(frozen=True)
class Work:
    """A folder as it was, and everything that happened to it since."""

    base: Path
    steps: list[Step]


def record(place: Path, visits: int) -> Work:
    """Let the store save visits, write its log and erase a client, and write down every step of it."""
    live, base = place / "live", place / "base"
    recorder = Recorder(folder=live)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(database, "dbapi2", apsw_driver))
        store = open_made(live)
        add_clients(store)
        store.close()
        shutil.copytree(live, base)
        recording = stack.enter_context(disk("recording", recorder))
        stack.enter_context(mock.patch.object(apsw_driver, "vfs", recording.name))
        for module in (photo_vault, audit_records):
            write = module.write_atomically
            stack.enter_context(mock.patch.object(module, "write_atomically", _noted(write, recorder)))
        store = open_made(live)
        for number in range(visits):
            visit_id = save(store, number)
            recorder.say("ack", note=("visit", visit_id, number))
            entry = store.audit.append(NOW, "somebody", "save_visit", CLIENT)
            recorder.say("ack", note=("log", entry.number))
            if number == visits // 2:
                store.clients.erase(OTHER, NOW)
                recorder.say("ack", note=("erased", OTHER))
        store.close()
    return Work(base, recorder.steps)


def cut_often(work: Work, place: Path, count: int, seed: int) -> Cuts:
    """Cut the power at ``count`` random steps and look at what each leaves."""
    rng, found = random.Random(seed), Cuts()
    for number in range(count):
        cut = rng.randrange(len(work.steps) + 1)
        folder = place / f"cut-{number}"
        after_power_cut(work.base, folder, work.steps, cut, rng)
        _look(folder, [step.note for step in work.steps[:cut] if step.kind == "ack"], found)
        shutil.rmtree(folder)
    return found


def _look(folder: Path, acknowledged: list[Any], found: Cuts) -> None:
    found.cuts += 1
    with mock.patch.object(database, "dbapi2", apsw_driver):
        try:
            store = open_made(folder)
        except Exception:  # noqa: BLE001 - whatever is raised, the store was lost to its owner
            found.unopened += 1
            return
        try:
            _compare(store, acknowledged, found)
        except StorageError:
            found.corrupt += 1
        finally:
            store.close()
        with closing(apsw_driver.connect(str(folder / "store.db"))) as connection:
            found.corrupt += not _is_sound(connection)


def _is_sound(connection: apsw_driver.Connection) -> bool:
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except apsw_driver.DatabaseError:
        return False


def _compare(store: Store, acknowledged: list[Any], found: Cuts) -> None:
    visits = {note[1]: note[2] for note in acknowledged if note[0] == "visit"}
    entries = max((note[1] for note in acknowledged if note[0] == "log"), default=0)
    found.acknowledged += len(acknowledged)
    found.lost += len(visits_hold(store, visits))
    state = store.audit.verify()
    found.log_broken += not state.sound or state.entries < entries
    if any(note[0] == "erased" for note in acknowledged):
        found.came_back += OTHER in {client.id for client in store.clients.search("")}


def _noted(write: Any, recorder: Recorder) -> Any:
    def noted(path: Path, data: bytes) -> None:
        recorder.say("file", str(path), data=data)
        write(path, data)

    return noted
