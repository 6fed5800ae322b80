"""How the learning goes: means since the last look, and a sheet of the maps."""

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.distributed import World
from consultant_app.training.learning.network import preprocess


class Window:
    """Sums on the device since the last look: looking costs a wait for the device, adding does not."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sums: dict[str, Tensor] = {}
        self._steps = 0

    def add(self, losses: Mapping[str, Tensor], norm: Tensor) -> None:
        """One step: this process's shares of the terms, and the norm of the gradient of all."""
        for name, value in {**losses, "norm": norm / self._world.size}.items():
            self._sums[name] = self._sums.get(name, torch.zeros_like(value)) + value.detach()
        self._steps += 1

    def means(self) -> dict[str, float]:
        """Means over the steps since the last call: ``loss``, each term, and the gradient's ``norm``.

        Every process must call it, and gets the same.

        Raises:
            ConsultantError: a step gave no number: the weights are spoilt and must not be kept.
        """
        sums = self._world.sum(torch.stack(list(self._sums.values()))) / self._steps
        means = dict(zip(self._sums, sums.tolist(), strict=True))
        if not all(map(math.isfinite, means.values())):
            raise ConsultantError(
                "The learning has diverged: the loss is no number any more. The last good checkpoint is "
                "untouched. Begin a new run with a lower --rate."
            )
        self._sums, self._steps = {}, 0
        return {"loss": sum(value for name, value in means.items() if name != "norm"), **means}


def sheet(network: nn.Module, pair: Tensor) -> Tensor:
    """A row for each photograph of a pair: itself, then its maps.

    Args:
        network: Gives ``logits`` [B, C, S / 4, S / 4].
        pair: float [2, 3, S, S], 0..255, on any device.

    Returns:
        float32 [3, 2 * S / 4, (1 + C) * S / 4], 0..1, on the CPU.
    """
    device = next(network.parameters()).device
    with torch.no_grad():
        logits = network.eval()(preprocess(pair.to(device))).logits.cpu()
    maps = torch.sigmoid(logits.float())
    photos = F.interpolate(pair.cpu() / 255, size=maps.shape[-2:], mode="area")
    rows = [
        torch.cat([photo, *(one.expand(3, -1, -1) for one in channels)], dim=-1)
        for photo, channels in zip(photos, maps, strict=True)
    ]
    return torch.cat(rows, dim=-2)
