"""Hair over the face: loose strands, fringes and beards. It hides the skin and is never labelled as skin."""

import torch
from torch import Tensor

from consultant_app.training.render.fields import blur, bumps, noise, sample_curve, stamp, uniform
from consultant_app.training.render.pigment import jittered_grid, look_up
from consultant_app.training.render.scene import Scene, mm
from consultant_app.training.render.shapes import cast_shadow, exposure, lay_over, lips, tint

_HAIRLINE = (127, 162, 21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251, 389, 356)
_ABOVE = (67, 109, 10, 338, 297)
_BROW_HAIRS = (105, 66, 52, 65, 334, 296, 282, 295)
_COLOURS = (
    (0.006, 0.005, 0.004), (0.012, 0.009, 0.006), (0.030, 0.017, 0.010), (0.075, 0.040, 0.018),
    (0.20, 0.125, 0.06), (0.34, 0.24, 0.13), (0.15, 0.055, 0.02), (0.28, 0.27, 0.25),
)  # fmt: skip
"""Linear reflectance: black, dark, mid and light brown, blond, light blond, red, grey."""

_BEARD = (
    58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 199, 200, 175, 171, 396, 140, 369,
    32, 262, 211, 431, 204, 424, 194, 418, 182, 406, 83, 313, 138, 367, 135, 364, 169, 394, 170, 395, 210, 430,
    214, 434, 215, 435, 164, 167, 393, 165, 391, 92, 322, 186, 410, 57, 287, 43, 273,
)  # fmt: skip
_SIGMA = 0.55
_MOST_HAIRS = 9000


def _hair_colour(scene: Scene) -> Tensor:
    """Reflectance of the face's own hair: above the forehead where it shows, else the brows'; some are dyed."""
    device = scene.base.device
    roots = scene.points[:, list(_ABOVE)] - torch.tensor([0.0, mm(24)], device=device)
    above = _sampled(scene, roots).median(2).values[..., None, None]
    brows = _sampled(scene, scene.points[:, list(_BROW_HAIRS)]).quantile(0.25, dim=2)[..., None, None] * 0.8
    skin = (scene.base * scene.skin[:, None]).sum((2, 3)) / scene.skin.sum((1, 2)).clamp_min(1)[:, None]
    # Brighter than a third of the skin above the forehead is a wall or a bald head; coloured, it is a scarf.
    dark = above.mean(1, keepdim=True) < 0.3 * skin[..., None, None].mean(1, keepdim=True)
    warm = above[:, :1] >= 0.9 * above[:, 2:]
    own = torch.where(dark & warm, above, brows) / exposure(scene)[:, None]
    dyed = torch.rand((scene.batch, 1, 1, 1), generator=scene.generator, device=scene.generator.device) < 0.2
    return torch.where(dyed, tint(_COLOURS, scene), own.clamp(0.003, 0.9))


def _sampled(scene: Scene, points: Tensor) -> Tensor:
    """Light of the faces at points [B, N, 2], [B, 3, N]."""
    return torch.stack([look_up(scene.base[:, channel], points) for channel in range(3)], dim=1)


def _strands(control: Tensor, weight: Tensor, scene: Scene, samples: int) -> tuple[Tensor, Tensor]:
    """Hairs along splines [B, L, P, 2] of thickness ``weight`` [B, L]: cover and shading, [B, S, S] each.

    Hairs hide one another as independent layers do: cover = 1 - exp(-amount). Each has its own brightness, and a
    band of gleam lies across all where they bend towards the light.
    """
    along = sample_curve(control, samples)
    step = (along[:, :, 1:] - along[:, :, :-1]).norm(dim=-1).mean(2, keepdim=True)
    t = torch.linspace(0, 1, samples, device=control.device)
    taper = (1 - t**6) * (t / 0.22).clamp(0.05, 1) * weight[..., None] * step
    own = torch.exp(0.5 * torch.randn(weight.shape, generator=scene.generator, device=scene.generator.device))
    band = 1 + uniform((scene.batch, 1, 1), 0.2, 1.4, scene.generator) * torch.exp(
        -(((t - uniform((scene.batch, 1, 1), 0.2, 0.6, scene.generator)) / 0.16) ** 2)
    )
    points = along.flatten(1, 2)
    amount = blur(stamp(points, taper.flatten(1), scene.size), _SIGMA)
    bright = blur(stamp(points, (taper * own[..., None] * band).flatten(1), scene.size), _SIGMA)
    return 1 - torch.exp(-1.6 * amount), bright / amount.clamp_min(1e-4)


def _lay_hair(scene: Scene, light: Tensor, cover: Tensor, shading: Tensor) -> Tensor:
    shadowed = cast_shadow(scene, light, cover, mm(1.6), 0.35)
    # A little of the room's light comes back from any hair, so that black is never a hole.
    colour = (_hair_colour(scene) * shading[:, None] + 0.004) * exposure(scene)[:, None]
    return lay_over(shadowed, cover, colour)


def _locks(scene: Scene, count: int, each: int, spread: float) -> tuple[Tensor, Tensor]:
    """Positions along the hairline 0..1 of ``count`` locks and, for each of its hairs, an offset in pixels."""
    centre = uniform((scene.batch, count, 1), 0, 1, scene.generator).expand(-1, -1, each)
    offset = torch.randn((scene.batch, count, each), generator=scene.generator, device=scene.generator.device)
    return centre.flatten(1), offset.flatten(1) * spread


def _on_hairline(scene: Scene, at: Tensor) -> Tensor:
    """Points [B, L, 2] at positions 0..1 (client's right temple to left) along the hairline."""
    line = sample_curve(scene.points[:, list(_HAIRLINE)], 200)
    index = (at.clamp(0, 1) * 199).long()
    return line.gather(1, index[..., None].expand(-1, -1, 2))


def draw_strands(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """A few loose locks falling over forehead, temple and cheek; ``shown`` is 0 or 1 a face, [B]."""
    generator, batch = scene.generator, scene.batch
    count, each = int(uniform((1,), 3, 9, generator)), int(uniform((1,), 3, 26, generator))
    at, offset = _locks(scene, count, each, mm(float(uniform((1,), 1.2, 4.5, generator))))
    root = _on_hairline(scene, at) - torch.tensor([0.0, mm(26)], device=scene.base.device)
    fall = uniform((batch, count, 1, 1), mm(45), mm(130), generator).expand(-1, -1, each, -1).flatten(1, 2)
    sweep = uniform((batch, count, 1, 1), -0.7, 0.7, generator).expand(-1, -1, each, -1).flatten(1, 2)
    curl = uniform((batch, count, 1, 3), -mm(10), mm(10), generator).expand(-1, -1, each, -1).flatten(1, 2)
    stray = uniform((batch, count * each, 3), -mm(2.5), mm(2.5), generator)
    t = torch.tensor([0.33, 0.66, 1.0], device=root.device)
    # Hairs of a lock run together towards its tip.
    x = root[..., :1] + offset[..., None] * (1 - 0.45 * t) + fall * sweep * t + curl * t + stray
    y = root[..., 1:] + fall * t + 0.5 * stray.flip(-1)
    control = torch.cat(
        [(root + torch.stack([offset, 0 * offset], -1))[:, :, None], torch.stack([x, y], -1)], dim=2
    )
    weight = uniform(at.shape, 0.15, 0.8, generator) * shown[:, None]
    cover, shading = _strands(control, weight, scene, 120)
    return _lay_hair(scene, light, cover, shading), cover


def draw_fringe(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """Dense hair over the forehead, straight or swept to a side, thin or closed; ``shown`` [B] is 0 or 1."""
    generator, batch = scene.generator, scene.batch
    count, each = int(uniform((1,), 26, 70, generator)), 34
    at, offset = _locks(scene, count, each, mm(float(uniform((1,), 1.6, 4.0, generator))))
    at = 0.16 + 0.68 * at
    root = _on_hairline(scene, at) - torch.tensor([0.0, mm(40)], device=scene.base.device)
    root = root + torch.stack([offset, uniform(offset.shape, -mm(14), mm(10), generator)], dim=-1)
    # A parting: from it, hair is swept to both sides; far outside, all of it goes one way.
    parting = uniform((batch, 1), -0.6, 1.6, generator)
    sweep = uniform((batch, 1), 0.0, 0.9, generator) * torch.tanh(4 * (at - parting))
    brow = (scene.points[:, 66, 1] + scene.points[:, 296, 1])[:, None] / 2
    reach = uniform((batch, 1), 0.6, 1.12, generator) + 0.5 * (2 * at - 1).abs() ** 3
    lock = uniform((batch, count, 1), 0.72, 1.12, generator).expand(-1, -1, each).flatten(1)
    fall = ((brow - root[..., 1]).clamp_min(mm(20)) * reach * lock * uniform(at.shape, 0.9, 1.06, generator))[
        ..., None
    ]
    t = torch.tensor([0.3, 0.65, 1.0], device=root.device)
    bend = uniform((batch, count, 1), -mm(5), mm(5), generator).expand(-1, -1, each).flatten(1)[..., None]
    x = root[..., :1] + fall * sweep[..., None] * t**0.8 + bend * t * (1.4 - t) - 0.6 * offset[..., None] * t
    y = root[..., 1:] + fall * t
    control = torch.cat([root[:, :, None], torch.stack([x, y], dim=-1)], dim=2)
    weight = uniform(at.shape, 0.5, 1.2, generator) * uniform((batch, 1), 0.5, 1.2, generator) * shown[:, None]
    cover, shading = _strands(control, weight, scene, 110)
    return _lay_hair(scene, light, cover, shading), cover


def draw_beard(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """Dense short hairs on jaw, chin and upper lip; ``shown`` [B] is 0 or 1."""
    generator, size = scene.generator, scene.size
    centre = scene.points[:, list(_BEARD)]
    height = torch.full(centre.shape[:2], 0.55, device=centre.device)
    area = bumps(centre, height, mm(5.5), size)
    ragged = 1 + 0.10 * noise((scene.batch, size, size), mm(7), generator)
    area = torch.sigmoid(7 * (area * ragged - uniform((scene.batch, 1, 1), 0.55, 0.9, generator)))
    area = area * (1 - blur(lips(scene), mm(0.6)))
    grid = jittered_grid(scene, mm(0.75))
    wanted = look_up(area, grid) * uniform(grid.shape[:2], 0.5, 1.0, generator)
    local, index = wanted.topk(min(_MOST_HAIRS, grid.shape[1]), dim=1)
    root = grid.gather(1, index[..., None].expand(-1, -1, 2))
    length = uniform((scene.batch, 1, 1), mm(1.5), mm(9), generator) * uniform(
        (*local.shape, 1), 0.5, 1.2, generator
    )
    away = root - scene.points[:, None, 13]
    flow = torch.tensor([0.0, 1.0], device=root.device) + 0.9 * away / mm(60)
    flow = flow + 0.45 * torch.randn(root.shape, generator=generator, device=generator.device)
    bend = 0.3 * torch.randn(root.shape, generator=generator, device=generator.device)
    tip = root + length * flow
    control = torch.stack([root, (root + tip) / 2 + length * bend * 0.4, tip], dim=2)
    weight = uniform(local.shape, 0.4, 1.0, generator) * (local > 0.12) * local * shown[:, None]
    cover, shading = _strands(control, weight * uniform((scene.batch, 1), 0.7, 1.3, generator), scene, 10)
    return _lay_hair(scene, light, cover, 0.8 * shading), cover
