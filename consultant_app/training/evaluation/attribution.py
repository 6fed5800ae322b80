"""What the torch network shows of itself: evidence, Grad-CAM on two depths, and the same with random weights.

The only module of the explanation that knows how the network is built: an ``encoder`` that returns features from
fine to coarse, and a last convolution ``out`` that turns the head's features into logits.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.domain.photo import Map
from consultant_app.training.learning.network import preprocess

Photo = NDArray[np.uint8]


def logits_of(network: nn.Module, x: Tensor) -> Tensor:
    """Logits [B, C, H / 4, W / 4] of a prepared input, whatever else the network says beside them."""
    answer = network(x)
    logits: Tensor = answer[0] if isinstance(answer, tuple) else answer
    return logits


def prepared(photos: NDArray[np.uint8]) -> Tensor:
    """The network's input [B, 3, H, W] of photos uint8 [B, H, W, 3]."""
    return preprocess(torch.from_numpy(np.ascontiguousarray(photos)).permute(0, 3, 1, 2))


def evidence_of(network: nn.Module, photos: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Evidence 0..1, float32 [B, C, H / 4, W / 4], of photos uint8 [B, H, W, 3]."""
    with torch.no_grad():
        out: NDArray[np.float32] = torch.sigmoid(logits_of(network, prepared(photos))).numpy()
    return out


@dataclass(frozen=True, eq=False)
class Pass:
    """One photo's way through the network, with the gradient's path from the last encoder features on.

    Attributes:
        logits: [1, C, H / 4, W / 4].
        deep: The encoder's last features, [1, D, H / 32, W / 32].
        fine: The head's last features, the input of the last convolution, [1, W, H / 4, W / 4].
    """

    logits: Tensor
    deep: Tensor
    fine: Tensor

    @property
    def evidence(self) -> NDArray[np.float32]:
        """Evidence 0..1, float32 [C, H / 4, W / 4]."""
        out: NDArray[np.float32] = torch.sigmoid(self.logits)[0].detach().numpy()
        return out


def passed(network: nn.Module, photo: Photo) -> Pass:
    """Run one photo uint8 [H, W, 3], keeping both depths of features.

    The gradient starts at the last encoder features: nothing below is ever needed, and that is most of the work.
    """
    kept: dict[str, Tensor] = {}

    def keep_deep(_: nn.Module, __: tuple[Tensor, ...], taps: list[Tensor]) -> list[Tensor]:
        kept["deep"] = taps[-1].detach().requires_grad_()
        return [*(tap.detach() for tap in taps[:-1]), kept["deep"]]

    def keep_fine(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        kept["fine"] = inputs[0]

    hooks = [
        network.get_submodule("encoder").register_forward_hook(keep_deep),
        network.get_submodule("out").register_forward_pre_hook(keep_fine),
    ]
    try:
        logits = logits_of(network, prepared(photo[None]))
    finally:
        for hook in hooks:
            hook.remove()
    return Pass(logits, kept["deep"], kept["fine"])


def grad_cams(seen: Pass, channel: int, skin: NDArray[np.bool_]) -> tuple[Map, Map]:
    """Grad-CAM (Selvaraju et al. 2017) of a channel's mean logit over the skin, bool [H / 4, W / 4].

    Returns:
        Maps float32 [H / 4, W / 4], not negative: from the encoder's last features (where Grad-CAM is commonly
        taken) and from the head's last ones.
    """
    score = seen.logits[0, channel][torch.from_numpy(skin)].mean()
    gradients = torch.autograd.grad(score, (seen.deep, seen.fine), retain_graph=True)
    maps = []
    for features, gradient in zip((seen.deep, seen.fine), gradients, strict=True):
        weights = gradient.mean(dim=(2, 3), keepdim=True)
        cam = F.relu((weights * features).sum(dim=1, keepdim=True)).detach()
        cam = F.interpolate(cam, size=seen.logits.shape[-2:], mode="bilinear", align_corners=False)
        maps.append(cam[0, 0].numpy().astype(np.float32))
    return maps[0], maps[1]


def cascade(network: nn.Module, seed: int) -> Iterator[tuple[str, nn.Module]]:
    """The network with ever more of its layers set back to random weights, from the answer down to the photo.

    Cascading randomisation (Adebayo et al. 2018). The encoder is taken in three parts.

    Yields:
        What was set back last, and the network so far (a copy; the same object grows more random each time).
    """
    broken = copy.deepcopy(network).eval()
    head = [(name, _layers(child)) for name, child in broken.named_children() if name != "encoder"]
    # What stands behind the last convolution (the doubt of the answer) has no part in the maps.
    steps = list(reversed(head[: [name for name, _ in head].index("out") + 1]))
    encoder = _layers(broken.get_submodule("encoder"))
    third = -(-len(encoder) // 3)
    for index, name in enumerate(("late", "middle", "early")):
        end = len(encoder) - index * third
        steps.append((f"encoder {name}", encoder[max(0, end - third) : end]))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for name, layers in steps:
            for layer in layers:
                _reset(layer)
            yield name, broken


def _layers(module: nn.Module) -> list[nn.Module]:
    """Layers with weights of their own, in the order in which they were made (and run)."""
    return [part for part in module.modules() if isinstance(part, (nn.Conv2d, nn.BatchNorm2d, nn.Linear))]


def _reset(layer: nn.Module) -> None:
    """Fresh weights as torch draws them.

    A normalisation turns to the statistics of what it sees: those it learned belong to the old weights, and
    features that merely die out would pass the check too easily.
    """
    if isinstance(layer, (nn.Conv2d, nn.Linear, nn.BatchNorm2d)):
        layer.reset_parameters()
        layer.train(isinstance(layer, nn.BatchNorm2d))
