"""The parsing network's task: classes of the pixels of labelled crops."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.learning import checkpoint, loop
from consultant_app.training.learning.config import LoopSettings
from consultant_app.training.learning.network import preprocess
from consultant_app.training.learning.objective import Term
from consultant_app.training.segmentation.augment import augment
from consultant_app.training.segmentation.labels import CLASSES, HAIR, IGNORE, OCCLUDER, SKIN
from consultant_app.training.segmentation.network import STRIDE, ParsingNetwork, probabilities
from consultant_app.training.segmentation.parsing_set import ParsingSet, open_parsing_set

_DOUBT = 0.6
_DOUBT_FROM = 0.4
# Weight of each class in the loss: the rare and the thin would otherwise be given up for skin and background.
_WEIGHTS = (0.6, 1.0, 1.0, 1.2, 1.6, 1.2, 1.6)
_OVERLAP = 0.5


class ParsingSettings(LoopSettings):
    """How to train the parsing network. Crops are always whole faces."""

    steps: int = 1000
    """Optimiser steps."""
    batch: int = 12
    """Faces a step, over all processes."""
    save_every: int = 200
    """Steps between checkpoints."""
    average: float = 0.99
    """Decay of the running mean of the weights, which is what is kept."""


@dataclass(eq=False)
class ParsingBatch:
    """Faces of one step.

    Attributes:
        photos: uint8 [N, 3, S, S].
        labels: int64 [N, S, S], classes or ``IGNORE``.
        doubted: bool [N], faces whose mesh may call skin what real glasses, hats or hands cover.
    """

    photos: Tensor
    labels: Tensor
    doubted: Tensor

    def to(self, device: torch.device) -> "ParsingBatch":
        """The same batch on a device."""
        return ParsingBatch(*(getattr(self, part.name).to(device, non_blocking=True) for part in fields(self)))


class ParsingTask:
    """See ``loop.Task``.

    Args:
        data: Labelled crops.
        settings: How to train.
    """

    def __init__(self, data: ParsingSet, settings: ParsingSettings) -> None:
        self.settings = settings
        self._data = data

    def network(self) -> ParsingNetwork:
        """The encoder's published weights under a fresh head."""
        network = ParsingNetwork()
        network.encoder.load_imagenet()
        return network

    def draw(self, step: int, items: range) -> ParsingBatch:
        """Faces drawn from (seed, step, item), moved, relit and marked."""
        photos, labels, bare = [], [], []
        for item in items:
            random = np.random.default_rng([self.settings.seed, step, item])
            index = int(random.integers(len(self._data.photos)))
            data = self._data
            photo, kinds = augment(np.asarray(data.photos[index]), np.asarray(data.labels[index]), random)
            photos.append(torch.from_numpy(photo).permute(2, 0, 1))
            labels.append(torch.from_numpy(kinds.astype(np.int64)))
            bare.append(not data.covered[index])
        # Early on the network knows too little to doubt the labels.
        doubted = torch.tensor(bare) & (step > _DOUBT_FROM * self.settings.steps)
        return ParsingBatch(torch.stack(photos), torch.stack(labels), doubted)

    def terms(self, network: nn.Module, batch: ParsingBatch) -> dict[str, Term]:
        """Cross-entropy at the network's stride, and the overlap of each class."""
        with torch.autocast(batch.photos.device.type, torch.bfloat16):
            logits = network(preprocess(batch.photos).contiguous(memory_format=torch.channels_last))
        return parsing_terms(logits.float(), batch)

    def sheet(self, network: nn.Module, batch: ParsingBatch) -> Tensor:
        """The first faces, and under each what is taken for skin."""
        photos = batch.photos[:6]
        with torch.no_grad():
            skin = probabilities(network.eval()(preprocess(photos)))[:, SKIN, None].float().cpu()
        shown = F.avg_pool2d(photos.cpu().float() / 255, STRIDE)
        rows = (shown, shown * skin)
        return torch.cat([torch.cat(list(row), dim=-1) for row in rows], dim=-2)


def parsing_terms(logits: Tensor, batch: ParsingBatch) -> dict[str, Term]:
    """The loss of scores [N, C, H, W].

    On a doubted face, skin that the network takes for hair or a thing with confidence teaches nothing.
    """
    target = batch.labels[:, STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    share = probabilities(logits.detach())
    other = torch.maximum(share[:, HAIR], share[:, OCCLUDER]) > _DOUBT
    target = torch.where((target == SKIN) & other & batch.doubted[:, None, None], IGNORE, target)
    weights = torch.tensor(_WEIGHTS, device=logits.device)
    entropy = F.cross_entropy(logits, target, weights, ignore_index=IGNORE, reduction="sum")
    known = torch.where(target == IGNORE, 0, target)
    weight = (weights[known] * (target != IGNORE)).sum()
    count = torch.tensor(float(len(target)), device=logits.device)
    return {
        "entropy": Term(entropy, weight, 1.0),
        "overlap": Term(count * _dice(logits, target), count, _OVERLAP),
    }


def _dice(logits: Tensor, target: Tensor) -> Tensor:
    known = (target != IGNORE)[:, None]
    truth = F.one_hot(torch.where(target == IGNORE, 0, target), len(CLASSES)).permute(0, 3, 1, 2) * known
    share = probabilities(logits) * known
    both, total = (share * truth).sum((0, 2, 3)), (share + truth).sum((0, 2, 3))
    return 1 - ((2 * both + 1) / (total + 1)).mean()


def train(folder: Path, run: Path, settings: ParsingSettings) -> None:
    """Train the parsing network on a labelled set; see ``loop.train``.

    Raises:
        ConsultantError: see ``loop.train``.
    """
    loop.train(ParsingTask(open_parsing_set(folder), settings), [folder], run)


def load(run: Path) -> ParsingNetwork:
    """The network of a run: its latest weights.

    Raises:
        ConsultantError: there are none, or they cannot be read.
    """
    network = ParsingNetwork()
    network.load_state_dict(checkpoint.latest_weights(run))
    return network.eval()
