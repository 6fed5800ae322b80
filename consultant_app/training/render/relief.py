"""Relief: lines along anatomical directions, folds, bags, pores and texture, shaded by the face's own light."""

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.criteria import Zone
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.render.fields import blur, bumps, curves, noise, sample_curve, uniform
from consultant_app.training.render.pigment import jittered_grid, lid_curve, look_up, strength
from consultant_app.training.render.scene import Layers, Scene, mm

_SAMPLES = 240
_LONG_LINE_MM = 60.0
_FULL_LINE_MM, _FULL_FOLD_MM, _FULL_PORE = 0.30, 0.60, 0.20
# Amounts that are just seen (see ``pigment.strength``): 2 % less light; on pores and rough skin, grain.
_SEEN_LINE_MM, _SEEN_FOLD_MM, _SEEN_BAG, _SEEN_PORE, _SEEN_ROUGH = 0.02, 0.05, 0.07, 0.012, 0.05
# Widths of lines as Gaussian sigmas in millimetres: superficial, fine, deep.
_LINE_WIDTHS = (0.29, 0.40, 0.65)

_BROW_ROW = (63, 105, 66, 9, 296, 334, 293)
_HAIR_ROW = (103, 67, 109, 10, 338, 297, 332)
_CROW = ((33, 226, (156, 139, 34, 227, 116)), (263, 446, (383, 368, 264, 447, 345)))
_FOLDS = (
    ((129, 129, 0.0), (203, 165, 0.35), (206, 92, 0.4), (216, 186, 0.4), (212, 57, 0.35)),
    ((358, 358, 0.0), (423, 391, 0.35), (426, 322, 0.4), (436, 410, 0.4), (432, 287, 0.35)),
)
_MARIONETTES = (
    ((57, 212, 0.3), (43, 202, 0.5), (204, 211, 0.3)),
    ((287, 432, 0.3), (273, 422, 0.5), (424, 431, 0.3)),
)


def _between(scene: Scene, recipe: tuple[tuple[int, int, float], ...]) -> Tensor:
    """Control points [B, P, 2], each a share of the way from one mesh point to another."""
    return torch.stack(
        [scene.points[:, a] + share * (scene.points[:, b] - scene.points[:, a]) for a, b, share in recipe], dim=1
    )


def _part_of(control: Tensor, scene: Scene, shortest: float) -> Tensor:
    """A random stretch of each curve [B, L, P, 2] -> samples [B, L, K, 2]; ``shortest`` share is kept at least."""
    batch, count = control.shape[:2]
    dense = sample_curve(control, 2 * _SAMPLES)
    length = uniform((batch, count, 1), shortest, 1.0, scene.generator)
    start = uniform((batch, count, 1), 0, 1, scene.generator) * (1 - length)
    at = (start + length * torch.linspace(0, 1, _SAMPLES)) * (2 * _SAMPLES - 1)
    index = at.long().clamp(0, 2 * _SAMPLES - 1)
    return dense.gather(2, index[..., None].expand(-1, -1, -1, 2))


def _forehead(scene: Scene, count: int) -> Tensor:
    low, high = scene.points[:, list(_BROW_ROW)], scene.points[:, list(_HAIR_ROW)]
    spread = (torch.arange(count) + uniform((scene.batch, count), 0.1, 0.9, scene.generator)) / count
    level = (0.24 + 0.68 * spread)[..., None, None]
    control = low[:, None] * (1 - level) + high[:, None] * level
    return control + uniform(control.shape, -mm(1.6), mm(1.6), scene.generator)


def _frown(scene: Scene, count: int) -> Tensor:
    """From the inner end of a brow upwards, leaning with the muscle; they end below the lines of the forehead."""
    sides = []
    for index in range(count):
        outer = (55, 107, 108) if index % 2 == 0 else (285, 336, 337)
        inwards = uniform((scene.batch, 1), 0.1, 0.7, scene.generator)
        begin, middle, top = (
            scene.points[:, side] * (1 - inwards) + scene.points[:, centre] * inwards
            for side, centre in zip(outer, (8, 9, 151), strict=True)
        )
        end = middle + uniform((scene.batch, 1), 0.2, 0.65, scene.generator) * (top - middle)
        control = torch.stack([begin, (begin + middle) / 2, middle, end], dim=1)
        sides.append(control + uniform(control.shape, -mm(0.5), mm(0.5), scene.generator))
    return torch.stack(sides, dim=1)


def _crows_feet(scene: Scene, count: int, side: int) -> Tensor:
    """A fan from beside the corner of the eye outwards, each line bent a little downwards or upwards."""
    corner, beyond, arc = _CROW[side]
    start = scene.points[:, corner] + 0.6 * (scene.points[:, beyond] - scene.points[:, corner])
    rim = sample_curve(scene.points[:, list(arc)], 32)
    at = (torch.arange(count) + uniform((scene.batch, count), 0.0, 1.0, scene.generator)) / count * 31
    end = rim.gather(1, at.long()[..., None].expand(-1, -1, 2))
    begin = start[:, None] + uniform((scene.batch, count, 1), 0.1, 0.35, scene.generator) * (end - start[:, None])
    middle = (begin + end) / 2 + uniform(end.shape, -mm(1.8), mm(1.8), scene.generator)
    return torch.stack([begin, middle, end], dim=2)


def _under_eye(scene: Scene, count: int, side: int) -> Tensor:
    """Fine lines that leave the lid's own curve: each drops or climbs on its way outwards."""
    levels = (torch.arange(count) + uniform((count,), 0, 1, scene.generator)) / count
    control = torch.stack([lid_curve(scene, side, 0.1 + 0.85 * float(level)) for level in levels], dim=1)
    slant = uniform((scene.batch, count, 1, 1), -mm(2.0), mm(2.0), scene.generator)
    drift = torch.linspace(-0.5, 0.5, control.shape[2])[None, None, :, None] * slant
    down = torch.tensor([0.0, 1.0])
    return control + drift * down + uniform(control.shape, -mm(0.6), mm(0.6), scene.generator)


def _share_of_long(points: Tensor) -> Tensor:
    """Length of lines [B, L, K, 2] as a share of a long one's, [B, L, 1], at most 1."""
    length: Tensor = (points[:, :, 1:] - points[:, :, :-1]).norm(dim=-1).sum(-1)
    return (length / mm(_LONG_LINE_MM)).clamp(0.05, 1.0)[..., None]


def _unsteady(points: Tensor, scene: Scene) -> Tensor:
    """Samples [B, L, K, 2] moved off their smooth path: skin folds where it is weakest, never along a ruler."""
    batch, count, samples = points.shape[:3]
    # The shorter the line, the shorter its waves in millimetres, and the flatter they have to be.
    share = _share_of_long(points)[..., None]
    for knots, reach in ((7, 0.7), (19, 0.35), (47, 0.16)):
        shift = uniform((batch * 2, count, knots), -mm(reach), mm(reach), scene.generator)
        fine = F.interpolate(shift, samples, mode="linear", align_corners=True)
        points = points + share * torch.stack([fine[:batch], fine[batch:]], dim=-1)
    return points


def _uneven(points: Tensor, scene: Scene) -> Tensor:
    """Relative depth along lines [B, L, K]: swelling, fading, a long one here and there broken off."""
    slow, fast = (
        F.interpolate(
            uniform((*points.shape[:2], knots), 0, 1, scene.generator), _SAMPLES, mode="linear", align_corners=True
        )
        for knots in (7, 25)
    )
    broken = (1.6 * slow - 0.15).clamp(0.05, 1.35) * (0.65 + 0.7 * fast)
    return 0.75 + _share_of_long(points) * (broken - 0.75)


def draw_lines(scene: Scene, layers: Layers, severity: dict[Zone, Tensor]) -> None:
    """Lines of forehead, glabella, crow's feet and under-eye. Severity [B] a zone."""
    families = [
        (_forehead(scene, 7), severity[Zone.FOREHEAD], 0.35, 1.0),
        (_frown(scene, 4), severity[Zone.GLABELLA], 0.55, 1.2),
        (_crows_feet(scene, 7, 0), severity[Zone.CROWS_FEET_RIGHT], 0.45, 0.75),
        (_crows_feet(scene, 7, 1), severity[Zone.CROWS_FEET_LEFT], 0.45, 0.75),
        (_under_eye(scene, 7, 0), severity[Zone.UNDER_EYE_RIGHT], 0.2, 0.5),
        (_under_eye(scene, 7, 1), severity[Zone.UNDER_EYE_LEFT], 0.2, 0.5),
    ]
    samples, depths = [], []
    for control, level, shortest, depth in families:
        part = _unsteady(_part_of(control, scene, shortest), scene)
        count = part.shape[1]
        # With severity more of the lines show, and each is deeper.
        rank = uniform((scene.batch, count), 0, 1, scene.generator)
        shown = (rank < 0.15 + 0.95 * level[:, None]) * (level[:, None] > 0.02)
        deep = shown * (0.05 + 0.75 * level[:, None]) * uniform((scene.batch, count), 0.35, 1.1, scene.generator)
        taper = torch.sin(torch.linspace(0.08, 3.06, _SAMPLES)) ** 1.2
        samples.append(part)
        depths.append(depth * deep[..., None] * taper * _uneven(part, scene))
    points, deep_mm = torch.cat(samples, 1), torch.cat(depths, 1)
    groove, flanks = _valleys(scene, points, deep_mm)
    layers.height -= flanks
    carve(scene, layers, groove, shadow=0.9)
    layers.truth["lines"] = strength(blur(groove, 0.5), _FULL_LINE_MM, _SEEN_LINE_MM) * scene.skin


def _valleys(scene: Scene, points: Tensor, deep_mm: Tensor) -> tuple[Tensor, Tensor]:
    """Grooves [B, S, S] of several widths, and the soft valleys they lie in, both in millimetres of depth.

    A crease is the bottom of a fold of skin: the valley beside it is some times wider, and the skin swells between
    two of them. Without it a line looks drawn with a pen.
    """
    groove, flanks = torch.zeros_like(scene.skin), torch.zeros_like(scene.skin)
    choice = uniform(deep_mm.shape[:2], 0, 1, scene.generator)[..., None]
    wide = mm(float(uniform((1,), 1.3, 2.2, scene.generator)))
    for index, width in enumerate(_LINE_WIDTHS):
        part = deep_mm * ((choice >= index / 3) & (choice < (index + 1) / 3))
        groove = groove + curves(points, part, mm(width), scene.size) * (0.75 + 0.4 * index)
        flanks = flanks + curves(points, part, wide, scene.size) * (0.35 + 0.35 * index)
    return groove, flanks - blur(flanks, 2 * wide)


def draw_folds(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Nasolabial and marionette folds: a crease at the foot of a soft swelling. Severity [B, 2] (right, left).

    Most of a fold is the slope from the cheek's swelling down to the crease; the crease itself comes last.
    """
    groove = torch.zeros_like(scene.skin)
    for side in (0, 1):
        level = severity[:, side, None, None]
        for recipe, share in ((_FOLDS[side], 1.0), (_MARIONETTES[side], 0.65)):
            control = _between(scene, recipe)[:, None]
            control = control + uniform(control.shape, -mm(1.0), mm(1.0), scene.generator)
            path = _unsteady(_part_of(control, scene, 0.6), scene)
            taper = torch.sin(torch.linspace(0.2, 3.0, _SAMPLES))
            deep = level * share * taper * uniform((scene.batch, 1, 1), 0.55, 1.0, scene.generator)
            width = mm(float(uniform((1,), 0.6, 1.2, scene.generator)))
            groove = groove + 0.85 * curves(path, deep, width, scene.size)
            outwards = torch.tensor([-1.0 if side == 0 else 1.0, -0.25])
            layers.height += curves(path + mm(4.5) * outwards, 2.8 * deep, mm(3.4), scene.size)
            layers.height -= curves(path - mm(1.0) * outwards, 1.5 * deep, mm(2.4), scene.size)
            # The swelling keeps the sky from the slope below it.
            shade = curves(path, 0.30 * deep, mm(2.4), scene.size)
            layers.absorb(shade.clamp(0, 0.5) * scene.skin, (0.8, 1.0, 1.1))
    carve(scene, layers, 0.7 * groove, shadow=0.5)
    layers.truth["folds"] = strength(groove, _FULL_FOLD_MM, _SEEN_FOLD_MM) * scene.skin


def carve(scene: Scene, layers: Layers, depth_mm: Tensor, shadow: float) -> None:
    """Sink a groove into the relief; its bottom sees less of the sky and redder light from its own walls."""
    layers.height -= depth_mm
    layers.absorb((shadow * depth_mm).clamp(0, 0.7) * scene.skin, (0.75, 1.0, 1.1))


def draw_eye_bags(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """A bulge below the lower lid with the groove that ends it. Severity [B, 2] (right, left)."""
    truth = torch.zeros_like(scene.skin)
    for side in (0, 1):
        level = severity[:, side, None, None]
        bulge = sample_curve(lid_curve(scene, side, 0.55)[:, None, 1:6], _SAMPLES)
        taper = torch.sin(torch.linspace(0.15, 3.0, _SAMPLES))
        body = curves(bulge, level * taper, mm(2.6), scene.size)
        layers.height += 3.4 * body
        edge = sample_curve(lid_curve(scene, side, float(uniform((1,), 0.9, 1.1, scene.generator)))[:, None, :6],
                            _SAMPLES)  # fmt: skip
        rim = curves(edge, level * taper, mm(1.0), scene.size)
        carve(scene, layers, 0.75 * rim, shadow=0.5)
        truth = torch.maximum(truth, torch.maximum(body, 0.8 * rim))
    layers.truth["eye_bags"] = strength(truth, 1.0, _SEEN_BAG) * scene.skin


def draw_pores(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Visible pores: fine dips, denser and wider with severity. Severity [B, S, S]."""
    points = jittered_grid(scene, mm(1.15))
    local = look_up(severity, points)
    shown = (uniform(local.shape, 0, 1, scene.generator) < 0.25 + 0.6 * local) * (local > 0.02)
    power = shown * (0.15 + 0.85 * local) * uniform(local.shape, 0.2, 1.0, scene.generator)
    wide = uniform(local.shape, 0, 1, scene.generator) < 0.45 * local
    fine = bumps(points, power * ~wide, mm(0.22), scene.size)
    large = bumps(points, power * wide, mm(0.36), scene.size)
    dip = fine + 1.2 * large
    layers.height -= 0.16 * dip
    layers.absorb((0.34 * dip).clamp(0, 0.5) * scene.skin, (0.8, 1.0, 1.15))
    density = blur(dip, mm(0.8))
    crowd = 0.75 * density + 0.12 * dip * (density > 0.01)
    layers.truth["pores"] = strength(crowd, _FULL_PORE, _SEEN_PORE) * scene.skin


def draw_texture(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Rough surface: band-passed relief of 0.5 to 3 mm, patchy. Severity [B, S, S]."""
    shape = (scene.batch, scene.size, scene.size)
    mix = uniform((scene.batch, 3, 1, 1), 0.1, 1.0, scene.generator)
    mix = mix / mix.sum(1, keepdim=True)
    rough = sum(
        mix[:, index] * noise(shape, mm(cell), scene.generator) * mm(cell) / mm(1.0)
        for index, cell in enumerate((0.7, 1.4, 2.8))
    )
    patchy = (0.75 + 0.35 * noise(shape, mm(12), scene.generator)).clamp(0.2, 1.4)
    level = (severity * patchy).clamp(0, 1)
    height = 0.14 * torch.as_tensor(rough) * level
    layers.height += height
    # Hollows see less of the sky: rough skin shows under frontal light too.
    layers.absorb((-0.6 * height).clamp(-0.05, 0.2) * scene.skin, (0.8, 1.0, 1.1))
    layers.truth["texture"] = strength(level, 1.0, _SEEN_ROUGH) * scene.skin


_SCATTER_MM = (0.42, 0.20, 0.12)
"""Gaussian that blurs relief in red, green and blue: light that enters skin leaves it beside, red the farthest.

Rounded from the diffusion profiles of d'Eon, Luebke and Enderton (2007), weighted towards their narrow terms since
part of the light is reflected at the surface."""


def shade(scene: Scene, height: Tensor) -> Tensor:
    """Factor on the light [B, 3, S, S] that the relief ``height`` (mm) makes under the face's own light."""
    dx = (height[:, :, 2:] - height[:, :, :-2]) * (PIXELS_PER_MM / 2)
    dy = (height[:, 2:] - height[:, :-2]) * (PIXELS_PER_MM / 2)
    normal = scene.normals.clone()
    normal[:, 0] -= F.pad(dx, (1, 1))
    normal[:, 1] -= F.pad(dy[:, :, :], (0, 0, 1, 1))
    normal = F.normalize(normal, dim=1)
    ambient = scene.light[:, 0, None, None]
    direction = scene.light[:, 1:, None, None]
    before = (scene.normals * direction).sum(1).clamp_min(0)
    after = (normal * direction).sum(1).clamp_min(0)
    ratio = (ambient + (1 - ambient) * after) / (ambient + (1 - ambient) * before)
    factor = 1 + (ratio.clamp(0.3, 2.2) - 1) * scene.skin
    return torch.stack([blur(factor, mm(reach)) for reach in _SCATTER_MM], dim=1)
