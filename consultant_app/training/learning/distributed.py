"""Where a process stands: alone, or one of several that torchrun started; its device; sums in a fixed order."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

import torch
from torch import Tensor, nn
from torch import distributed as dist

from consultant_app.domain.errors import ConsultantError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """A process among those of a training.

    Attributes:
        rank: 0 for the one that writes files and speaks to the person.
        size: Number of processes.
        device: Where this one computes.
    """

    rank: int = 0
    size: int = 1
    device: torch.device = torch.device("cpu")  # noqa: RUF009 - immutable

    @property
    def leads(self) -> bool:
        """Whether this process writes files and speaks to the person."""
        return self.rank == 0

    @property
    def spare_threads(self) -> int:
        """Threads that can draw crops while this process computes."""
        if self.device.type == "cpu":
            return 1
        here = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
        return max(1, min(8, (os.cpu_count() or 1) // here - 1))

    def share(self, items: int) -> range:
        """This process's share of the items of a step; shares differ by one item at most.

        Raises:
            ConsultantError: a process would have nothing to do.
        """
        if items < self.size:
            raise ConsultantError(
                f"{self.size} processes cannot share a batch of {items}. Give --batch {self.size} or more."
            )
        return range(self.rank * items // self.size, (self.rank + 1) * items // self.size)

    def sum(self, values: Tensor) -> Tensor:
        """The sum of every process's values, on every process; all must call it."""
        if self.size > 1:
            values = values.clone()
            dist.all_reduce(values)
        return values

    def from_leader(self, make: Callable[[], T]) -> T:
        """What the leading process makes, on every process; all must call it.

        Raises:
            ConsultantError: the leading process raised it; then all do, and none waits for the others forever.
        """
        if self.size == 1:
            return make()
        box: list[T | ConsultantError | None] = [None]
        if self.leads:
            try:
                box = [make()]
            except ConsultantError as error:
                box = [error]
        dist.broadcast_object_list(box, device=self.device)
        made = box[0]
        if isinstance(made, ConsultantError):
            raise made
        return cast("T", made)

    def wrap(self, network: nn.Module) -> nn.Module:
        """The network, its gradients averaged over the processes while they are computed."""
        if self.size == 1:
            return network
        devices = [self.device] if self.device.type == "cuda" else None
        # Every process keeps the same statistics of the whole batch: there are no buffers to send around.
        return nn.parallel.DistributedDataParallel(network, device_ids=devices, forward_sync_buffers=False)


@contextmanager
def joined() -> Iterator[World]:
    """Join the processes that torchrun started, if it did, and leave them at the end.

    Raises:
        ConsultantError: more processes than graphics processors on this machine.
    """
    size, rank, local = (int(os.environ.get(name, default)) for name, default in _ENVIRONMENT)
    device = _device(local)
    if size == 1:
        yield World(device=device)
        return
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield World(rank, size, device)
    finally:
        dist.destroy_process_group()


_ENVIRONMENT = (("WORLD_SIZE", "1"), ("RANK", "0"), ("LOCAL_RANK", "0"))


def _device(local: int) -> torch.device:
    if not torch.cuda.is_available():
        return torch.device("cpu")
    if local >= torch.cuda.device_count():
        raise ConsultantError(
            f"torchrun started more processes than the {torch.cuda.device_count()} graphics processors of this "
            "machine. Lower --nproc-per-node."
        )
    torch.cuda.set_device(local)
    return torch.device("cuda", local)


@contextmanager
def deterministic(seed: int) -> Iterator[None]:
    """Same seed, same weights: operations without a fixed order of sums are refused inside."""
    # cuBLAS reads it when it is first used; without it its sums depend on the load of the machine.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    before = (torch.are_deterministic_algorithms_enabled(), torch.utils.deterministic.fill_uninitialized_memory)  # type: ignore[attr-defined]
    torch.use_deterministic_algorithms(True)
    # It would write every fresh tensor once more, to catch reads of memory that nobody wrote.
    _fill_fresh_memory(False)
    torch.manual_seed(seed)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before[0])
        _fill_fresh_memory(before[1])


def _fill_fresh_memory(fill: bool) -> None:
    torch.utils.deterministic.fill_uninitialized_memory = fill  # type: ignore[attr-defined]
