"""Melanin and haemoglobin: spots, uneven tone, redness, blemishes, dark circles."""

import torch
from torch import Tensor

from consultant_app.domain.criteria import Zone
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN, VENOUS
from consultant_app.training.render.fields import blur, bumps, curves, noise, sample_curve, stamp, uniform, warp
from consultant_app.training.render.scene import Layers, Scene, mm

SPOT_ZONES = (Zone.FOREHEAD, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.NOSE, Zone.CHIN, Zone.MOUTH_LEFT,
              Zone.MOUTH_RIGHT, Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT)  # fmt: skip
# Amounts (in the units of ``chromophores``) at which the truth of a layer reaches 1.
_FULL_SPOT, _FULL_BLEMISH, _FULL_REDNESS, _FULL_CIRCLE, _FULL_UNEVEN = 0.45, 0.45, 0.30, 0.38, 0.16


def strength(amount: Tensor, full: float) -> Tensor:
    """Truth of a layer: the square root of its amount over a full one, at most 1 (the eye's compression)."""
    return (amount.clamp_min(0) / full).clamp(0, 1).sqrt()


def jittered_grid(scene: Scene, cell: float) -> Tensor:
    """Points [B, N, 2] spread over the crop, one a cell, at random within it: even but never regular."""
    count = int(scene.size / cell)
    y, x = torch.meshgrid(torch.arange(count), torch.arange(count), indexing="ij")
    base = torch.stack([x, y], dim=-1).view(1, -1, 2).to(scene.base.device).float()
    offset = uniform((scene.batch, count * count, 2), 0, 1, scene.generator)
    return (base + offset) * cell


def look_up(image: Tensor, points: Tensor) -> Tensor:
    """Values of [B, S, S] at points [B, N, 2], nearest pixel."""
    size = image.shape[-1]
    index = points.round().long().clamp(0, size - 1)
    return image.flatten(1).gather(1, index[..., 1] * size + index[..., 0])


def draw_spots(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Dark spots: freckles (many, small) to large flat spots, sharp or soft, irregular. Severity [B, S, S]."""
    generator, size = scene.generator, scene.size
    amount = torch.zeros_like(scene.skin)
    freckled = uniform((scene.batch, 1), 0, 1, generator)
    for sigma, density, small in ((0.45, 1.3, 1.0), (0.8, 0.45, 0.6), (1.4, 0.12, 0.0), (2.3, 0.045, 0.0)):
        cell = mm(max(1.5, 3 * sigma))
        points = jittered_grid(scene, cell)
        local = look_up(severity, points)
        per_cell = density * (cell / mm(10)) ** 2
        mix = (freckled * small + (1 - freckled) * (1 - 0.7 * small)).clamp(0.1, 1)
        chosen = torch.rand(local.shape, generator=generator) < per_cell * mix * (0.3 + 1.5 * local) * 2
        height = chosen * (local > 0.02) * uniform(local.shape, 0.55, 1.6, generator)
        profile = bumps(points, height, mm(sigma), size)
        sharp = uniform((scene.batch, 1, 1), 6, 14, generator)
        spots = torch.sigmoid(sharp * (profile - 0.5)) * (profile > 0.02)
        contrast = bumps(points, chosen * uniform(local.shape, 0.3, 1.0, generator), mm(sigma) * 1.5, size)
        amount = torch.maximum(amount, spots * contrast.clamp(0, 1) * (0.10 + 0.45 * severity))
    shift = [noise((scene.batch, size, size), mm(1.2), generator) * mm(0.30) for _ in range(2)]
    amount = warp(amount[:, None], *shift)[:, 0]
    amount = amount * (1 + 0.2 * noise((scene.batch, size, size), mm(0.6), generator)).clamp(0.3, 1.6)
    layers.absorb(amount * scene.skin, MELANIN)
    layers.truth["dark_spots"] = strength(amount, _FULL_SPOT) * scene.skin


def draw_uneven_tone(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Broad patches of more and of less melanin. Severity [B]."""
    shape = (scene.batch, scene.size, scene.size)
    field = 0.7 * noise(shape, mm(22), scene.generator) + 0.5 * noise(shape, mm(9), scene.generator)
    patches = torch.tanh(1.6 * field) * severity[:, None, None] * 0.15
    layers.absorb(patches * scene.skin, MELANIN)
    layers.truth["tone_evenness"] = strength(blur(patches.abs(), mm(2)), _FULL_UNEVEN) * scene.skin


def draw_redness(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Diffuse redness in free shapes over cheeks, nose and chin, sometimes with fine vessels. Severity [B]."""
    generator, size = scene.generator, scene.size
    anchors = scene.points[:, [50, 280, 205, 425, 4, 152, 199, 9, 117, 346, 187, 411]]
    jitter = uniform((scene.batch, anchors.shape[1], 2), -mm(14), mm(14), generator)
    heights = uniform(anchors.shape[:2], 0, 1, generator)
    heights = heights * (torch.rand(heights.shape, generator=generator) < 0.55)
    cloud = bumps(anchors + jitter, heights, mm(11), size) + 0.5 * bumps(anchors - jitter, heights, mm(6), size)
    ragged = 1 + 0.45 * noise((scene.batch, size, size), mm(7), generator)
    ragged = ragged + 0.25 * noise((scene.batch, size, size), mm(2), generator)
    amount = (cloud * ragged).clamp(0, 1.2) * severity[:, None, None] * 0.34
    starts = anchors[:, :, None] + uniform((scene.batch, anchors.shape[1], 5, 2), -mm(9), mm(9), generator)
    steps = uniform((*starts.shape[:3], 6, 2), -mm(2.2), mm(2.2), generator)
    vessels = sample_curve((starts[:, :, :, None] + steps.cumsum(-2)).flatten(1, 2), 40)
    shown = (torch.rand((scene.batch, 1, 1), generator=generator) < 0.4) * severity[:, None, None]
    depths = shown * uniform((*vessels.shape[:2], 1), 0, 0.5, generator) * torch.ones(40)
    amount = amount + curves(vessels, depths, 0.6, size).clamp(0, 0.6)
    layers.absorb(amount * scene.skin, HAEMOGLOBIN)
    layers.truth["redness"] = strength(blur(amount, mm(0.6)), _FULL_REDNESS) * scene.skin


def draw_blemishes(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Red raised marks, some with a light centre, some dark points, some flat and fading. Severity [B, S, S]."""
    generator, size = scene.generator, scene.size
    halo_sum = torch.zeros_like(scene.skin)
    for sigma, density in ((0.7, 0.55), (1.2, 0.28), (1.9, 0.10)):
        cell = mm(max(3.0, 2.5 * sigma))
        points = jittered_grid(scene, cell)
        local = look_up(severity, points)
        per_cell = density * (cell / mm(10)) ** 2
        chosen = (torch.rand(local.shape, generator=generator) < per_cell * 2.6 * local.clamp_min(0.08)).float()
        chosen = chosen * (local > 0.02)
        kind = torch.rand(local.shape, generator=generator)
        power = chosen * uniform(local.shape, 0.35, 1.1, generator) * (0.5 + 0.5 * local)
        dark_point = (kind > 0.82).float()
        raised = (kind < 0.62).float()
        brown = ((kind > 0.62) & (kind < 0.72)).float()
        halo = bumps(points, power * (1 - dark_point) * uniform(local.shape, 0.6, 1.0, generator), mm(sigma), size)
        wide = bumps(points, power * raised * 0.25, mm(2.1 * sigma), size)
        layers.absorb(bumps(points, power * brown * 0.2, mm(sigma), size) * scene.skin, MELANIN)
        layers.height += bumps(points, power * raised * uniform(local.shape, 0.2, 0.9, generator), mm(sigma), size)
        lit = bumps(points, power * (kind < 0.18), mm(0.45 * sigma), size).clamp(0, 1) * scene.skin
        layers.pigment += lit[:, None] * torch.tensor([0.28, 0.30, 0.10])[None, :, None, None]
        plug = bumps(points, power * dark_point, mm(0.28), size).clamp(0, 1) * scene.skin
        layers.absorb(0.7 * plug, MELANIN)
        halo_sum = halo_sum + (0.6 * halo + wide) * 0.75 + 0.35 * blur(plug, mm(0.3))
    shift = [noise((scene.batch, size, size), mm(1.6), generator) * mm(0.35) for _ in range(2)]
    amount = warp(halo_sum[:, None], *shift)[:, 0].clamp(0, 0.9)
    layers.absorb(amount * scene.skin, HAEMOGLOBIN)
    layers.truth["blemishes"] = strength(amount - 0.015, _FULL_BLEMISH) * scene.skin


_LID_ROWS = (
    ((112, 26, 22, 23, 24, 110, 25), (128, 121, 120, 119, 118, 117, 111)),
    ((341, 256, 252, 253, 254, 339, 255), (357, 350, 349, 348, 347, 346, 340)),
)
"""Per eye (right, left): points along the lower lid from the nose outwards, and the row at the cheek below."""


def lid_curve(scene: Scene, side: int, depth: float) -> Tensor:
    """Control points [B, 7, 2] of a curve below the lower lid; depth 0 is the lid, 1 the cheek's border."""
    lid, cheek = (scene.points[:, list(row)] for row in _LID_ROWS[side])
    return lid + depth * (cheek - lid)


def draw_dark_circles(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Brown, bluish and shadow circles, mixed, strongest towards the nose. Severity [B, 2] (right, left eye)."""
    generator, size = scene.generator, scene.size
    kind = uniform((scene.batch, 3), 0, 1, generator) ** 3 + 1e-3
    kind = kind / kind.sum(1, keepdim=True)
    amount = torch.zeros_like(scene.skin)
    sigma = mm(float(uniform((1,), 2.4, 4.2, generator)))
    for side in (0, 1):
        along = sample_curve(lid_curve(scene, side, float(uniform((1,), 0.35, 0.65, generator))), 24)
        fade = torch.linspace(1.0, float(uniform((1,), 0.2, 0.9, generator)), 24)
        # Neighbouring bumps overlap: their sum along the curve is scaled back to one.
        step = (along[:, 1:] - along[:, :-1]).norm(dim=-1).mean(1, keepdim=True)
        height = fade * severity[:, side : side + 1] * step / (2.507 * sigma)
        amount = amount + bumps(along, height, sigma, size)
    ragged = 1 + 0.2 * noise((scene.batch, size, size), mm(4), generator)
    amount = (amount * ragged).clamp(0, 1) * 0.44
    bluish = (0.75 * VENOUS[0] + 0.35, VENOUS[1], 0.6 * VENOUS[2])
    for index, vector in enumerate((MELANIN, bluish, (1.0, 1.0, 1.0))):
        layers.absorb(amount * kind[:, index, None, None] * scene.skin, vector)
    layers.truth["dark_circles"] = strength(amount - 0.01, _FULL_CIRCLE) * scene.skin


def draw_stubble(scene: Scene, layers: Layers) -> None:
    """Short dark hairs around mouth, chin and jaw on some faces: a distractor, never labelled."""
    area = sum(scene.zone(z).float() for z in (Zone.CHIN, Zone.MOUTH_LEFT, Zone.MOUTH_RIGHT, Zone.JAW_LINE))
    area = blur(torch.as_tensor(area).clamp(0, 1), mm(2)) * (torch.rand((scene.batch, 1, 1),
                generator=scene.generator) < 0.15)  # fmt: skip
    points = jittered_grid(scene, mm(0.9))
    weight = look_up(area, points) * uniform(points.shape[:2], 0.2, 1.0, scene.generator)
    layers.absorb(blur(stamp(points, weight, scene.size), 0.6).clamp(0, 0.8), (1.0, 1.1, 1.2))
