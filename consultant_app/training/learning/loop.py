"""Train the skin network on rendered sets: one loop, one screen. Resumable after a kill at any step, same by seed.

Alone, or in the processes that torchrun starts: each takes its share of every batch, and every term of the loss is
normalised over all of them.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from consultant_app.training.data.dataset import RenderedSet, open_set
from consultant_app.training.learning import batches, objective
from consultant_app.training.learning.batches import Batch
from consultant_app.training.learning.config import TrainSettings
from consultant_app.training.learning.distributed import World, deterministic, joined
from consultant_app.training.learning.learner import Learner
from consultant_app.training.learning.objective import Term
from consultant_app.training.learning.prefetch import prefetched
from consultant_app.training.learning.progress import Window, sheet
from consultant_app.training.learning.record import Record


class Watch(Protocol):
    """Called by the leading process after each checkpoint; what it raises ends the training."""

    def __call__(self, step: int, weights: Path) -> None:
        """``weights`` is the file of the running mean after ``step`` steps."""


def train(folders: Sequence[Path], run: Path, settings: TrainSettings, watch: Watch | None = None) -> None:
    """Train into the folder ``run``, or go on with the training that was cut there.

    Args:
        folders: Rendered sets.
        run: See ``record`` for what is left there.
        settings: How.
        watch: Told of every checkpoint.

    Raises:
        ConsultantError: a set or the run cannot be read or written, the run was begun with other settings or data,
            or the learning diverged. The last good checkpoint is always left.
    """
    with joined() as world, deterministic(settings.seed):
        sets = [open_set(folder) for folder in folders]
        learner = Learner.fresh(settings, world.device)
        with Record.opened(run, settings, folders, world) as record:
            if state := record.resume():
                learner.load(state)
            learn(learner, sets, settings, record, watch)


def learn(
    learner: Learner, sets: Sequence[RenderedSet], settings: TrainSettings, record: Record, watch: Watch | None
) -> None:
    """Take the steps that are left."""
    world = record.world
    network = world.wrap(learner.network.train())
    items, rarity = world.share(settings.batch), rarity_of(sets).to(world.device)
    window = Window(world)

    def draw(step: int) -> Batch:
        return batches.draw(sets, settings, step, items)

    steps = range(learner.step, settings.steps)
    with closing(prefetched(draw, steps, world.spare_threads)) as drawn, record.progress(learner.step) as bar:
        for batch in drawn:
            terms = objective.terms(network, batch.to(world.device), rarity, settings.weights)
            losses = normalised(terms, world)
            # Gradients are averaged over the processes, while their shares of the loss add up.
            norm = learner.follow(world.size * torch.stack(list(losses.values())).sum())
            window.add(losses, norm)
            bar.update()
            save = learner.step % settings.save_every == 0 or learner.step == settings.steps
            if save or learner.step % settings.log_every == 0:
                record.log(learner.step, window.means() | {"rate": learner.rate})
            if save:
                weights = record.save(learner.step, learner.state(), learner.mean.module.state_dict())
                record.picture(learner.step, partial(sheet, learner.mean.module, batch.photos[0]))
                if watch and world.leads:
                    watch(learner.step, weights)


def normalised(terms: Mapping[str, Term], world: World) -> dict[str, Tensor]:
    """This process's share of each term of the loss: its sum, by the weight that all processes found together."""
    counts = world.sum(torch.stack([term.count for term in terms.values()])).clamp_min(1)
    return {
        name: term.weight * term.total / count for (name, term), count in zip(terms.items(), counts, strict=True)
    }


def rarity_of(sets: Sequence[RenderedSet]) -> Tensor:
    """Weight of what is drawn beyond what is not, float [C]: rare attributes weigh more where they are."""
    share = np.mean([s.truth[::10].mean(axis=(0, 2, 3)) / 255 for s in sets], axis=0)
    return torch.tensor(np.clip(0.12 / np.maximum(share, 1e-4), 0.5, 6.0), dtype=torch.float32)
