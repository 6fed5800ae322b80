"""Building blocks: random fields, blurs and stamped points, batched, on any torch device, deterministic by seed.

All lengths are in pixels of the aligned crop. Fields are float32 [B, H, W] unless said otherwise.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional as F


def blur(image: Tensor, sigma: float) -> Tensor:
    """Gaussian blur of [B, H, W] or [B, C, H, W]; a wide one runs on a reduced image, which it cannot tell."""
    if sigma < 0.2:
        return image
    planes = image if image.dim() == 4 else image[:, None]
    height, width = planes.shape[-2:]
    factor = max(1, int(2 ** math.floor(math.log2(max(sigma / 3.0, 1.0)))))
    small = F.avg_pool2d(planes, factor) if factor > 1 else planes
    kernel = _kernel(sigma / factor, image.device)
    reach = len(kernel) // 2
    channels = small.shape[1]
    rows = F.conv2d(
        F.pad(small, (reach, reach, 0, 0), mode="replicate"),
        kernel.expand(channels, 1, 1, -1).contiguous(),
        groups=channels,
    )
    both = F.conv2d(
        F.pad(rows, (0, 0, reach, reach), mode="replicate"),
        kernel[:, None].expand(channels, 1, -1, -1).contiguous(),
        groups=channels,
    )
    out = F.interpolate(both, size=(height, width), mode="bilinear") if factor > 1 else both
    return out if image.dim() == 4 else out[:, 0]


def _kernel(sigma: float, device: torch.device) -> Tensor:
    reach = max(1, math.ceil(3 * sigma))
    x = torch.arange(-reach, reach + 1, dtype=torch.float32, device=device)
    kernel = torch.exp(-0.5 * (x / sigma) ** 2)
    return kernel / kernel.sum()


def noise(shape: tuple[int, int, int], cell: float, generator: torch.Generator) -> Tensor:
    """Smooth noise with a standard deviation of about 1.25 whose features are about ``cell`` pixels wide."""
    batch, height, width = shape
    rows, columns = max(2, round(height / cell) + 1), max(2, round(width / cell) + 1)
    if cell <= 1:
        return torch.randn(shape, generator=generator, device=generator.device)
    coarse = torch.randn((batch, 1, rows, columns), generator=generator, device=generator.device)
    # Bicubic interpolation keeps about 0.86 of white noise's standard deviation; the factor goes a little beyond,
    # and the amounts of all layers were set by eye with it.
    return 1.45 * F.interpolate(coarse, size=(height, width), mode="bicubic", align_corners=True)[:, 0]


def uniform(shape: tuple[int, ...], low: float, high: float, generator: torch.Generator) -> Tensor:
    """Uniform random numbers in [low, high)."""
    return low + (high - low) * torch.rand(shape, generator=generator, device=generator.device)


def stamp(points: Tensor, weights: Tensor, size: int) -> Tensor:
    """Scatter weighted points [B, N, 2] (x, y) onto an image [B, size, size], shared between four pixels.

    The sum of the image equals the sum of the weights of the points that lie inside.
    """
    batch, count = weights.shape
    if count == 0:
        return torch.zeros((batch, size, size), device=points.device)
    base = points.floor()
    offset = points - base
    image = torch.zeros(batch, size * size, device=points.device)
    for dx in (0, 1):
        for dy in (0, 1):
            x, y = base[..., 0].long() + dx, base[..., 1].long() + dy
            share = (offset[..., 0] if dx else 1 - offset[..., 0]) * (offset[..., 1] if dy else 1 - offset[..., 1])
            inside = (x >= 0) & (x < size) & (y >= 0) & (y < size)
            index = (y.clamp(0, size - 1) * size + x.clamp(0, size - 1)).long()
            image.scatter_add_(1, index, weights * share * inside)
    return image.view(batch, size, size)


def bumps(points: Tensor, heights: Tensor, sigma: float, size: int) -> Tensor:
    """Gaussian bumps of width ``sigma``: each of its own height at its centre, overlapping ones add."""
    return blur(stamp(points, heights, size), sigma) * (2 * math.pi * sigma * sigma)


def curves(points: Tensor, depths: Tensor, sigma: float, size: int) -> Tensor:
    """Gaussian ridges along densely sampled curves.

    Args:
        points: [B, L, K, 2], K samples along each of L curves.
        depths: [B, L, K], height of the ridge at each sample.
        sigma: Half width of the ridge.
        size: Side of the image.
    """
    step = (points[:, :, 1:] - points[:, :, :-1]).norm(dim=-1)
    length = F.pad(step, (1, 0)) / 2 + F.pad(step, (0, 1)) / 2
    image = stamp(points.flatten(1, 2), (depths * length).flatten(1), size)
    return blur(image, sigma) * (math.sqrt(2 * math.pi) * sigma)


def sample_curve(control: Tensor, count: int) -> Tensor:
    """Points [..., count, 2] along a Catmull-Rom spline through control points [..., P, 2]."""
    segments = control.shape[-2] - 1
    padded = torch.cat([2 * control[..., :1, :] - control[..., 1:2, :], control,
                        2 * control[..., -1:, :] - control[..., -2:-1, :]], dim=-2)  # fmt: skip
    at = torch.linspace(0, segments - 1e-4, count, device=control.device)
    index = at.long()
    t = (at - index)[:, None]
    p0, p1, p2, p3 = (padded[..., index + k, :] for k in range(4))
    return 0.5 * (
        2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )


def warp(image: Tensor, shift_x: Tensor, shift_y: Tensor) -> Tensor:
    """Move [B, C, H, W] by a displacement field in pixels (to make regular shapes irregular)."""
    height, width = image.shape[-2:]
    y, x = torch.meshgrid(
        torch.arange(height, device=image.device), torch.arange(width, device=image.device), indexing="ij"
    )
    grid = torch.stack([2 * (x + shift_x) / (width - 1) - 1, 2 * (y + shift_y) / (height - 1) - 1], dim=-1)
    return F.grid_sample(image, grid, mode="bilinear", padding_mode="border", align_corners=True)
