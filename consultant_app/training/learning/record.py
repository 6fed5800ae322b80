"""The folder of a run: what was asked, on which data, by which code, how it went, and the checkpoints.

``config.toml``     the settings, as ``train --config`` reads them
``settings.json``   settings and data; a run is never continued with others
``starts.jsonl``    one line a start: code, libraries, machine, step
``log.jsonl``       the terms of the loss over time; ``tensorboard/`` the same with pictures of the maps
``metrics.json``    where it stands
``last.pt``         all that is needed to go on
``weights_*.pt``    the running mean of the weights at each checkpoint
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from torch import Tensor
from tqdm import tqdm

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import write_atomically
from consultant_app.training.learning import checkpoint
from consultant_app.training.learning.checkpoint import writing
from consultant_app.training.learning.config import LoopSettings, to_toml
from consultant_app.training.learning.distributed import World
from consultant_app.training.learning.provenance import data_hashes, provenance

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

_LAST = "last.pt"


@dataclass(eq=False)
class Record:
    """What the leading process writes down. Every process calls the same methods; the others write nothing.

    Attributes:
        run: The folder.
        world: The processes.
        steps: Steps of the whole training.
        board: TensorBoard, in the leading process.
        before: Seconds that earlier starts of the run took.
        started: When this one started.
    """

    run: Path
    world: World
    steps: int
    board: "SummaryWriter | None" = None
    before: float = 0.0
    started: float = field(default_factory=time.monotonic)

    @classmethod
    @contextmanager
    def opened(
        cls, run: Path, settings: LoopSettings, folders: Sequence[Path], world: World
    ) -> Iterator["Record"]:
        """Begin a run, or go on with one.

        Raises:
            ConsultantError: another process trains there, it was begun with other settings or data, the processes
                see different data, or the folder cannot be written.
        """
        asked: dict[str, Any] = {"settings": settings.model_dump(mode="json"), "sets": data_hashes(folders)}
        if settings.start and Path(settings.start).is_file():
            asked["start_sha256"] = hashlib.sha256(Path(settings.start).read_bytes()).hexdigest()
        with _locked(run, world):
            if asked != world.from_leader(lambda: _begin(run, asked, to_toml(settings))):
                raise ConsultantError("The rendered sets differ between the machines. Copy them anew.")
            record = cls(run, world, settings.steps)
            try:
                yield record
            finally:
                if record.board is not None:
                    with writing(run):
                        record.board.close()

    def resume(self) -> dict[str, Any] | None:
        """The last checkpoint, or None at the beginning; what a kill left behind it is removed from the log."""
        path = self.run / _LAST
        state = self.world.from_leader(lambda: checkpoint.load(path) if path.exists() else None)
        step = int(state["step"]) if state else 0
        if self.world.leads:
            from torch.utils.tensorboard import SummaryWriter

            with writing(self.run):
                lines = _trimmed(self.run / "log.jsonl", step)
                self.before = float(lines[-1]["seconds"]) if lines else 0.0
                start = {"step": step, "at": time.time()} | provenance(self.world.device, self.world.size)
                _append(self.run / "starts.jsonl", start)
                folder = str(self.run / "tensorboard")
                self.board = SummaryWriter(folder, purge_step=step)
        return state

    def log(self, step: int, values: Mapping[str, float]) -> None:
        """Write one line of the log."""
        if not self.world.leads:
            return
        seconds = self.before + time.monotonic() - self.started
        rounded = {name: float(f"{value:.6g}") for name, value in values.items()}
        with writing(self.run):
            _append(self.run / "log.jsonl", {"step": step, **rounded, "seconds": round(seconds, 1)})
            if self.board is not None:
                for name, value in values.items():
                    self.board.add_scalar(name, value, step)

    def save(self, step: int, state: Mapping[str, Any], mean: Mapping[str, Tensor]) -> Path:
        """Write a checkpoint: the weights first, so that no run goes on past weights that it does not have."""
        weights = self.run / f"weights_{step:06d}.pt"

        def write() -> None:
            with writing(self.run):
                checkpoint.save(weights, mean)
                checkpoint.save(self.run / _LAST, state)
                self._sum_up(step)

        self.world.from_leader(write)
        return weights

    def picture(self, step: int, draw: Callable[[], Tensor]) -> None:
        """Show a sheet, float [3, H, W] in 0..1, in TensorBoard; only the leading process draws it."""
        if self.board is not None:
            with writing(self.run):
                self.board.add_image("maps", draw(), step)
                self.board.flush()

    def progress(self, step: int) -> "tqdm[Any]":
        """A bar that stands at ``step``; shown by the leading process alone, and on a terminal alone."""
        return tqdm(total=self.steps, initial=step, unit="step", disable=None if self.world.leads else True)

    def _sum_up(self, step: int) -> None:
        lines = _lines(self.run / "log.jsonl")
        metrics = {
            "step": step,
            "steps": self.steps,
            "finished": step == self.steps,
            "last": lines[-1] if lines else {},
        }
        write_atomically(self.run / "metrics.json", json.dumps(metrics, indent=1).encode())


@contextmanager
def _locked(run: Path, world: World) -> Iterator[None]:
    """One training a folder; the system lets go of the lock when a process is killed."""
    lock = FileLock(run / "lock", timeout=0)

    def acquire() -> None:
        with writing(run):
            run.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout as error:  # an OSError, which "writing" would take for a fault of the disk
                raise ConsultantError(
                    f"Another training writes into {run}. Wait for it, or give another --run."
                ) from error

    world.from_leader(acquire)
    try:
        yield
    finally:
        lock.release()


def _begin(run: Path, asked: Mapping[str, Any], toml: str) -> Mapping[str, Any]:
    path = run / "settings.json"
    if path.exists():
        begun = json.loads(path.read_text(encoding="utf-8"))
        if findings := _differences(begun, asked):
            raise ConsultantError(
                f"The training in {run} was begun with other settings or data, and going on would mix them:\n"
                + "\n".join(f"  {finding}" for finding in findings)
                + "\nGive the same ones to go on, or another --run to begin anew."
            )
        return asked
    with writing(run):
        write_atomically(run / "config.toml", toml.encode())
        write_atomically(path, json.dumps(asked, indent=1).encode())
    return asked


def _differences(begun: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    old, new = (_flat(side.get("settings", {})) for side in (begun, asked))
    findings = [
        f"{name}: was {old.get(name)}, now {new.get(name)}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]
    if begun.get("sets") != asked["sets"]:
        findings.append("the rendered sets are not the same, or not in the same order")
    return findings


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {prefix + name: value}
    return flat


def _append(path: Path, line: Mapping[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a log; a kill or a full disk may have left half a one at its end."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            break
    return found


def _trimmed(path: Path, step: int) -> list[dict[str, Any]]:
    """The lines up to a step, and only these left in the file."""
    kept = [line for line in _lines(path) if line["step"] <= step]
    if path.exists():
        write_atomically(path, "".join(json.dumps(line) + "\n" for line in kept).encode())
    return kept
