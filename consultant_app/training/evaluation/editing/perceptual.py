"""How different two pictures look to a network that was trained on photographs of everything.

The form of LPIPS (Zhang et al. 2018): features of several depths, scaled to unit length over their channels at
each place, squared differences summed. The features are EfficientNet-lite0's published ones (ImageNet, Apache-2.0)
and all channels count alike: LPIPS's own networks and learned weights cannot be had from a package registry.
Figures are therefore comparable among themselves, not with published LPIPS.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.photo import RGB
from consultant_app.training.learning.network import Encoder, preprocess


class Perceptual:
    """Distance of pictures in the features of a general network; loaded once, one thread at a time."""

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._encoder.load_imagenet()
        self._encoder.eval()

    def features(self, picture: RGB) -> list[Tensor]:
        """Unit features [C, h, w] of each depth, of a picture uint8 [S, S, 3] whose sides are multiples of 32."""
        with torch.inference_mode():
            taps = self._encoder(preprocess(torch.tensor(picture).permute(2, 0, 1)[None]))
        return [F.normalize(tap[0], dim=0, eps=1e-6) for tap in taps]

    @staticmethod
    def distance(first: list[Tensor], second: list[Tensor], where: NDArray[np.bool_]) -> float:
        """Distance of two pictures' ``features`` where [S, S] is true; 0 is alike."""
        mask = torch.from_numpy(where.astype(np.float32))[None, None]
        total = 0.0
        for a, b in zip(first, second, strict=True):
            share = F.adaptive_avg_pool2d(mask, (a.shape[-2], a.shape[-1]))[0, 0]
            total += float(((a - b).square().sum(0) * share).sum() / share.sum().clamp_min(1e-6))
        return total
