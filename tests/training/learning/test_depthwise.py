import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.learning.depthwise import DepthwiseConv2d

CHANNELS, SIDE = 6, 16


def learned(layer: DepthwiseConv2d, x: Tensor, seen: Tensor, autocast: bool) -> tuple[Tensor, Tensor, Tensor]:
    """Output and both gradients of a layer."""
    layer.zero_grad()
    leaf = x.clone().requires_grad_()
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        out = layer(leaf)
    (out.float() * seen).sum().backward()
    assert leaf.grad is not None
    assert layer.weight.grad is not None
    return out.detach(), leaf.grad, layer.weight.grad


@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("stride", [1, 2])
def test_quick_gradients_are_those_of_the_plain_convolution(kernel: int, stride: int) -> None:
    torch.manual_seed(3)
    layer = DepthwiseConv2d(CHANNELS, kernel, stride)
    # Numbers that bfloat16 holds exactly: what is left is the rounding of sums.
    x = torch.randn(4, CHANNELS, SIDE, SIDE).bfloat16().float()
    layer.weight.data = layer.weight.data.bfloat16().float()
    seen = torch.randn(4, CHANNELS, SIDE // stride, SIDE // stride).bfloat16().float()
    for quick, plain in zip(learned(layer, x, seen, True), learned(layer, x, seen, False), strict=True):
        assert (quick.float() - plain).abs().max() < 0.01 * plain.abs().max()


def test_plain_where_it_does_not_learn_in_half_precision() -> None:
    layer = DepthwiseConv2d(CHANNELS, 3)
    x = torch.randn(1, CHANNELS, SIDE, SIDE)
    expected = F.conv2d(x, layer.weight, None, 1, 1, groups=CHANNELS)
    assert torch.equal(layer(x), expected)
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(layer.eval()(x).float(), layer.train()(x).float())
