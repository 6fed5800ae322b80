"""Make-up: foundation, blush, bronzer, eye shadow, liner, lipstick. It is on the skin and never a finding."""

import torch
from torch import Tensor

from consultant_app.training.render.fields import blur, bumps, curves, noise, sample_curve, uniform
from consultant_app.training.render.scene import Scene, mm
from consultant_app.training.render.shapes import exposure, eyes, lips, tint

WORN = 0.35
"""Share of faces with make-up."""

_CHEEKS = ((205, 50, 117, 116, 127), (425, 280, 346, 345, 356))
_HOLLOWS = ((214, 207, 187, 147, 132), (434, 427, 411, 376, 361))
_UPPER_LIDS = ((133, 173, 157, 158, 159, 160, 161, 246, 33), (362, 398, 384, 385, 386, 387, 388, 466, 263))
_BROWS = ((55, 65, 65, 52, 52, 52, 53, 53, 46), (285, 295, 295, 282, 282, 282, 283, 283, 276))
_BLUSHES = ((0.85, 0.42, 0.40), (0.90, 0.52, 0.38), (0.72, 0.30, 0.36), (0.88, 0.45, 0.52))
_BRONZE = ((0.62, 0.42, 0.26), (0.55, 0.36, 0.22))
_SHADOWS = ((0.28, 0.16, 0.10), (0.10, 0.07, 0.06), (0.45, 0.28, 0.20), (0.30, 0.16, 0.28), (0.12, 0.18, 0.34),
            (0.16, 0.24, 0.16), (0.65, 0.50, 0.42), (0.42, 0.16, 0.12))  # fmt: skip
_LIPSTICKS = ((0.42, 0.02, 0.03), (0.55, 0.10, 0.12), (0.30, 0.03, 0.07), (0.62, 0.22, 0.20), (0.50, 0.24, 0.18),
              (0.14, 0.02, 0.04), (0.60, 0.10, 0.22), (0.66, 0.16, 0.08))  # fmt: skip


def draw_makeup(scene: Scene, light: Tensor, worn: float = WORN) -> Tensor:
    """Make some faces up, each part with a strength of its own.

    Args:
        scene: The faces.
        light: Linear light float32 [B, 3, S, S].
        worn: Share of faces that wear make-up.

    Returns:
        The changed linear light.
    """
    device = scene.generator.device
    wearing = (torch.rand((scene.batch,), generator=scene.generator, device=device) < worn).float()
    if not wearing.any():
        return light
    for draw, share in ((_foundation, 0.7), (_cheeks, 0.6), (_shadow, 0.6), (_liner, 0.55), (_lipstick, 0.75)):
        on = (torch.rand((scene.batch,), generator=scene.generator, device=device) < share).float()
        power = on * wearing * uniform((scene.batch,), 0.15, 1.0, scene.generator)
        light = draw(scene, light, power[:, None, None])
    return light


def _multiply(light: Tensor, colour: Tensor, amount: Tensor) -> Tensor:
    """Lay a transparent colour on the light, ``amount`` [B, S, S], as pigment does (log domain)."""
    return light * torch.exp(amount[:, None] * torch.log(colour))


def _foundation(scene: Scene, light: Tensor, power: Tensor) -> Tensor:
    """Evens and shifts the colour, partly hides fine structure, takes the edge off highlights."""
    log = torch.log(light.clamp_min(1e-4))
    level = log.mean(1, keepdim=True)
    weight = scene.skin
    share = blur(weight, mm(7)).clamp_min(1e-2)[:, None]
    even = blur((log - level) * weight[:, None], mm(7)) / share
    fine = level - blur(level * weight[:, None], mm(1.6)) / blur(weight, mm(1.6)).clamp_min(1e-2)[:, None]
    cover = (power * weight * (1 + 0.12 * noise(weight.shape, mm(10), scene.generator))).clamp(0, 1)[:, None]  # type: ignore[arg-type]
    shift = uniform((scene.batch, 3, 1, 1), -0.05, 0.05, scene.generator)
    matt = 0.30 * cover * fine + 0.25 * cover * fine.clamp_min(0)
    colour = (log - level) + 0.65 * cover * (even - (log - level)) + cover * shift
    return torch.where(weight[:, None] > 0, torch.exp(level - matt + colour), light)


def _patches(scene: Scene, paths: tuple[tuple[int, ...], ...], sigma: float) -> Tensor:
    """Soft strokes along mesh points, about 1 at their middle, [B, S, S]."""
    out = torch.zeros_like(scene.skin)
    fade = torch.sin(torch.linspace(0.6, 2.7, 24, device=scene.base.device))
    for path in paths:
        along = sample_curve(scene.points[:, list(path)], 24)
        step = (along[:, 1:] - along[:, :-1]).norm(dim=-1).mean(1, keepdim=True)
        out = out + bumps(along, fade * step / (2.507 * sigma), sigma, scene.size)
    return out.clamp(0, 1.2)


def _cheeks(scene: Scene, light: Tensor, power: Tensor) -> Tensor:
    """Blush on the cheekbones and, on half of them, bronzer below: powder with soft, even borders."""
    sigma = float(uniform((1,), mm(5), mm(9), scene.generator))
    blush = _patches(scene, _CHEEKS, sigma) * scene.skin
    light = _multiply(light, tint(_BLUSHES, scene, 0.12), 0.35 * power * blush)
    bronze = _patches(scene, _HOLLOWS, 0.8 * sigma) * scene.skin
    half = torch.rand(power.shape, generator=scene.generator, device=scene.generator.device) < 0.5
    return _multiply(light, tint(_BRONZE, scene, 0.12), 0.45 * power * half * bronze)


def _lid_bands(scene: Scene, share: float) -> Tensor:
    """Curves [B, 2, 9, 2] above both eyes, ``share`` of the way from the lid's border to the brow."""
    lids = torch.stack([scene.points[:, list(ids)] for ids in _UPPER_LIDS], dim=1)
    brows = torch.stack([scene.points[:, list(ids)] for ids in _BROWS], dim=1)
    return lids + share * (brows - lids)


def _shadow(scene: Scene, light: Tensor, power: Tensor) -> Tensor:
    """Eye shadow: densest at the lid's border, fading towards the brow."""
    high = float(uniform((1,), 0.2, 0.65, scene.generator))
    amount = torch.zeros_like(scene.skin)
    for share in (0.08, 0.45 * high, high):
        along = sample_curve(_lid_bands(scene, share), 90)
        fade = torch.sin(torch.linspace(0.35, 2.9, 90, device=along.device)) * (1 - 0.6 * share)
        amount = torch.maximum(amount, curves(along, fade.expand(along.shape[:3]), mm(1.6), scene.size))
    amount = blur(amount, mm(0.9)) * (1 - eyes(scene))
    sparkle = 1 + 0.15 * noise((scene.batch, scene.size, scene.size), 1.5, scene.generator)
    return _multiply(light, tint(_SHADOWS, scene, 0.2), 0.55 * power * (amount * sparkle).clamp(0, 1))


def _liner(scene: Scene, light: Tensor, power: Tensor) -> Tensor:
    """A dark line along the upper lid, on some with a wing, and denser lashes."""
    lids = torch.stack([scene.points[:, list(ids)] for ids in _UPPER_LIDS], dim=1)
    outer = lids[:, :, -1] - lids[:, :, 0]
    wing = lids[:, :, -1] + outer * uniform((scene.batch, 1, 1), 0.02, 0.22, scene.generator)
    wing = wing - torch.tensor([0.0, 1.0], device=wing.device) * uniform(
        (scene.batch, 1, 1), 0, mm(4), scene.generator
    )
    along = sample_curve(torch.cat([lids, wing[:, :, None]], dim=2), 160)
    width = mm(float(uniform((1,), 0.3, 0.75, scene.generator)))
    depth = torch.linspace(0.5, 1.0, 160, device=along.device) * (
        1 - torch.linspace(0, 1, 160, device=along.device) ** 9
    )
    line = curves(along, depth.expand(along.shape[:3]), width, scene.size).clamp(0, 1)
    ink = 0.02 * exposure(scene)[:, None]
    amount = (power.sqrt() * line * 0.9)[:, None]
    return light * (1 - amount) + ink * amount


def _lipstick(scene: Scene, light: Tensor, power: Tensor) -> Tensor:
    """Lipstick: the lips' own relief in another colour, matt to glossy."""
    area = blur(lips(scene), mm(0.35))
    level = light.mean(1, keepdim=True)
    own = ((level * area[:, None]).sum((2, 3)) / area.sum((1, 2)).clamp_min(1)[:, None])[..., None, None]
    relief = (level / own.clamp_min(1e-3)).clamp(0.2, 3)
    gloss = 1 + uniform((scene.batch, 1, 1, 1), -0.3, 0.6, scene.generator) * (relief - 1).clamp_min(0)
    colour = tint(_LIPSTICKS, scene, 0.2)
    colour = colour * (0.35 + 0.65 * exposure(scene)[:, None]) * relief * gloss
    amount = (area * power)[:, None]
    return light * (1 - amount) + colour.clamp(0, 1.5) * amount
