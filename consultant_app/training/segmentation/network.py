"""The parsing network: small mobile blocks down to a sixteenth of the crop, and back up to half of it."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.segmentation.labels import CLASSES

INPUT_SIZE = 256
STRIDE = 2


def _unit(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Block(nn.Module):
    """Inverted residual (Sandler et al. 2018): widen, look around, narrow; added to its input if shapes allow."""

    def __init__(self, inputs: int, outputs: int, stride: int, widen: int, kernel: int = 3) -> None:
        super().__init__()
        wide = inputs * widen
        self.body = nn.Sequential(
            _unit(inputs, wide, 1),
            _unit(wide, wide, kernel, stride, groups=wide),
            nn.Conv2d(wide, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """[B, inputs, H, W] -> [B, outputs, H / stride, W / stride]."""
        out: Tensor = self.body(x)
        return x + out if self.residual else out


class Up(nn.Module):
    """Doubles a coarse map and blends it with the finer one of the way down."""

    def __init__(self, coarse: int, fine: int, outputs: int) -> None:
        super().__init__()
        self.coarse = _unit(coarse, outputs, 1)
        self.fine = _unit(fine, outputs, 1)
        self.blend = nn.Sequential(_unit(outputs, outputs, 3, groups=outputs), _unit(outputs, outputs, 1))

    def forward(self, coarse: Tensor, fine: Tensor) -> Tensor:
        """[B, coarse, H, W] and [B, fine, 2H, 2W] -> [B, outputs, 2H, 2W]."""
        up = F.interpolate(self.coarse(coarse), scale_factor=2.0, mode="bilinear", align_corners=False)
        out: Tensor = self.blend(up + self.fine(fine))
        return out


class ParsingNetwork(nn.Module):
    """Crop to class scores: float32 [B, 3, 256, 256] in about -1..1 -> [B, 7, 128, 128]."""

    def __init__(self) -> None:
        super().__init__()
        self.at_half = _unit(3, 16, 3, 2)
        self.at_quarter = nn.Sequential(_unit(16, 32, 3, 2), _unit(32, 32, 3))
        self.at_eighth = nn.Sequential(Block(32, 48, 2, 2), Block(48, 48, 1, 2), Block(48, 48, 1, 2))
        self.at_sixteenth = nn.Sequential(Block(48, 96, 2, 3, 5), *(Block(96, 96, 1, 2, 5) for _ in range(4)))
        # The whole face in one number a channel: where the mouth is tells where a mask is.
        self.context = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(96, 96, 1), nn.Hardsigmoid())
        self.up_eighth, self.up_quarter = Up(96, 48, 64), Up(64, 32, 48)
        # Half the side is reached by shuffling channels into place: frames and strands need it, and it is cheap.
        self.head = nn.Sequential(
            _unit(48, 48, 3, groups=48), nn.Conv2d(48, 4 * len(CLASSES), 1), nn.PixelShuffle(2)
        )

    def forward(self, image: Tensor) -> Tensor:
        """Logits of the classes at half the side."""
        quarter = self.at_quarter(self.at_half(image))
        eighth = self.at_eighth(quarter)
        deep = self.at_sixteenth(eighth)
        deep = deep * self.context(deep)
        up = self.up_quarter(self.up_eighth(deep, eighth), quarter)
        logits: Tensor = self.head(up)
        return logits


def preprocess(rgb: Tensor) -> Tensor:
    """Network input of uint8 or float sRGB 0..255 [B, 3, H, W]: about -1..1."""
    return (rgb.float() - 127.0) / 128.0


def parameters_of(network: nn.Module) -> int:
    """Number of learned values."""
    return sum(parameter.numel() for parameter in network.parameters())


def probabilities(logits: Tensor) -> Tensor:
    """Probability of each class, [B, C, H, W]."""
    return torch.softmax(logits, dim=1)
