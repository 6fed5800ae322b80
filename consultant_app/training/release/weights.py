"""Trained weights, read back: several states of one run answer as their mean.

While the network learns the renderer ever better, its agreement with experts on real photographs can fall again
(see docs/adr/0001). The mean of an early and a late state of one run keeps most of both.
"""

from pathlib import Path

import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.network import SkinNetwork


def load_network(weights: list[Path]) -> SkinNetwork:
    """A network ready to evaluate, with the mean of the given weights of one run.

    Raises:
        ConsultantError: a file of weights is missing or of another network.
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
    try:
        network.load_state_dict(mean)
    except RuntimeError as error:
        names = ", ".join(str(path) for path in weights)
        raise ConsultantError(f"{names}: weights of another network. Train anew with this version.") from error
    return network.eval()
