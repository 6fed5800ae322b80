"""Melanin and haemoglobin: spots, uneven tone, redness, blemishes, dark circles."""

from enum import IntEnum

import torch
from torch import Tensor

from consultant_app.domain.criteria import Zone
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN, VENOUS
from consultant_app.training.render.fields import blur, bumps, curves, noise, sample_curve, uniform, warp
from consultant_app.training.render.scene import Layers, Scene, mm

SPOT_ZONES = (Zone.FOREHEAD, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.NOSE, Zone.CHIN, Zone.MOUTH_LEFT,
              Zone.MOUTH_RIGHT, Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT)  # fmt: skip
# Amounts (in the units of ``chromophores``) at which the truth of a layer reaches 1.
_FULL_SPOT, _FULL_BLEMISH, _FULL_REDNESS, _FULL_CIRCLE, _FULL_UNEVEN = 0.45, 0.45, 0.36, 0.60, 0.18
# Amounts that are just seen: 2 to 3 % less light on patches with soft borders, 5 % on marks no larger than grain.
_SEEN_SPOT, _SEEN_BLEMISH, _SEEN_REDNESS, _SEEN_CIRCLE, _SEEN_UNEVEN = 0.05, 0.04, 0.03, 0.03, 0.02


def strength(amount: Tensor, full: float, seen: float = 0.0) -> Tensor:
    """Truth of a layer: the square root of its visible amount over a full one, 0..1 (the eye's compression).

    The root is steep at its foot, so what nobody can see must not stand on it: a grade is of what is visible.

    Args:
        amount: What is drawn.
        full: Amount at which the truth reaches 1.
        seen: Amount that is just seen.
    """
    return ((amount - seen) / (full - seen)).clamp(0, 1).sqrt()


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
    for sigma, density, small in ((0.45, 1.3, 1.0), (0.8, 0.45, 0.6), (1.4, 0.12, 0.0), (2.3, 0.045, 0.0),
                                  (4.0, 0.012, 0.0)):  # fmt: skip
        cell = mm(max(1.5, 3 * sigma))
        points = jittered_grid(scene, cell)
        local = look_up(severity, points)
        per_cell = density * (cell / mm(10)) ** 2
        mix = (freckled * small + (1 - freckled) * (1 - 0.7 * small)).clamp(0.1, 1)
        chosen = uniform(local.shape, 0, 1, generator) < per_cell * mix * (0.3 + 1.5 * local) * 2
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
    layers.truth["dark_spots"] = strength(amount, _FULL_SPOT, _SEEN_SPOT) * scene.skin


def draw_uneven_tone(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Patches of more and of less melanin, with borders, where faces darken first. Severity [B].

    Shade and make-up change the light smoothly; unevenness of tone is told from them by its colour and by the
    borders of its patches, so both are drawn.
    """
    generator = scene.generator
    shape = (scene.batch, scene.size, scene.size)
    field = 0.8 * noise(shape, mm(16), generator) + 0.5 * noise(shape, mm(8), generator)
    anchors = scene.points[:, [10, 109, 338, 50, 280, 205, 425, 164, 18, 172, 397]]
    anchors = anchors + uniform(anchors.shape, -mm(8), mm(8), generator)
    favoured = uniform(anchors.shape[:2], -0.4, 1.3, generator)
    field = field + bumps(anchors, favoured, mm(8), scene.size)
    sharp = uniform((scene.batch, 1, 1), 0.4, 1.0, generator)
    patches = torch.tanh(sharp * field)
    # Darker patches outdo lighter ones, and none ends where the mesh does.
    inside = (2 * blur(scene.skin, mm(3.5)) - 1).clamp(0, 1)
    patches = torch.where(patches > 0, patches, 0.6 * patches) * inside * severity[:, None, None] * 0.21
    layers.absorb(patches, MELANIN)
    layers.truth["tone_evenness"] = strength(blur(patches.abs(), mm(2)), _FULL_UNEVEN, _SEEN_UNEVEN) * scene.skin


def draw_redness(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Diffuse redness in free shapes over cheeks, nose and chin, sometimes with fine vessels. Severity [B]."""
    generator, size = scene.generator, scene.size
    anchors = scene.points[:, [50, 280, 205, 425, 4, 152, 199, 9, 117, 346, 187, 411]]
    jitter = uniform((scene.batch, anchors.shape[1], 2), -mm(14), mm(14), generator)
    heights = uniform(anchors.shape[:2], 0, 1, generator)
    heights = heights * (uniform(heights.shape, 0, 1, generator) < 0.55)
    cloud = bumps(anchors + jitter, heights, mm(11), size) + 0.5 * bumps(anchors - jitter, heights, mm(6), size)
    ragged = 1 + 0.45 * noise((scene.batch, size, size), mm(7), generator)
    ragged = ragged + 0.25 * noise((scene.batch, size, size), mm(2), generator)
    amount = (cloud * ragged).clamp(0, 1.2) * severity[:, None, None] * 0.42
    starts = anchors[:, :, None] + uniform((scene.batch, anchors.shape[1], 5, 2), -mm(9), mm(9), generator)
    steps = uniform((*starts.shape[:3], 6, 2), -mm(2.2), mm(2.2), generator)
    vessels = sample_curve((starts[:, :, :, None] + steps.cumsum(-2)).flatten(1, 2), 40)
    shown = (uniform((scene.batch, 1, 1), 0, 1, generator) < 0.4) * severity[:, None, None]
    depths = shown * uniform((*vessels.shape[:2], 1), 0, 0.5, generator) * torch.ones(40)
    amount = amount + curves(vessels, depths, 0.6, size).clamp(0, 0.6)
    layers.absorb(amount * scene.skin, HAEMOGLOBIN)
    layers.truth["redness"] = strength(blur(amount, mm(0.6)), _FULL_REDNESS, _SEEN_REDNESS) * scene.skin


def draw_blemishes(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Red raised marks of many sizes, single or in inflamed clusters. Severity [B, S, S].

    Some have a light centre, some are dark points, some flat, brownish and fading. Marks gather: what an expert
    grades as marked is seldom a regular sprinkle, and large ones run into one another.
    """
    generator, size = scene.generator, scene.size
    halo_sum = torch.zeros_like(scene.skin)
    gather = uniform((scene.batch, 1, 1), 0, 1.3, generator)
    crowd = torch.exp(gather * noise((scene.batch, size, size), mm(14), generator) - 0.6 * gather.square())
    large = uniform((scene.batch, 1), 0, 1.6, generator)
    for sigma, density, size_class in ((0.5, 0.50, 0.0), (0.8, 0.50, 0.0), (1.3, 0.26, 0.5), (2.1, 0.12, 1.0),
                                       (3.4, 0.045, 1.0), (5.0, 0.015, 1.0)):  # fmt: skip
        cell = mm(max(3.0, 2.5 * sigma))
        points = jittered_grid(scene, cell)
        local = look_up(severity, points)
        per_cell = density * (cell / mm(10)) ** 2 * (1 - size_class + size_class * large)
        per_cell = per_cell * look_up(crowd, points)
        chosen = (uniform(local.shape, 0, 1, generator) < per_cell * 2.4 * local.clamp_min(0.08)).float()
        chosen = chosen * (local > 0.02)
        kind = uniform(local.shape, 0, 1, generator)
        power = chosen * uniform(local.shape, 0.25, 1.15, generator) * (0.5 + 0.5 * local)
        # Only a small mark can be a plugged pore.
        dark_point = (kind > 0.82).float() * (sigma < 1.0)
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
    shift = [
        noise((scene.batch, size, size), mm(1.6), generator) * mm(0.35)
        + noise((scene.batch, size, size), mm(5.0), generator) * mm(0.8)
        for _ in range(2)
    ]
    amount = warp(halo_sum[:, None], *shift)[:, 0].clamp(0, 0.9)
    # Fresh marks are bright red, older ones purplish or brownish.
    age = uniform((scene.batch, 1, 1), 0, 1, generator) ** 2
    layers.absorb(amount * scene.skin * (1 - 0.35 * age), HAEMOGLOBIN)
    layers.absorb(amount * scene.skin * 0.30 * age, MELANIN)
    layers.truth["blemishes"] = strength(amount, _FULL_BLEMISH, _SEEN_BLEMISH) * scene.skin


_LID_ROWS = (
    ((112, 26, 22, 23, 24, 110, 25), (128, 121, 120, 119, 118, 117, 111)),
    ((341, 256, 252, 253, 254, 339, 255), (357, 350, 349, 348, 347, 346, 340)),
)
"""Per eye (right, left): points along the lower lid from the nose outwards, and the row at the cheek below."""


def lid_curve(scene: Scene, side: int, depth: float) -> Tensor:
    """Control points [B, 7, 2] of a curve below the lower lid; depth 0 is the lid, 1 the cheek's border."""
    lid, cheek = (scene.points[:, list(row)] for row in _LID_ROWS[side])
    return lid + depth * (cheek - lid)


class CircleKind(IntEnum):
    """What darkens the skin below the eye: pigment, veins seen through thin skin, or the shadow of a hollow."""

    BROWN = 0
    BLUISH = 1
    SHADOW = 2


def draw_dark_circles(scene: Scene, layers: Layers, severity: Tensor, only: CircleKind | None = None) -> None:
    """Brown, bluish and shadow circles, mixed, strongest towards the nose.

    Args:
        scene: The faces.
        layers: Drawn into.
        severity: [B, 2] (right, left eye).
        only: One kind alone, for contact sheets.
    """
    generator, size = scene.generator, scene.size
    kind = uniform((scene.batch, 3), 0, 1, generator) ** 3 + 1e-3
    if only is not None:
        kind = torch.zeros_like(kind)
        kind[:, only] = 1
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
    ragged = 1 + 0.12 * noise((scene.batch, size, size), mm(4), generator)
    amount = (amount * ragged).clamp(0, 1) * 0.70
    bluish = (0.75 * VENOUS[0] + 0.35, VENOUS[1], 0.6 * VENOUS[2])
    for index, vector in enumerate((MELANIN, bluish, (1.0, 1.0, 1.0))):
        layers.absorb(amount * kind[:, index, None, None] * scene.skin, vector)
    layers.truth["dark_circles"] = strength(amount, _FULL_CIRCLE, _SEEN_CIRCLE) * scene.skin
