"""Glasses: frames of many shapes, with tint and glare on the lenses, and their shadow on the face."""

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.render.fields import blur, curves, noise, sample_curve, uniform
from consultant_app.training.render.scene import Scene, mm
from consultant_app.training.render.shapes import cast_shadow, exposure, lambert, lay_over, pixel_grid, tint

_EYES = ((33, 133), (263, 362))
_TEMPLES = ((127, 234), (356, 454))
_COLOURS = (
    (0.010, 0.010, 0.011), (0.012, 0.010, 0.010), (0.07, 0.03, 0.013), (0.16, 0.07, 0.02), (0.35, 0.35, 0.36),
    (0.55, 0.42, 0.20), (0.05, 0.06, 0.12), (0.16, 0.02, 0.03), (0.55, 0.50, 0.44), (0.06, 0.10, 0.07),
)  # fmt: skip
"""Linear reflectance: blacks, browns, steel, gold, navy, burgundy, clear acetate, green."""

_SHADED = 0.12
_HIDING_GLARE = 0.35


class _Lens:
    """One rim: a superellipse that may narrow towards the nose, as distance and thickness maps."""

    def __init__(self, scene: Scene, side: int, shape: "_Shape") -> None:
        eye = scene.points[:, list(_EYES[side])].mean(1)
        bridge = scene.points[:, 168]
        out = -1.0 if side == 0 else 1.0
        half = (eye[:, 0] - bridge[:, 0]).abs().clamp_min(mm(12)) * shape.width
        self.half, self.out = half, out
        self.centre = torch.stack([eye[:, 0] + out * 0.04 * half, eye[:, 1] + shape.drop * half], dim=1)
        x, y = pixel_grid(scene)
        u = (x - self.centre[:, 0, None, None]) / half[:, None, None] * out
        v = (y - self.centre[:, 1, None, None]) / (half * shape.aspect)[:, None, None]
        lift = shape.cat[:, None, None] * (u.clamp(-1, 1.4) + 0.2)
        v = (v + lift * (v < 0)) / (1 + shape.drip[:, None, None] * (v - 0.1 * u).clamp(-1, 1) * 0.5)
        u = u * (1 + shape.drip[:, None, None] * 0.5 * v.clamp(-1, 1))
        power = shape.power[:, None, None]
        radius = (u.abs().clamp_min(1e-3) ** power + v.abs().clamp_min(1e-3) ** power) ** (1 / power)
        dy, dx = torch.gradient(radius, dim=(1, 2))
        steep = (dx**2 + dy**2).sqrt().clamp_min(1e-4)
        self.distance = ((radius - 1) / steep).clamp(-200, 200)
        self.slope = torch.stack([dx / steep, dy / steep], dim=1)
        self.up = (-v).clamp(0, 1)
        self.v = v


class _Shape:
    """What one pair of glasses looks like; tensors [B]."""

    def __init__(self, scene: Scene) -> None:
        def draw(low: float, high: float) -> Tensor:
            return uniform((scene.batch,), low, high, scene.generator)

        self.width, self.aspect = draw(0.72, 0.92), draw(0.58, 1.0)
        self.drop, self.power = draw(0.02, 0.22), torch.exp(draw(0.69, 1.6))
        self.cat = draw(-0.2, 0.25).clamp_min(0)
        self.drip = draw(-0.5, 0.45).clamp_min(0)
        thin = draw(0, 1) < 0.4
        self.metal = thin
        self.rim = torch.where(thin, draw(mm(0.8), mm(1.5)), draw(mm(2.0), mm(5.0)))
        self.brow = self.rim * torch.where(draw(0, 1) < 0.3, draw(1.3, 1.9), draw(1.0, 1.1))
        rimless_below = draw(0, 1) < 0.15
        self.below = torch.where(rimless_below, torch.zeros_like(self.rim), self.rim)


def _rim(lens: _Lens, shape: _Shape) -> tuple[Tensor, Tensor]:
    """Alpha and outward tilt -1..1 (for shading the rim as a rod) of a rim, [B, S, S] each."""
    top = torch.sigmoid(5 * (lens.up - 0.25))
    thick = shape.below[:, None, None] * (1 - top) + shape.brow[:, None, None] * top
    centre = lens.distance - thick / 2
    alpha = (thick / 2 - centre.abs() + 0.5).clamp(0, 1) * (thick > 0.5)
    return alpha, (centre / (thick / 2).clamp_min(0.5)).clamp(-1, 1)


def _rods(scene: Scene, lenses: tuple[_Lens, _Lens], shape: _Shape) -> Tensor:
    """Bridge between the rims and temples back to the ears, [B, S, S]."""
    right, left = lenses
    inner = [
        torch.stack(
            [one.centre[:, 0] - one.out * one.half * 0.98, one.centre[:, 1] - 0.3 * one.half * shape.aspect], 1
        )
        for one in lenses
    ]
    middle = (inner[0] + inner[1]) / 2 - torch.stack([torch.zeros_like(shape.rim), 0.10 * right.half], dim=1)
    paths = [torch.stack([inner[0], middle, inner[1]], dim=1)]
    for one, (front, ear) in zip((right, left), _TEMPLES, strict=True):
        hinge = torch.stack([one.centre[:, 0] + one.out * one.half * 1.02,
                             one.centre[:, 1] - 0.45 * one.half * shape.aspect], dim=1)  # fmt: skip
        at_ear = 0.6 * scene.points[:, front] + 0.4 * scene.points[:, ear]
        at_ear = at_ear + torch.tensor([one.out * mm(5), 0.0], device=at_ear.device)
        paths.append(torch.stack([hinge, (hinge + at_ear) / 2, at_ear], dim=1))
    along = sample_curve(torch.stack(paths, dim=1), 200)
    sigma = float(shape.rim.mean()) * 0.42
    ridge = curves(along, torch.ones(along.shape[:3], device=along.device), max(sigma, 0.8), scene.size)
    return (2.2 * (ridge - 0.22)).clamp(0, 1)


def _glare(scene: Scene, inside: Tensor) -> Tensor:
    """Reflections of windows and lamps on the lenses, [B, S, S], 0..1 of the exposure; mostly faint."""
    generator, shape = scene.generator, (scene.batch, scene.size, scene.size)
    angle = uniform((scene.batch, 1, 1), -0.6, 0.6, generator)
    x, y = pixel_grid(scene)
    along = x * torch.cos(angle) + y * torch.sin(angle)
    period = uniform((scene.batch, 1, 1), mm(14), mm(60), generator)
    stripes = torch.sin(6.283 * along / period + uniform((scene.batch, 1, 1), 0, 6.283, generator))
    window = torch.sigmoid(9 * (stripes - uniform((scene.batch, 1, 1), 0.3, 1.2, generator)))
    spot = torch.sigmoid(4 * (noise(shape, mm(16), generator) - uniform((scene.batch, 1, 1), 1.2, 3.0, generator)))
    power = uniform((scene.batch, 1, 1), 0, 1, generator) ** 3
    return inside * (0.55 * power * window + 0.7 * uniform((scene.batch, 1, 1), 0, 1, generator) * spot)


def _frame_colour(scene: Scene, shape: _Shape, normal: Tensor) -> Tensor:
    base = tint(_COLOURS, scene)
    patch = torch.sigmoid(3 * noise((scene.batch, scene.size, scene.size), mm(2.5), scene.generator))
    tortoise = (
        torch.rand((scene.batch, 1, 1), generator=scene.generator, device=scene.generator.device) < 0.2
    ).float()
    base = base * (1 - 0.8 * (tortoise * patch)[:, None])
    half = F.normalize(scene.light[:, 1:] + torch.tensor([0.0, 0.0, 1.0], device=base.device), dim=1)[
        :, :, None, None
    ]
    gleam = (normal * half).sum(1).clamp_min(0) ** 24 * torch.where(shape.metal, 0.5, 0.22)[:, None, None]
    return (base * (0.25 + 0.9 * lambert(scene, normal))[:, None] + gleam[:, None]) * exposure(scene)[:, None]


def draw_glasses(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """Put glasses on the faces where ``shown`` [B] is 1.

    Returns:
        The light, and what the glasses hide, [B, S, S]: rims, bridge and temples; of the lenses only strong
        glare and dark tints.
    """
    shape = _Shape(scene)
    lenses = (_Lens(scene, 0, shape), _Lens(scene, 1, shape))
    rims = [_rim(lens, shape) for lens in lenses]
    inside = sum((0.5 - lens.distance).clamp(0, 1) for lens in lenses)
    inside = torch.as_tensor(inside).clamp(0, 1) * shown[:, None, None]
    frame = (
        torch.maximum(torch.maximum(rims[0][0], rims[1][0]), _rods(scene, lenses, shape)) * shown[:, None, None]
    )
    tilt = sum(lens.slope * (alpha * lean)[:, None] for lens, (alpha, lean) in zip(lenses, rims, strict=True))
    flat = torch.as_tensor(tilt)
    normal = torch.cat([flat, (1 - (flat**2).sum(1, keepdim=True)).clamp_min(0.04).sqrt()], dim=1)
    light, dark = _through_lenses(scene, light, inside, lenses[0].v)
    glare = _glare(scene, inside)
    light = light * (1 - 0.6 * glare)[:, None] + (glare * exposure(scene))[:, None]
    light = cast_shadow(scene, light, frame, mm(2.2), 0.30)
    light = lay_over(light, frame, _frame_colour(scene, shape, normal))
    hidden = torch.maximum(dark, torch.sigmoid(25 * (blur(glare, 1.0) - _HIDING_GLARE)) * inside)
    return light, torch.maximum(frame, hidden)


def _through_lenses(scene: Scene, light: Tensor, inside: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
    """Light seen through the glass, and how much of it a dark (sun) glass hides, [B, S, S]."""
    generator, batch = scene.generator, scene.batch
    sun = (torch.rand((batch, 1, 1), generator=generator, device=generator.device) < _SHADED).float()
    colour = uniform((batch, 3, 1, 1), 0.75, 1.0, generator)
    clear = uniform((batch, 1, 1), 0.88, 1.0, generator)
    dark = uniform((batch, 1, 1), 0.04, 0.35, generator) * (
        1 + uniform((batch, 1, 1), 0, 1.5, generator) * (v + 0.5)
    )
    passed = (clear * (1 - sun) + dark.clamp(0.03, 0.9) * sun)[:, None] * (1 - sun[:, None] * (1 - colour))
    seen = light * (1 - inside[:, None] * (1 - passed))
    return seen, inside * sun * torch.sigmoid(14 * (0.55 - passed.mean(1)))
