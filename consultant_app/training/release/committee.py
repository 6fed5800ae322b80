"""Several trained states of the network answering as one: averaged weights, and a member chosen for a channel.

While the network learns the renderer ever better, its agreement with experts on real photographs can fall again
(see docs/adr/0001). Averaging an early and a late state of one run keeps most of both; and a channel that can be
judged on real photographs may come from another member than the rest.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS


class Committee(nn.Module):
    """Members side by side; each channel is answered by one of them."""

    def __init__(self, general: nn.Module, special: nn.Module, channels: tuple[str, ...]) -> None:
        super().__init__()
        self.general, self.special = general, special
        chosen = torch.tensor([name in channels for name in CHANNELS])
        self.register_buffer("chosen", chosen[None, :, None, None])

    def forward(self, x: Tensor) -> Tensor:
        """RGB in [-1, 1], [B, 3, H, W] -> logits [B, C, H / 4, W / 4]."""
        return torch.where(torch.as_tensor(self.chosen), self.special(x), self.general(x))


def load_network(weights: list[Path]) -> SkinNetwork:
    """A network ready to evaluate, with the mean of the given weights of one run.

    Raises:
        ConsultantError: a file of weights is missing.
    """
    missing = [str(path) for path in weights if not path.is_file()]
    if missing:
        raise ConsultantError(f"No weights in {', '.join(missing)}. Run: consultant-train train")
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in weights]
    first = states[0]
    mean = {
        name: (sum(state[name].float() for state in states) / len(states)).to(first[name].dtype) for name in first
    }
    network = SkinNetwork()
    network.load_state_dict(mean)
    return network.eval()


def assemble(weights: list[Path], special: list[Path], channels: tuple[str, ...]) -> nn.Module:
    """The network that is measured and shipped.

    Args:
        weights: Weights whose mean answers in general.
        special: Weights whose mean answers the given channels; empty for none.
        channels: Channels answered by ``special``.

    Raises:
        ConsultantError: weights are missing or a channel is unknown.
    """
    unknown = sorted(set(channels) - set(CHANNELS))
    if unknown:
        raise ConsultantError(f"No channel {', '.join(unknown)}. The channels are: {', '.join(CHANNELS)}")
    general = load_network(weights)
    return Committee(general, load_network(special), channels).eval() if special else general
