"""A disk that can lose its power, or its space: a VFS that writes down, or refuses, what SQLite does to files."""

import os
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
"""What a disk writes whole."""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a file; ``data`` of a write, ``size`` of a truncation or offset of a write."""

    kind: str
    path: str = ""
    size: int = 0
    data: bytes = b""
    note: Any = None


@dataclass
class Recorder:
    """All steps in their order, with the acknowledgements among them."""

    steps: list[Step] = field(default_factory=list)

    folder: Path = field(default_factory=Path)

    def say(self, kind: str, path: str = "", size: int = 0, data: bytes = b"", note: Any = None) -> None:
        """Write a step down; paths become relative to the folder."""
        if not path.endswith("-shm"):
            below = os.path.relpath(path, self.folder) if path else ""
            self.steps.append(Step(kind, below, size, data, note))


class _File(apsw.VFSFile):
    def __init__(self, base: str, name: Any, flags: list[int], owner: "Disk") -> None:
        super().__init__(base, name, flags)
        self._owner = owner
        self._path = name.filename() if hasattr(name, "filename") else str(name)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._owner.reach("write", self._path, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._owner.reach("truncate", self._path, size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._owner.reach("sync", self._path)
        super().xSync(flags)


class Disk(apsw.VFS):
    """The disk that the databases lie on while this is registered."""

    def __init__(self, name: str, recorder: Recorder | None = None) -> None:
        self.name = name
        self.recorder = recorder
        self.refuse_from: int | None = None
        self.refusal = apsw.FullError
        self.reached = 0
        super().__init__(name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File("", name, flags, self)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: N802
        self.reach("delete", name)
        super().xDelete(name, syncdir)

    def reach(self, kind: str, path: str, size: int = 0, data: bytes = b"") -> None:
        """Every step comes through here, to be written down or refused."""
        self.reached += 1
        if self.refuse_from is not None and self.reached >= self.refuse_from and kind != "delete":
            raise self.refusal(f"the disk refuses step {self.reached}")
        if self.recorder is not None:
            self.recorder.say(kind, path, size, data)


@contextmanager
def disk(name: str, recorder: Recorder | None = None) -> Iterator[Disk]:
    made = Disk(name, recorder)
    try:
        yield made
    finally:
        made.unregister()


def after_power_cut(base: Path, place: Path, steps: list[Step], cut: int, rng: random.Random) -> None:
    """Rebuild the folder as a disk may hold it after the power went at step ``cut``.

    What was synced is there. Of what was written since the last sync of its file, each piece is there, gone, or
    torn at a sector; later pieces may be there while earlier ones are not. A file that was never synced may not
    exist at all.

    Args:
        base: A copy of the folder as it was before the first step.
        place: Where the result goes.
        steps: What happened, paths relative to the folder.
        cut: How many steps happened.
        rng: Decides what survives.
    """
    shutil.copytree(base, place, ignore=shutil.ignore_patterns("*-shm", "store.lock"))
    pending: dict[str, list[Step]] = defaultdict(list)
    synced: set[str] = set()
    for step in steps[:cut]:
        path = str(place / step.path)
        if step.kind in {"write", "truncate"}:
            pending[path].append(step)
        elif step.kind == "sync":
            _apply(path, pending.pop(path, []))
            synced.add(path)
        elif step.kind == "delete":
            pending.pop(path, None)
            if path in synced or rng.random() < 0.5:
                Path(path).unlink(missing_ok=True)
        elif step.kind == "file":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(step.data)
    for path, left in pending.items():
        if path in synced or Path(path).exists() or rng.random() < 0.5:
            _apply(path, [torn for step in left if (torn := _survivor(step, rng)) is not None])
    if cut < len(steps) and steps[cut].kind == "file":
        _half_file(place / steps[cut].path, steps[cut].data, rng)


def _apply(path: str, steps: list[Step]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for step in steps:
            if step.kind == "truncate":
                os.ftruncate(descriptor, step.size)
            else:
                os.pwrite(descriptor, step.data, step.size)
    finally:
        os.close(descriptor)


def _survivor(step: Step, rng: random.Random) -> Step | None:
    fate = rng.random()
    if fate < 1 / 3:
        return None
    if fate < 2 / 3 or step.kind == "truncate" or len(step.data) <= SECTOR:
        return step
    whole = SECTOR * rng.randrange(1, -(-len(step.data) // SECTOR))
    return Step(step.kind, step.path, step.size, step.data[:whole])


def _half_file(path: Path, data: bytes, rng: random.Random) -> None:
    """What an atomic write leaves that did not come to its rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(f".{path.name}.cut.part").write_bytes(data[: rng.randrange(len(data) + 1)])
