"""Checkpoints: written whole or not at all, so that a kill or a full disk leaves the last good one."""

import errno
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import write_atomically


def save(path: Path, state: Mapping[str, Any]) -> None:
    """Write a state of tensors and plain values.

    Raises:
        OSError: it cannot be written; the file that was there is untouched.
    """
    buffer = io.BytesIO()
    torch.save(state, buffer)
    write_atomically(path, buffer.getvalue())


def load(path: Path) -> dict[str, Any]:
    """Read a state, onto the CPU.

    Raises:
        ConsultantError: the file cannot be read.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises whatever the damaged byte leads it to
        raise ConsultantError(
            f"The checkpoint {path} cannot be read ({type(error).__name__}): the disk may be failing. "
            "Restore it from a backup, or delete it to begin this run anew."
        ) from error
    return state


def latest_weights(run: Path) -> dict[str, Any]:
    """The running mean of the weights at the last checkpoint of a run.

    Raises:
        ConsultantError: there is none, or it cannot be read.
    """
    written = sorted(run.glob("weights_*.pt"))
    if not written:
        raise ConsultantError(f"{run} holds no weights yet. Train there first, or give another --run.")
    return load(written[-1])


@contextmanager
def writing(run: Path) -> Iterator[None]:
    """Turn what the system says about writing into a run's folder into what to do about it."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
        what = "The disk is full" if full else f"The folder cannot be written ({error.strerror or error})"
        remedy = "Free about 100 MB" if full else "Put that right"
        raise ConsultantError(
            f"{what}: the training in {run} has stopped. Its last good checkpoint is untouched. {remedy}, then "
            "start the same command again: the run goes on from there."
        ) from error
