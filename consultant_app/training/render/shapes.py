"""Shapes that things on a face are made of: soft polygons, distances, the light that falls on them.

All lengths are in pixels of the aligned crop; everything runs on the scene's own device and generator.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.imaging.mesh import LEFT_EYE, LIPS, RIGHT_EYE
from consultant_app.training.render.fields import blur, sample_curve, uniform, warp
from consultant_app.training.render.scene import Scene

_REDUCED = 2

_INNER_LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)


def pixel_grid(scene: Scene) -> tuple[Tensor, Tensor]:
    """Column and row of each pixel, float32 [1, S, S] each."""
    line = torch.arange(scene.size, dtype=torch.float32, device=scene.base.device)
    return line[None, None, :].expand(1, scene.size, -1), line[None, :, None].expand(1, -1, scene.size)


def polygon(outline: Tensor, size: int, softness: float = 0.8) -> Tensor:
    """Inside of closed outlines [B, N, 2], float32 [B, size, size] in 0..1 with a soft border.

    Even-odd rule on a grid of half the side: the border is soft anyway.
    """
    line = (torch.arange(size // _REDUCED, dtype=torch.float32, device=outline.device) + 0.5) * _REDUCED - 0.5
    start, end = outline, outline.roll(-1, dims=1)
    low, high = start[..., 1, None], end[..., 1, None]
    crosses = (low <= line) != (high <= line)
    share = (line - low) / torch.where(crosses, high - low, torch.ones_like(low))
    at = start[..., 0, None] + share * (end - start)[..., 0, None]
    count = (crosses[..., None] & (at[..., None] > line)).sum(1)
    inside = (count % 2).float()[:, None]
    full = F.interpolate(inside, size=(size, size), mode="bilinear", align_corners=False)[:, 0]
    return blur(full, softness)


def smooth_outline(points: Tensor, count: int = 72) -> Tensor:
    """A closed outline [B, count, 2] that passes smoothly through its corners [B, P, 2]."""
    closed = torch.cat([points, points[:, :1]], dim=1)
    return sample_curve(closed, count + 1)[:, :-1]


def exposure(scene: Scene) -> Tensor:
    """Light of a white surface on each face, [B, 1, 1]: the brightest tenth of the picture, within reason."""
    return scene.base.flatten(1)[:, ::7].quantile(0.9, dim=1).clamp(0.15, 1.0)[:, None, None]


def lambert(scene: Scene, normal: Tensor) -> Tensor:
    """Light on a matt surface of unit normals [B, 3, S, S] under the face's own lamp, [B, S, S]."""
    ambient = scene.light[:, 0, None, None]
    towards = (normal * scene.light[:, 1:, None, None]).sum(1).clamp_min(0)
    return ambient + (1 - ambient) * towards


def lay_over(light: Tensor, alpha: Tensor, colour: Tensor) -> Tensor:
    """Linear light [B, 3, S, S] with a thing of linear ``colour`` [B, 3, S, S] on it where ``alpha`` says."""
    return light * (1 - alpha[:, None]) + colour * alpha[:, None]


def cast_shadow(scene: Scene, light: Tensor, alpha: Tensor, reach: float, depth: float) -> Tensor:
    """Darken the light beside a thing, away from the lamp: what lies on a face seems to float without it."""
    shift = scene.light[:, 1:3, None, None] * reach
    fallen = warp(alpha[:, None], shift[:, 0], shift[:, 1])[:, 0]
    return light * (1 - depth * blur(fallen, reach))[:, None]


def tint(colours: tuple[tuple[float, float, float], ...], scene: Scene, vary: float = 0.25) -> Tensor:
    """One of some linear colours a face, varied in brightness and a little in hue, [B, 3, 1, 1]."""
    table = torch.tensor(colours, device=scene.base.device)
    pick = torch.randint(0, len(colours), (scene.batch,), generator=scene.generator, device=scene.generator.device)
    level = torch.exp(uniform((scene.batch, 1), -vary, vary, scene.generator))
    hue = torch.exp(uniform((scene.batch, 3), -vary / 4, vary / 4, scene.generator))
    return (table[pick] * level * hue).clamp(0.002, 0.98)[:, :, None, None]


def lips(scene: Scene) -> Tensor:
    """The red of the lips without the open mouth between them, float32 [B, S, S], 0..1."""
    outer, inner = (polygon(scene.points[:, list(ids)], scene.size) for ids in (LIPS, _INNER_LIPS))
    return (outer - inner).clamp(0, 1)


def eyes(scene: Scene) -> Tensor:
    """Both openings of the eyes, float32 [B, S, S], 0..1."""
    right, left = (polygon(scene.points[:, list(ids)], scene.size) for ids in (RIGHT_EYE, LEFT_EYE))
    return (right + left).clamp(0, 1)
