"""The parsing network: the first five stages of an ImageNet-trained encoder, and back up to half of the crop.

Trained features make it robust to skin it has not been shown: a small network from scratch took blemished skin
under a clinic's flash for anything but skin (docs/adr/0005).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.learning.network import Blend, Encoder
from consultant_app.training.segmentation.labels import CLASSES

INPUT_SIZE = 256
STRIDE = 2

_TAPS = (24, 40, 112)
_WIDE = 64


class ParsingNetwork(nn.Module):
    """Crop to class scores: float32 [B, 3, 256, 256] in about -1..1 -> [B, 7, 128, 128]."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(stages=5)
        self.lateral = nn.ModuleList(nn.Conv2d(channels, _WIDE, 1) for channels in _TAPS)
        self.blends = nn.ModuleList(Blend(_WIDE) for _ in _TAPS)
        # The whole face in one number a channel: where the mouth is tells where a mask is.
        self.context = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(_WIDE, _WIDE, 1), nn.Hardsigmoid())
        # Half the side is reached by shuffling channels into place: frames and strands need it, and it is cheap.
        self.head = nn.Sequential(nn.Conv2d(_WIDE, 4 * len(CLASSES), 1), nn.PixelShuffle(2))

    def forward(self, image: Tensor) -> Tensor:
        """Logits of the classes at half the side."""
        _, *taps = self.encoder(image)
        maps = [lateral(tap) for lateral, tap in zip(self.lateral, taps, strict=True)]
        top = self.blends[2](maps[2])
        top = top * self.context(top)
        for level in (1, 0):
            larger = F.interpolate(top, size=maps[level].shape[-2:], mode="bilinear", align_corners=False)
            top = self.blends[level](maps[level] + larger)
        logits: Tensor = self.head(top)
        return logits


def probabilities(logits: Tensor) -> Tensor:
    """Probability of each class, [B, C, H, W]."""
    return torch.softmax(logits, dim=1)
