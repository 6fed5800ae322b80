"""All that changes while the network learns: weights, their running mean, optimiser, rate."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import checkpoint
from consultant_app.training.learning.config import LoopSettings
from consultant_app.training.learning.network import parameter_groups

_PARTS = ("network", "mean", "optimiser", "schedule")


@dataclass(eq=False)
class Learner:
    """What a checkpoint holds.

    Attributes:
        network: What learns.
        mean: Running mean of its weights: what is judged and exported.
        optimiser, schedule: Of its weights.
        step: Steps done.
    """

    network: nn.Module
    mean: AveragedModel
    optimiser: AdamW
    schedule: LambdaLR
    step: int = 0

    @classmethod
    def fresh(cls, network: nn.Module, settings: LoopSettings, device: torch.device) -> "Learner":
        """From a network as it is, or with whatever fits of the weights of ``settings.start``.

        Raises:
            ConsultantError: the weights to start from are missing, damaged or of another kind of network.
        """
        if settings.start:
            start_from(network, Path(settings.start))
        network = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        average: Callable[..., None] = get_ema_multi_avg_fn(settings.average)  # type: ignore[no-untyped-call]
        mean = AveragedModel(network, multi_avg_fn=average, use_buffers=True)
        optimiser = AdamW(parameter_groups(network, settings.rate), weight_decay=0.02)
        return cls(network, mean, optimiser, LambdaLR(optimiser, lambda step: _rate(step, settings.steps)))

    @property
    def rate(self) -> float:
        """Learning rate of the head at the next step."""
        return float(self.schedule.get_last_lr()[-1])

    def state(self) -> dict[str, Any]:
        """All that ``load`` needs."""
        return {"step": self.step, **{name: getattr(self, name).state_dict() for name in _PARTS}}

    def load(self, state: Mapping[str, Any]) -> None:
        """Go on where ``state`` was taken, as if nothing had happened.

        Raises:
            ConsultantError: it was taken by code with another network.
        """
        try:
            for name in _PARTS:
                getattr(self, name).load_state_dict(state[name])
            self.step = int(state["step"])
        except (RuntimeError, KeyError, ValueError) as error:
            raise ConsultantError(
                "The run was begun by another version of this program, whose network differs. Go on with the "
                "version that starts.jsonl in its folder names, or give another --run to begin anew."
            ) from error

    def follow(self, loss: Tensor) -> Tensor:
        """One step down the loss; gives the gradient's norm before it was clipped to 1."""
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.mean.update_parameters(self.network)
        self.step += 1
        return norm


def _rate(step: int, steps: int) -> float:
    """Share of the peak rate: a linear warm-up, then a cosine down to a fiftieth."""
    warm = min(1.0, (step + 1) / 100)
    return warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps))))


def start_from(network: nn.Module, path: Path) -> None:
    """Take over what fits of other weights: equal shapes, and the first outputs where one has more of them.

    Raises:
        ConsultantError: the file is missing or damaged, or less than half of the network's tensors fit.
    """
    if not path.is_file():
        raise ConsultantError(f"No weights to start from in {path}. Give a file that a training wrote.")
    given, own = checkpoint.load(path), network.state_dict()
    fitting = [name for name, value in own.items() if name in given and _fits(given[name], value)]
    if 2 * len(fitting) < len(own):
        raise ConsultantError(f"{path} holds weights of another kind of network. Start from others, or from none.")
    with torch.no_grad():
        for name in fitting:
            rows = slice(0, len(given[name])) if own[name].dim() else ...
            own[name][rows] = given[name]


def _fits(given: Tensor, own: Tensor) -> bool:
    return given.shape[1:] == own.shape[1:] and given.dim() == own.dim() and given.shape[:1] <= own.shape[:1]
