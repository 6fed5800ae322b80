"""The editor's network: the skin network's encoder with a head to half of the crop, one colour layer a channel."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.layers.edit_set import LAYERED
from consultant_app.training.learning.network import Blend, Encoder

STRIDE = 2
"""Pixels of the crop per pixel of a layer; the application carries layers to full resolution along the photo."""

_TAPS = (16, 24, 40, 112, 192)
_WIDE, _FINE = 64, 48
_SCALE = 0.1
"""Log light of a usual layer: the head's own numbers are then about one."""


class LayerNetwork(nn.Module):
    """Photograph to layers: RGB in [-1, 1], [B, 3, H, W] -> log light [B, 3 * 11, H / 2, W / 2].

    The three colours of a channel lie side by side, in the order of ``LAYERED``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.lateral = nn.ModuleList(nn.Conv2d(channels, _WIDE, 1) for channels in _TAPS[1:])
        self.blends = nn.ModuleList(Blend(_WIDE) for _ in range(4))
        self.narrow = nn.Conv2d(_WIDE, _FINE, 1)
        self.first = nn.Conv2d(_TAPS[0], _FINE, 1)
        # What the encoder's first stride may have lost of thin lines and pores.
        self.detail = nn.Conv2d(3, _FINE, 4, stride=2, padding=1)
        self.fine = nn.Sequential(Blend(_FINE), Blend(_FINE))
        self.out = nn.Conv2d(_FINE, 3 * len(LAYERED), 1)
        with torch.no_grad():
            torch.as_tensor(self.out.weight).mul_(0.1)
            torch.as_tensor(self.out.bias).zero_()

    def forward(self, x: Tensor) -> Tensor:
        """Layers as log light."""
        half, *taps = self.encoder(x)
        maps = [lateral(tap) for lateral, tap in zip(self.lateral, taps, strict=True)]
        top = self.blends[3](maps[3])
        for level in (2, 1, 0):
            top = self.blends[level](maps[level] + _larger(top, maps[level]))
        top = _larger(self.narrow(top), half) + self.first(half) + self.detail(x)
        layers: Tensor = _SCALE * self.out(self.fine(top))
        return layers


def _larger(x: Tensor, like: Tensor) -> Tensor:
    return F.interpolate(x, size=like.shape[-2:], mode="bilinear", align_corners=False)
