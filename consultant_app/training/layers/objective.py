"""What the editor is asked for: each layer as drawn, in sum all that was drawn, and nothing off the skin."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.layers.batches import LayerBatch
from consultant_app.training.layers.edit_set import LAYERED
from consultant_app.training.learning.network import preprocess
from consultant_app.training.learning.objective import Term

_UNIT = 0.05
"""Log light that the eye just sees on skin: errors are counted in it."""

_ROBUST = 6.0
"""Units from which an error counts linearly: a highlight must not outweigh a face."""


_SHORT = 2.0
"""How many times too little of a drawn layer counts what too much does: by mean error alone a doubtful line is
answered with half a line, and no slider would ever take it away."""


@dataclass(frozen=True, slots=True)
class LayerWeights:
    """Weights of the terms."""

    layer: float = 1.0
    total: float = 0.5
    outside: float = 0.2


def terms(network: nn.Module, batch: LayerBatch, weights: LayerWeights) -> dict[str, Term]:
    """All terms of a batch; ``network`` gives layers [N, 3 C, S/2, S/2]."""
    with torch.autocast(batch.photos.device.type, torch.bfloat16):
        out = network(preprocess(batch.photos).contiguous(memory_format=torch.channels_last))
    layers = out.float().unflatten(1, (len(LAYERED), 3))
    skin = batch.skin[:, None, None]
    # Where a layer is drawn it counts more, or painting nothing would be the best answer for thin lines.
    there = 1 + 4 * (batch.layers.abs().amax(2, keepdim=True) / _UNIT).clamp(max=2)
    known = batch.known[:, :, None, None, None]
    error = layers - batch.layers
    short = 1 + (_SHORT - 1) * (error.detach() * batch.layers < 0).float()
    return {
        "layer": _term(error, known * skin * there * short, weights.layer),
        "total": _term(layers.sum(1) - batch.total, batch.skin[:, None], weights.total),
        "outside": _term(layers, 1 - skin, weights.outside),
    }


def _term(error: Tensor, share: Tensor, weight: float) -> Term:
    losses = F.huber_loss(error / _UNIT, torch.zeros_like(error), reduction="none", delta=_ROBUST)
    share = share.expand_as(losses)
    return Term((losses * share).sum(), share.sum().detach(), weight)
