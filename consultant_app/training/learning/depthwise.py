"""Depthwise convolution whose gradient is quick on processors.

In bfloat16 the stock gradients of a strided or 5 x 5 depthwise convolution take 20 to 45 ms where the forward pass
takes one: measured, they were 60 % of a training step. The gradient to the input is itself a depthwise convolution
with the kernel turned round, which is as quick as the forward pass; the one to the kernel is quick in float32.
"""

from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class DepthwiseConv2d(nn.Conv2d):
    """As ``Conv2d(channels, channels, kernel, stride, kernel // 2, groups=channels, bias=False)``, kernel odd."""

    def __init__(self, channels: int, kernel: int, stride: int = 1) -> None:
        super().__init__(channels, channels, kernel, stride, kernel // 2, groups=channels, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, H, W] -> [B, C, H / stride, W / stride]."""
        if self.training and x.device.type == "cpu" and torch.is_autocast_enabled("cpu"):
            kind = torch.get_autocast_dtype("cpu")
            out: Tensor = _Depthwise.apply(x.to(kind), self.weight.to(kind), self.stride[0])  # type: ignore[no-untyped-call]
            return out
        return super().forward(x)


class _Context(Protocol):
    stride: int

    @property
    def saved_tensors(self) -> tuple[Tensor, Tensor]: ...

    def save_for_backward(self, *tensors: Tensor) -> None: ...


class _Depthwise(torch.autograd.Function):
    @staticmethod
    def forward(ctx: _Context, x: Tensor, weight: Tensor, stride: int) -> Tensor:
        ctx.save_for_backward(x, weight)
        ctx.stride = stride
        return F.conv2d(x, weight, None, stride, weight.shape[-1] // 2, groups=x.shape[1])

    @staticmethod
    def backward(ctx: _Context, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        x, weight = ctx.saved_tensors
        stride, half, channels = ctx.stride, weight.shape[-1] // 2, x.shape[1]
        gradient = gradient.contiguous(memory_format=torch.channels_last)
        spread = gradient
        if stride > 1:
            spread = torch.zeros_like(x)
            spread[:, :, ::stride, ::stride] = gradient
        to_x = F.conv2d(spread, weight.flip(2, 3), None, 1, half, groups=channels)
        _, to_weight, _ = torch.ops.aten.convolution_backward(
            gradient.float(), x.float(), weight.float(), None,
            [stride, stride], [half, half], [1, 1], False, [0, 0], channels, [False, True, False],
        )  # fmt: skip
        return to_x, to_weight.to(weight.dtype), None
