"""The editor's task: layers from photographs with and without single attributes."""

from collections.abc import Sequence
from pathlib import Path

import torch
from pydantic import field_validator
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.domain.illustration import GAMMA
from consultant_app.training.layers import batches, objective
from consultant_app.training.layers.batches import LayerBatch
from consultant_app.training.layers.edit_set import LAYERED, EditSet, open_edit_set
from consultant_app.training.layers.network import STRIDE, LayerNetwork
from consultant_app.training.layers.objective import LayerWeights
from consultant_app.training.learning import checkpoint, loop
from consultant_app.training.learning.config import LoopSettings, no_negative_weight
from consultant_app.training.learning.network import preprocess
from consultant_app.training.learning.objective import Term


class LayerSettings(LoopSettings):
    """How to train the editor."""

    batch: int = 10
    """Crops a step, over all processes."""
    weights: LayerWeights = LayerWeights()
    """Weights of the terms of the loss."""

    _checked = field_validator("weights")(no_negative_weight)


class LayerTask:
    """See ``loop.Task``.

    Args:
        sets: Rendered sets.
        settings: How to train. With ``start`` the encoder can begin as the skin network's.
    """

    def __init__(self, sets: Sequence[EditSet], settings: LayerSettings) -> None:
        self.settings = settings
        self._sets = sets

    def network(self) -> LayerNetwork:
        """The encoder's published weights under a fresh head."""
        network = LayerNetwork()
        network.encoder.load_imagenet()
        return network

    def draw(self, step: int, items: range) -> LayerBatch:
        """See ``batches``."""
        return batches.draw(self._sets, self.settings, step, items)

    def terms(self, network: nn.Module, batch: LayerBatch) -> dict[str, Term]:
        """See ``objective``."""
        return objective.terms(network, batch, self.settings.weights)

    def sheet(self, network: nn.Module, batch: LayerBatch) -> Tensor:
        """The first photographs, and under each the same with all that the editor sees taken away."""
        photos = batch.photos[:4]
        with torch.no_grad():
            out = network.eval()(preprocess(photos)).float().cpu()
        total = out.unflatten(1, (len(LAYERED), 3)).sum(1)
        before = F.avg_pool2d(photos.cpu() / 255, STRIDE)
        after = (before * torch.exp(-total / GAMMA)).clamp(0, 1)
        return torch.cat([torch.cat(list(row), dim=-1) for row in (before, after)], dim=-2)


def load(run: Path) -> LayerNetwork:
    """The editor of a run: its latest weights.

    Raises:
        ConsultantError: there are none, or they cannot be read.
    """
    network = LayerNetwork()
    network.load_state_dict(checkpoint.latest_weights(run))
    return network.eval()


def train(folders: Sequence[Path], run: Path, settings: LayerSettings) -> None:
    """Train the editor on rendered sets; see ``loop.train``.

    Raises:
        ConsultantError: see ``loop.train``.
    """
    loop.train(LayerTask([open_edit_set(folder) for folder in folders], settings), folders, run)
