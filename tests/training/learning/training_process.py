"""A training in a process of its own, for tests that kill it or start several.

Arguments: set, run, settings as JSON, and optionally where to die: ``step:3`` (after its optimiser step) or
``write:4`` (in the middle of the fourth file that is written).
"""

import json
import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

import torch

from consultant_app import files
from consultant_app.training.learning import objective
from consultant_app.training.learning.config import TrainSettings
from consultant_app.training.learning.learner import Learner
from consultant_app.training.learning.skin_task import train


def die() -> NoReturn:
    """As hard as the system can: nothing is flushed, nothing cleaned up."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    raise AssertionError


def die_after_step(last: int) -> None:
    follow = Learner.follow

    def followed(self: Learner, loss: torch.Tensor) -> torch.Tensor:
        norm = follow(self, loss)
        if self.step == last:
            die()
        return norm

    Learner.follow = followed  # type: ignore[method-assign]


def die_in_write(last: int) -> None:
    fsync, count = os.fsync, 0

    def synced(descriptor: int) -> None:
        nonlocal count
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            return fsync(descriptor)
        count += 1
        return die() if count == last else fsync(descriptor)

    files.os.fsync = synced


def in_float32() -> None:
    """Rounding to bfloat16 would hide what processes add up differently."""
    objective.torch.autocast = lambda *_: nullcontext()  # type: ignore[attr-defined,misc,assignment]


def main(folder: str, run: str, settings: str, death: str = "never:0", precision: str = "bfloat16") -> None:
    torch.set_num_threads(1)
    when, number = death.split(":")
    if when == "step":
        die_after_step(int(number))
    elif when == "write":
        die_in_write(int(number))
    if precision == "float32":
        in_float32()
    train([Path(folder)], Path(run), TrainSettings(**json.loads(settings)))


if __name__ == "__main__":
    main(*sys.argv[1:])
