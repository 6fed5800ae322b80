"""What the network is asked for: evidence as drawn, increments on real texture, one answer under two cameras.

Pixel by pixel, and pooled over the crop: a score is a mean, and many small errors of one sign are its largest.

Every term is a sum with its own normaliser, so that several processes can add up both and get what one process
would have got.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.learning.batches import Batch
from consultant_app.training.learning.network import preprocess

CELL = 8
"""Map pixels on a side of the cells on which the two cameras must agree and the variance is learned."""

_LEAST_AREA = 0.1
"""Share of a crop that must be trusted skin for its mean to be asked for."""

_SAME = 0.02
"""Mean drawn truth of a cell below which the two photographs of an increment show the same skin there."""


@dataclass(eq=False)
class Term:
    """One part of the loss: ``weight * total / count``, where both may be summed over processes.

    Attributes:
        total: Scalar with gradient.
        count: Scalar without gradient.
        weight: Its weight in the loss.
    """

    total: Tensor
    count: Tensor
    weight: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the terms."""

    evidence: float = 1.0
    increment: float = 0.1
    agreement: float = 0.3
    variance: float = 0.05
    grade: float = 1.0
    steady: float = 2.0


@dataclass(frozen=True, eq=False)
class Scales:
    """How channels compare.

    Attributes:
        rarity: float [C], extra weight of what is drawn.
        top: float [C], mean truth at the marked end of a channel's scales.
    """

    rarity: Tensor
    top: Tensor

    def to(self, device: torch.device) -> "Scales":
        """The same on a device."""
        return Scales(self.rarity.to(device), self.top.to(device))


def terms(network: nn.Module, batch: Batch, scales: Scales, weights: Weights) -> dict[str, Term]:
    """All terms of a batch.

    Args:
        network: Gives ``logits`` and ``log_variance``.
        batch: Crops.
        scales: How channels compare.
        weights: Of the terms.
    """
    count = len(batch.photos)
    with torch.autocast(batch.photos.device.type, torch.bfloat16):
        out = network(preprocess(batch.photos.flatten(0, 1)).to(memory_format=torch.channels_last))
    logits = out.logits.float().unflatten(0, (count, 2))
    log_variance = out.log_variance.float().unflatten(0, (count, 2))
    # [N, 1, 1, 1, 1] against [N, 2, C, M, M]
    absolute = (~batch.increment).float()[:, None, None, None, None]
    evidence = torch.sigmoid(logits)
    return {
        "evidence": _evidence(logits, batch, scales.rarity, absolute, weights.evidence),
        "increment": _increment(logits, batch, scales.rarity, 1 - absolute[:, 0], weights.increment),
        "agreement": _agreement(evidence, batch, weights.agreement),
        "variance": _variance(evidence, log_variance, batch, absolute, weights.variance),
        **_pooled(evidence, batch, scales.top, weights),
    }


def _evidence(logits: Tensor, batch: Batch, rarity: Tensor, absolute: Tensor, weight: float) -> Term:
    """Cross-entropy of evidence against what was drawn.

    What is drawn is always trusted; what is not drawn only as far as the face is known to be clean there. Rare
    attributes weigh more where they are, or predicting nothing would be the best answer. An untouched face teaches
    what it is known to be clear of: nothing before, and then just what was drawn.
    """
    truth = torch.stack([batch.truth * absolute[:, 0], batch.truth], dim=1)
    clear = (1 - absolute) * (batch.clear[:, :, None, None] * batch.skin[:, None])[:, None]
    trust = absolute * (batch.trust[:, None] + (1 - batch.trust[:, None]) * truth) + clear
    share = trust * (1 + rarity[:, None, None] * truth)
    losses = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return Term((losses * share).sum(), share.sum().detach(), weight)


def _increment(logits: Tensor, batch: Batch, rarity: Tensor, increment: Tensor, weight: float) -> Term:
    """On an untouched face what is seen must grow by what was drawn: amounts (squares of evidence) add up."""
    before = torch.sigmoid(logits[:, 0]).detach()
    target = (before.square() + batch.truth.square()).clamp(0, 1).sqrt()
    share = increment * batch.skin[:, None] * (0.3 + rarity[:, None, None] * batch.truth)
    losses = F.binary_cross_entropy_with_logits(logits[:, 1], target, reduction="none")
    return Term((losses * share).sum(), share.sum().detach(), weight)


def _agreement(evidence: Tensor, batch: Batch, weight: float) -> Term:
    """The same skin under two cameras gives the same evidence, cell by cell."""
    cells = F.avg_pool2d(evidence.flatten(0, 1), CELL).unflatten(0, evidence.shape[:2])  # type: ignore[no-untyped-call]
    drawn = F.avg_pool2d(batch.truth, CELL)
    skin = F.avg_pool2d(batch.skin[:, None], CELL)
    share = skin * ((drawn < _SAME) | ~batch.increment[:, None, None, None])
    return Term(((cells[:, 0] - cells[:, 1]).square() * share).sum(), share.sum().detach(), weight)


def _pooled(evidence: Tensor, batch: Batch, top: Tensor, weights: Weights) -> dict[str, Term]:
    """Means over a crop's trusted skin, in units of the scale: as drawn, and the same for both cameras."""
    share = batch.trust * batch.skin[:, None]
    area = share.sum((2, 3))
    told = ((area > _LEAST_AREA * share[0, 0].numel()) & ~batch.increment[:, None]).float()
    unit = area.clamp_min(1) * top
    seen = (evidence * share[:, None]).sum((3, 4)) / unit[:, None]
    drawn = (batch.truth * share).sum((2, 3)) / unit
    count = told.sum().detach()
    return {
        "grade": Term(((seen - drawn[:, None]).square() * told[:, None]).sum(), 2 * count, weights.grade),
        "steady": Term(((seen[:, 0] - seen[:, 1]).square() * told).sum(), count, weights.steady),
    }


def _variance(evidence: Tensor, log_variance: Tensor, batch: Batch, absolute: Tensor, weight: float) -> Term:
    """Gaussian likelihood of a cell's error; it teaches the variance alone, never the evidence."""
    truth = F.avg_pool2d(batch.truth, CELL)[:, None]
    cells = F.avg_pool2d(evidence.detach().flatten(0, 1), CELL).unflatten(0, evidence.shape[:2])  # type: ignore[no-untyped-call]
    share = absolute * F.avg_pool2d(batch.trust * batch.skin[:, None], CELL)[:, None]
    share = share.expand_as(cells)
    losses = 0.5 * ((cells - truth).square() * torch.exp(-log_variance) + log_variance)
    return Term((losses * share).sum(), share.sum().detach(), weight)
