"""What hides skin: glasses, hair, hands, masks, chosen at random. A hidden place must never be scored as skin."""

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.render.fields import blur, curves, noise, sample_curve, uniform
from consultant_app.training.render.glasses import draw_glasses
from consultant_app.training.render.hair import draw_beard, draw_fringe, draw_strands
from consultant_app.training.render.scene import Scene, mm
from consultant_app.training.render.shapes import (
    cast_shadow,
    exposure,
    lambert,
    lay_over,
    pixel_grid,
    polygon,
    smooth_outline,
    tint,
)

_COVER_TOP = (234, 227, 117, 119, 100, 47, 196, 197, 419, 277, 329, 348, 346, 447, 454)
_COVER_BELOW = (361, 397, 379, 400, 152, 176, 150, 172, 132)
_FABRICS = (
    (0.38, 0.60, 0.72), (0.80, 0.82, 0.82), (0.02, 0.02, 0.022), (0.70, 0.45, 0.50), (0.15, 0.16, 0.18),
    (0.45, 0.10, 0.10), (0.55, 0.48, 0.36), (0.10, 0.16, 0.30),
)  # fmt: skip

CHANCES = {"beard": 0.05, "glasses": 0.12, "strands": 0.14, "fringe": 0.06, "cover": 0.02, "hand": 0.03}
"""Share of faces that get each thing."""


def draw_occluders(scene: Scene, light: Tensor, chances: dict[str, float] | None = None) -> tuple[Tensor, Tensor]:
    """Draw things that hide skin on some of the faces.

    Args:
        scene: The faces.
        light: Linear light float32 [B, 3, S, S], with everything that lies on the skin.
        chances: Share of faces that get each thing; ``CHANCES`` by default.

    Returns:
        The light, and how far each pixel is hidden, float32 [B, S, S], 0..1.
    """
    light, covers = draw_parts(scene, light, CHANCES if chances is None else chances)
    return light, (covers["hair"] + covers["occluder"]).clamp(0, 1)


def draw_parts(scene: Scene, light: Tensor, chances: dict[str, float]) -> tuple[Tensor, dict[str, Tensor]]:
    """As ``draw_occluders``, but hair and other things apart: what each shows of itself, [B, S, S]."""
    covers = {"hair": torch.zeros_like(scene.skin), "occluder": torch.zeros_like(scene.skin)}
    for name, (kind, draw) in _DRAWERS.items():
        device = scene.generator.device
        shown = torch.rand(scene.batch, generator=scene.generator, device=device) < chances.get(name, 0.0)
        if not shown.any():
            continue
        light, alpha = draw(scene, light, shown.float())
        covers = {other: before * (1 - alpha) for other, before in covers.items()}
        covers[kind] = covers[kind] + alpha
    return light, covers


def draw_cover(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """A mask or scarf over nose, mouth and chin; ``shown`` [B] is 0 or 1."""
    generator, batch = scene.generator, scene.batch
    top, below = scene.points[:, list(_COVER_TOP)], scene.points[:, list(_COVER_BELOW)]
    slip = uniform((batch, 1, 1), -0.02, 0.25, generator)
    top = top + slip * (scene.points[:, None, 2] - scene.points[:, None, 197])
    middle = scene.points[:, None, 1]
    below = middle + (below - middle) * uniform((batch, 1, 1), 1.05, 1.25, generator)
    alpha = polygon(smooth_outline(torch.cat([top, below], dim=1)), scene.size) * shown[:, None, None]
    bulge = torch.stack([blur(part, mm(9)) for part in scene.normals.unbind(1)], dim=1)
    height = _pleats(scene, top, below)
    slope = torch.stack([F.pad(height[:, :, 2:] - height[:, :, :-2], (1, 1)),
                         F.pad(height[:, 2:] - height[:, :-2], (0, 0, 1, 1))], dim=1)  # fmt: skip
    normal = F.normalize(torch.cat([1.5 * bulge[:, :2] - slope, bulge[:, 2:]], dim=1), dim=1)
    weave = 1 + 0.03 * noise((batch, scene.size, scene.size), mm(0.6), generator)
    edge = 0.86 + 0.14 * blur(alpha, mm(1.5)).clamp(0.5, 1) * 2 - 0.14
    colour = (
        tint(_FABRICS, scene) * (lambert(scene, normal) * weave * edge * 0.95)[:, None] * exposure(scene)[:, None]
    )
    light = cast_shadow(scene, light, alpha, mm(2.5), 0.35)
    return lay_over(light, alpha, colour), alpha


def _pleats(scene: Scene, top: Tensor, below: Tensor) -> Tensor:
    """Relief of folds across the fabric, in pixels, [B, S, S]."""
    generator, batch = scene.generator, scene.batch
    bottom = below.flip(1)
    low = sample_curve(bottom, top.shape[1])
    levels = uniform((batch, 4, 1, 1), 0.15, 0.85, generator)
    paths = sample_curve(top[:, None] + levels * (low - top)[:, None], 220)
    depth = uniform((batch, 4, 1), -2.2, 2.2, generator).expand(-1, -1, 220)
    folds = curves(paths, depth, mm(1.0), scene.size)
    return folds + 1.6 * noise((batch, scene.size, scene.size), mm(14), generator)


def draw_hand(scene: Scene, light: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """Fingers of the person's own hand on cheek or chin; ``shown`` [B] is 0 or 1."""
    generator, batch = scene.generator, scene.batch
    device = scene.base.device
    side = torch.where(torch.rand((batch,), generator=generator, device=generator.device) < 0.5, -1.0, 1.0)
    jaw = torch.where(side[:, None] < 0, scene.points[:, 172], scene.points[:, 397])
    turn = side * uniform((batch,), -1.1, 0.15, generator)
    shift = torch.stack([side * uniform((batch,), -mm(34), mm(14), generator),
                         uniform((batch,), mm(2), mm(34), generator)], dim=1)  # fmt: skip
    root = jaw + shift
    count = 2 + int(torch.randint(0, 3, (1,), generator=generator, device=generator.device))
    fingers = torch.arange(count, device=device) - (count - 1) / 2
    fan = turn[:, None] + fingers * uniform((batch, 1), 0.01, 0.08, generator)
    across = torch.stack([torch.cos(turn), torch.sin(turn)], dim=1)
    base = root[:, None] + fingers[None, :, None] * across[:, None] * mm(15.5)
    reach = mm(62) * uniform((batch, count), 0.75, 1.1, generator)
    ahead = torch.stack([torch.sin(fan), -torch.cos(fan)], dim=2)
    bend = 0.06 * torch.randn((batch, count, 1), generator=generator, device=generator.device)
    middle = base + 0.5 * reach[..., None] * (ahead + bend * ahead.flip(2))
    tip = base + reach[..., None] * ahead
    start = base - mm(60) * ahead.mean(1, keepdim=True)
    distance, lean = _fingers(scene, torch.stack([start, base, middle, tip], dim=2))
    alpha = (0.5 - distance.clamp(-9, 9)).clamp(0, 1) * shown[:, None, None]
    light = cast_shadow(scene, light, alpha, mm(3), 0.5)
    return lay_over(light, alpha, _hand_colour(scene, lean, base, middle)), alpha


def _fingers(scene: Scene, joints: Tensor) -> tuple[Tensor, Tensor]:
    """Signed distance [B, S, S] to fingers through joints [B, L, 4, 2], and their surface normal [B, 3, S, S]."""
    # Distances are smooth: on a grid of half the side they are as good, and four times as quick.
    x, y = (axis[:, ::2, ::2] + 0.5 for axis in pixel_grid(scene))
    place = torch.stack([x, y], dim=1)
    best = torch.full((scene.batch, *x.shape[1:]), 1e4, device=x.device)
    normal = torch.zeros((scene.batch, 3, *x.shape[1:]), device=x.device)
    radius = mm(9.2) * uniform((scene.batch, 1, 1), 0.88, 1.05, scene.generator)
    for finger in joints.unbind(1):
        near, towards = torch.full_like(best, 1e4), torch.zeros_like(normal[:, :2])
        for part in range(3):
            a, b = finger[:, part, :, None, None], finger[:, part + 1, :, None, None]
            t = ((place - a) * (b - a)).sum(1) / ((b - a) ** 2).sum(1).clamp_min(1)
            offset = place - a - t.clamp(0, 1)[:, None] * (b - a)
            # The first part runs from the palm, wide, to the knuckle; the finger then tapers to its tip.
            palm = 1.3 * (1 - t.clamp(0, 1)) if part == 0 else -0.10 * (part + t.clamp(0, 1))
            slim = radius * (1 + palm)
            gap = offset.norm(dim=1) - slim
            towards = torch.where((gap < near)[:, None], offset / slim[:, None], towards)
            near = torch.minimum(gap, near)
        flat = towards.clamp(-1, 1)
        rounded = torch.cat([flat, (1 - (flat**2).sum(1, keepdim=True)).clamp_min(0.02).sqrt()], dim=1)
        normal = torch.where((near < best)[:, None], rounded, normal)
        best = torch.minimum(best, near)
    best, normal = (
        F.interpolate(part, size=scene.skin.shape[1:], mode="bilinear") for part in (best[:, None], normal)
    )
    return best[:, 0], F.normalize(
        normal + torch.tensor([0.0, 0.0, 0.35], device=normal.device)[:, None, None], dim=1
    )


def _hand_colour(scene: Scene, normal: Tensor, base: Tensor, middle: Tensor) -> Tensor:
    """The face's own skin colour, a little other in tone, with creases at the joints and the grain of skin."""
    generator, shape = scene.generator, (scene.batch, scene.size, scene.size)
    own = (scene.base * scene.skin[:, None]).sum((2, 3)) / scene.skin.sum((1, 2)).clamp_min(1)[:, None]
    own = own * torch.exp(
        uniform((scene.batch, 3), -0.05, 0.05, generator) + uniform((scene.batch, 1), -0.3, 0.2, generator)
    )
    blotch = 1 + 0.05 * noise(shape, mm(6), generator) + 0.03 * noise(shape, mm(1.2), generator)
    rosy = (
        1
        + 0.06
        * noise(shape, mm(9), generator)[:, None]
        * torch.tensor([0.4, -1.0, -0.8], device=own.device)[:, None, None]
    )
    along = F.normalize(middle - base, dim=-1)
    across = mm(5.5) * torch.stack([-along[..., 1], along[..., 0]], dim=-1)
    centres = torch.cat([joint + along * mm(gap) for joint in (base, middle) for gap in (-1.2, 0.4, 1.6)], dim=1)
    across = across.repeat(1, 6, 1)
    path = sample_curve(torch.stack([centres - across, centres + across], dim=2), 60)
    crease = curves(path, torch.full(path.shape[:3], 0.12, device=path.device), mm(0.35), scene.size)
    shading = 0.45 + 0.75 * lambert(scene, normal)
    return own[:, :, None, None] * rosy * (shading * blotch * (1 - crease.clamp(0, 0.5)))[:, None]


_DRAWERS = {
    "beard": ("hair", draw_beard),
    "glasses": ("occluder", draw_glasses),
    "strands": ("hair", draw_strands),
    "fringe": ("hair", draw_fringe),
    "cover": ("occluder", draw_cover),
    "hand": ("occluder", draw_hand),
}
"""In the order in which they lie on one another."""
