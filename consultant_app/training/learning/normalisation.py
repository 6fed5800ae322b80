"""Batch normalisation whose statistics are those of the whole batch, however many processes share it."""

from typing import cast

import torch
from torch import Tensor, nn
from torch import distributed as dist


class SharedBatchNorm2d(nn.BatchNorm2d):
    """As ``BatchNorm2d``; in training, sums are added up over all processes of the group.

    PyTorch's own synchronised layer runs on graphics processors only; this one runs wherever its backend does, so
    that one process and several learn the same.
    """

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, H, W] -> the same shape."""
        if not (self.training and dist.is_available() and dist.is_initialized() and dist.get_world_size() > 1):
            return super().forward(x)
        wide = x.float()
        count = torch.full((1,), float(x.numel() // x.shape[1]), device=x.device)
        sums = torch.cat([wide.sum((0, 2, 3)), wide.square().sum((0, 2, 3)), count])
        sums = cast("Tensor", _summed(sums))
        total = sums[-1]
        mean, square = sums[: x.shape[1]] / total, sums[x.shape[1] : -1] / total
        variance = (square - mean.square()).clamp_min(0)
        self._remember(mean.detach(), variance.detach(), float(total))
        scale = self.weight * (variance + self.eps).rsqrt()
        return (wide * scale[:, None, None] + (self.bias - mean * scale)[:, None, None]).to(x.dtype)

    @torch.no_grad()
    def _remember(self, mean: Tensor, variance: Tensor, count: float) -> None:
        """Running statistics, as ``BatchNorm2d`` keeps them (variance unbiased)."""
        share = cast("float", self.momentum)
        torch.as_tensor(self.num_batches_tracked).add_(1)
        torch.as_tensor(self.running_mean).mul_(1 - share).add_(share * mean)
        torch.as_tensor(self.running_var).mul_(1 - share).add_(share * variance * count / max(count - 1, 1))


class _Sum(torch.autograd.Function):
    """Sum over processes; the gradient of a sum is the sum of the gradients."""

    @staticmethod
    def forward(_: object, values: Tensor) -> Tensor:
        out = values.clone()
        dist.all_reduce(out)
        return out

    @staticmethod
    def backward(_: object, gradient: Tensor) -> Tensor:
        out = gradient.clone()
        dist.all_reduce(out)
        return out


def _summed(values: Tensor) -> object:
    return _Sum.apply(values)  # type: ignore[no-untyped-call]
