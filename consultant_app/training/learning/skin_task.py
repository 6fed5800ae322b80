"""The skin network's task: evidence maps from rendered pairs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from consultant_app.training.data.dataset import RenderedSet, open_set
from consultant_app.training.data.severity import CHANNEL_OF, FULL
from consultant_app.training.learning import batches, loop, objective
from consultant_app.training.learning.batches import Batch
from consultant_app.training.learning.config import TrainSettings
from consultant_app.training.learning.loop import Watch
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.learning.objective import Scales, Term
from consultant_app.training.learning.progress import sheet
from consultant_app.training.render.scene import CHANNELS


class SkinTask:
    """See ``loop.Task``.

    Args:
        sets: Rendered sets.
        settings: How to train.
    """

    def __init__(self, sets: Sequence[RenderedSet], settings: TrainSettings) -> None:
        self.settings = settings
        self._sets = sets
        self._scales = scales_of(sets)

    def network(self) -> SkinNetwork:
        """The encoder's published weights under a fresh head."""
        network = SkinNetwork()
        network.encoder.load_imagenet()
        return network

    def draw(self, step: int, items: range) -> Batch:
        """See ``batches``."""
        return batches.draw(self._sets, self.settings, step, items)

    def terms(self, network: nn.Module, batch: Batch) -> dict[str, Term]:
        """See ``objective``."""
        return objective.terms(network, batch, self._scales.to(batch.photos.device), self.settings.weights)

    def sheet(self, network: nn.Module, batch: Batch) -> Tensor:
        """The maps of both photographs of the first pair."""
        return sheet(network, batch.photos[0])


def train(folders: Sequence[Path], run: Path, settings: TrainSettings, watch: Watch | None = None) -> None:
    """Train the skin network on rendered sets; see ``loop.train``.

    Raises:
        ConsultantError: see ``loop.train``.
    """
    loop.train(SkinTask([open_set(folder) for folder in folders], settings), folders, run, watch)


def scales_of(sets: Sequence[RenderedSet]) -> Scales:
    """How the channels of sets compare: rare attributes weigh more where they are.

    The root of the rarity: by all of it, doubtful skin is answered with more than is likely there (the maps of
    blemishes and slackness said 1.4 to 1.6 times what was drawn), and the less certain a photograph, the more.
    """
    share = np.mean([s.truth[::10].mean(axis=(0, 2, 3)) / 255 for s in sets], axis=0)
    rarity = np.clip(np.sqrt(0.12 / np.maximum(share, 1e-4)), 0.5, 2.5)
    tops = [np.mean([FULL[key] for key, of in CHANNEL_OF.items() if of == name]) for name in CHANNELS]
    return Scales(*(torch.tensor(np.asarray(values), dtype=torch.float32) for values in (rarity, tops)))
