"""Train a network: one loop, one screen. Resumable after a kill at any step, same by seed.

Alone, or in the processes that torchrun starts: each takes its share of every batch, and every term of the loss is
normalised over all of them. What is learned is a ``Task``: the skin network's, the editor's.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol, Self, TypeVar

import torch
from torch import Tensor, nn

from consultant_app.training.learning.config import LoopSettings
from consultant_app.training.learning.distributed import World, deterministic, joined
from consultant_app.training.learning.learner import Learner
from consultant_app.training.learning.objective import Term
from consultant_app.training.learning.prefetch import prefetched
from consultant_app.training.learning.progress import Window
from consultant_app.training.learning.record import Record


class Moves(Protocol):
    """Crops of a step."""

    def to(self, device: torch.device) -> Self:
        """The same on a device."""
        ...


B = TypeVar("B", bound=Moves)


class Task(Protocol[B]):
    """What is learned, from what, and by which measure."""

    @property
    def settings(self) -> LoopSettings:
        """How."""
        ...

    def network(self) -> nn.Module:
        """What learns, before its first step; it has an ``encoder``, which comes trained."""
        ...

    def draw(self, step: int, items: range) -> B:
        """The given items of a step's batch: from these, the step and the seed alone."""
        ...

    def terms(self, network: nn.Module, batch: B) -> dict[str, Term]:
        """The loss."""
        ...

    def sheet(self, network: nn.Module, batch: B) -> Tensor:
        """A picture of what is learned, float [3, H, W] in 0..1, for the eye."""
        ...


class Watch(Protocol):
    """Called by the leading process after each checkpoint; what it raises ends the training."""

    def __call__(self, step: int, weights: Path) -> None:
        """``weights`` is the file of the running mean after ``step`` steps."""


def train(task: Task[B], folders: Sequence[Path], run: Path, watch: Watch | None = None) -> None:
    """Train into the folder ``run``, or go on with the training that was cut there.

    Args:
        task: What is learned.
        folders: Rendered sets that it is learned from, for the record.
        run: See ``record`` for what is left there.
        watch: Told of every checkpoint.

    Raises:
        ConsultantError: a set or the run cannot be read or written, the run was begun with other settings or data,
            or the learning diverged. The last good checkpoint is always left.
    """
    with joined() as world, deterministic(task.settings.seed):
        learner = Learner.fresh(task.network(), task.settings, world.device)
        with Record.opened(run, task.settings, folders, world) as record:
            if state := record.resume():
                learner.load(state)
            learn(learner, task, record, watch)


def learn(learner: Learner, task: Task[B], record: Record, watch: Watch | None) -> None:
    """Take the steps that are left."""
    world, settings = record.world, task.settings
    network = world.wrap(learner.network.train())
    items, window = world.share(settings.batch), Window(world)

    def draw(step: int) -> B:
        return task.draw(step, items)

    steps = range(learner.step, settings.steps)
    with closing(prefetched(draw, steps, world.spare_threads)) as drawn, record.progress(learner.step) as bar:
        for batch in drawn:
            losses = normalised(task.terms(network, batch.to(world.device)), world)
            # Gradients are averaged over the processes, while their shares of the loss add up.
            norm = learner.follow(world.size * torch.stack(list(losses.values())).sum())
            window.add(losses, norm)
            bar.update()
            save = learner.step % settings.save_every == 0 or learner.step == settings.steps
            if save or learner.step % settings.log_every == 0:
                record.log(learner.step, window.means() | {"rate": learner.rate})
            if save:
                weights = record.save(learner.step, learner.state(), learner.mean.module.state_dict())
                record.picture(learner.step, partial(task.sheet, learner.mean.module, batch))
                if watch and world.leads:
                    watch(learner.step, weights)


def normalised(terms: Mapping[str, Term], world: World) -> dict[str, Tensor]:
    """This process's share of each term of the loss: its sum, by the weight that all processes found together."""
    counts = world.sum(torch.stack([term.count for term in terms.values()])).clamp_min(1)
    return {
        name: term.weight * term.total / count for (name, term), count in zip(terms.items(), counts, strict=True)
    }
