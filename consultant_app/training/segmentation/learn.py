"""Train the parsing network: one loop, one screen. The same by seed; it goes on where a kill left it."""

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import checkpoint
from consultant_app.training.segmentation.augment import augment
from consultant_app.training.segmentation.labels import CLASSES, HAIR, IGNORE, OCCLUDER, SKIN
from consultant_app.training.segmentation.network import STRIDE, ParsingNetwork, preprocess
from consultant_app.training.segmentation.parsing_set import ParsingSet

CHECKPOINT, WEIGHTS = "last.pt", "weights.pt"
_DOUBT = 0.6
_DOUBT_FROM = 0.4
# Weight of each class in the loss: the rare and the thin would otherwise be given up for skin and background.
_WEIGHTS = (0.6, 1.0, 1.0, 1.2, 1.6, 1.2, 1.6)


@dataclass(frozen=True, slots=True)
class ParsingSettings:
    """How to train.

    Attributes:
        steps: Optimiser steps.
        batch: Crops a step.
        coarse: Side to which crops are reduced for the first part of the training: shapes are learned there at a
            third of the cost, edges afterwards.
        coarse_share: Share of the steps taken there.
        rate: Peak learning rate.
        seed: All randomness follows from it and the step.
        save_every: Steps between checkpoints.
        average: Decay of the running mean of the weights, which is what is kept.
    """

    steps: int = 900
    batch: int = 12
    coarse: int = 160
    coarse_share: float = 0.65
    rate: float = 4e-3
    seed: int = 1
    save_every: int = 100
    average: float = 0.99


def train(
    data: ParsingSet,
    run: Path,
    settings: ParsingSettings,
    report: Callable[[str], None],
) -> ParsingNetwork:
    """Train into the folder ``run`` and return the averaged network.

    Args:
        data: Labelled crops.
        run: Folder of the checkpoints; a run found there goes on.
        settings: How to train.
        report: Gets a line of JSON now and then.

    Raises:
        ConsultantError: the folder cannot be written (its last checkpoint is then untouched), or holds a run of
            other settings.
    """
    torch.manual_seed(settings.seed)
    network = ParsingNetwork().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=_averaging(settings.average), use_buffers=True
    )
    optimiser = torch.optim.AdamW(network.parameters(), settings.rate, weight_decay=0.02)
    parts = {"network": network, "mean": mean, "optimiser": optimiser}
    started = time.monotonic()
    with checkpoint.writing(run):
        for step in range(_resume(run, parts, settings), settings.steps):
            photos, labels, real = batch_of(data, settings, step)
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * _schedule(step, settings.steps)
            network.train()
            logits = network(preprocess(photos).contiguous(memory_format=torch.channels_last))
            loss = parsing_loss(logits, labels, real if step > _DOUBT_FROM * settings.steps else None)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            mean.update_parameters(network)
            if (step + 1) % 25 == 0:
                report(json.dumps({"step": step + 1, "loss": round(loss.item(), 4),
                                   "seconds": round(time.monotonic() - started, 1)}))  # fmt: skip
            if (step + 1) % settings.save_every == 0 or step + 1 == settings.steps:
                states = {name: part.state_dict() for name, part in parts.items()}
                checkpoint.save(run / CHECKPOINT, {"step": step + 1, "settings": asdict(settings), **states})
        checkpoint.save(run / WEIGHTS, mean.module.state_dict())
    return load(run)


def load(run: Path) -> ParsingNetwork:
    """The network of a finished run.

    Raises:
        ConsultantError: its weights cannot be read.
    """
    network = ParsingNetwork()
    network.load_state_dict(checkpoint.load(run / WEIGHTS))
    return network.eval()


def batch_of(data: ParsingSet, settings: ParsingSettings, step: int) -> tuple[Tensor, Tensor, Tensor]:
    """Photos [B, 3, S, S] in 0..255, labels int64 [B, S, S], and whether nothing was drawn over them, [B].

    Drawn from (seed, step) alone, so that a resumed run sees the same ones.
    """
    random = np.random.default_rng([settings.seed, step])
    picks = [int(index) for index in random.integers(len(data.photos), size=settings.batch)]
    items = [augment(np.asarray(data.photos[i]), np.asarray(data.labels[i]), random) for i in picks]
    photos = torch.stack([torch.from_numpy(photo).permute(2, 0, 1) for photo, _ in items])
    labels = torch.stack([torch.from_numpy(kinds.astype(np.int64)) for _, kinds in items])
    if step < settings.coarse_share * settings.steps:
        photos = F.interpolate(photos.float(), size=settings.coarse, mode="area")
        labels = F.interpolate(labels[:, None].float(), size=settings.coarse, mode="nearest")[:, 0].long()
    return photos, labels, torch.from_numpy(~data.covered[picks])


def parsing_loss(logits: Tensor, labels: Tensor, doubted: Tensor | None) -> Tensor:
    """Cross-entropy at the network's stride, plus the overlap (Dice) of each class.

    Args:
        logits: [B, C, H, W].
        labels: [B, STRIDE H, STRIDE W].
        doubted: Faces [B] whose mesh may call skin what real glasses, hats or hands cover: there, skin that the
            network takes for hair or a thing with confidence teaches nothing. ``None`` early in training.
    """
    target = labels[:, STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    if doubted is not None:
        share = torch.softmax(logits.detach(), dim=1)
        other = torch.maximum(share[:, HAIR], share[:, OCCLUDER]) > _DOUBT
        target = torch.where((target == SKIN) & other & doubted[:, None, None], IGNORE, target)
    weights = torch.tensor(_WEIGHTS, device=logits.device)
    entropy = F.cross_entropy(logits, target, weights, ignore_index=IGNORE)
    return entropy + 0.5 * _dice(logits, target)


def _dice(logits: Tensor, target: Tensor) -> Tensor:
    known = (target != IGNORE)[:, None]
    truth = F.one_hot(torch.where(target == IGNORE, 0, target), len(CLASSES)).permute(0, 3, 1, 2) * known
    share = torch.softmax(logits, dim=1) * known
    both, total = (share * truth).sum((0, 2, 3)), (share + truth).sum((0, 2, 3))
    return 1 - ((2 * both + 1) / (total + 1)).mean()


def _averaging(decay: float) -> Callable[..., None]:
    average: Callable[..., None] = torch.optim.swa_utils.get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
    return average


def _schedule(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def _resume(
    run: Path, parts: dict[str, torch.nn.Module | torch.optim.Optimizer], settings: ParsingSettings
) -> int:
    if not (run / CHECKPOINT).exists():
        return 0
    state = checkpoint.load(run / CHECKPOINT)
    if state["settings"] != asdict(settings):
        raise ConsultantError(
            f"{run} holds a run of other settings. Choose another folder with --run, or delete it."
        )
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["step"])
