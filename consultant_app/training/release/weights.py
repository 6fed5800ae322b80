"""Trained weights, read back: several states of one run answer as their mean.

While the network learns the renderer ever better, its agreement with experts on real photographs can fall again
(see docs/adr/0001). The mean of an early and a late state of one run keeps most of both.
"""

from pathlib import Path

import torch
from torch import Tensor

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import checkpoint
from consultant_app.training.learning.network import SkinNetwork


def load_network(weights: list[Path]) -> SkinNetwork:
    """A network ready to evaluate, with the mean of the given weights of one run.

    Raises:
        ConsultantError: a file of weights is missing, damaged or of another network.
    """
    missing = [str(path) for path in weights if not path.is_file()]
    if missing:
        raise ConsultantError(f"No weights in {', '.join(missing)}. Run: consultant-train train")
    states = [checkpoint.load(path) for path in weights]
    network = SkinNetwork()
    try:
        network.load_state_dict(_mean(states))
    except (RuntimeError, KeyError, AttributeError) as error:
        names = ", ".join(str(path) for path in weights)
        raise ConsultantError(f"{names}: weights of another network. Train anew with this version.") from error
    return network.eval()


def _mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of states that name the same tensors.

    Raises:
        KeyError: they do not.
        RuntimeError: a tensor differs in shape.
    """
    first = states[0]
    different = {name for state in states for name in state.keys() ^ first.keys()}
    if different:
        raise KeyError(*sorted(different))
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(value.dtype)
        for name, value in first.items()
    }
