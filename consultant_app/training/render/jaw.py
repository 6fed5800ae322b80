"""Slackening of the jaw line: the oval gives way at the jowls, by warping, with a soft groove in front."""

import torch
from torch import Tensor

from consultant_app.training.render.fields import bumps, curves, noise, sample_curve, uniform
from consultant_app.training.render.pigment import strength
from consultant_app.training.render.relief import carve
from consultant_app.training.render.scene import Layers, Scene, mm

# Per side: where the jowl hangs (a third of the way from mouth corner to jaw angle, on the border of the jaw),
# the point below the mouth from which the groove in front of it runs down, and where it ends on the border.
_JOWLS = ((150, 136), (379, 365))
_GROOVES = ((210, 211, 149), (430, 431, 378))
_FULL_SAG_MM = 7.5
_REACH_MM = 13.0
# Square of the share of a full sag that is just seen: 1 mm.
_SEEN_SAG = 0.02


def draw_sagging(scene: Scene, layers: Layers, severity: Tensor) -> tuple[Tensor, Tensor]:
    """Draw the shading of slack jowls and say where the border moves. Severity [B, 2] (right, left).

    Returns:
        Displacement in pixels, x and y, each [B, S, S]: what is seen at p lay at p - displacement.
    """
    size = scene.size
    shift_x, shift_y = torch.zeros_like(scene.skin), torch.zeros_like(scene.skin)
    truth = torch.zeros_like(scene.skin)
    for side, outwards in ((0, -1.0), (1, 1.0)):
        level = severity[:, side, None]
        jowl = scene.points[:, list(_JOWLS[side])].mean(1, keepdim=True)
        jowl = jowl + uniform(jowl.shape, -mm(3), mm(3), scene.generator)
        reach = mm(_REACH_MM * float(uniform((1,), 0.8, 1.2, scene.generator)))
        hang = bumps(jowl, level, reach, size).clamp(0, 1)
        full = mm(_FULL_SAG_MM)
        shift_y = shift_y + full * hang
        shift_x = shift_x + outwards * 0.45 * full * hang
        truth = torch.maximum(truth, hang)
        path = sample_curve(scene.points[:, list(_GROOVES[side])][:, None], 60)
        taper = torch.sin(torch.linspace(0.2, 2.9, 60, device=path.device))
        carve(scene, layers, 0.5 * curves(path, level[..., None] * taper, mm(1.8), size), shadow=0.5)
        layers.height += 2.4 * bumps(jowl - torch.tensor([0.0, mm(5)]), level, mm(6), size)
    wavy = 1 + 0.12 * noise((scene.batch, size, size), mm(16), scene.generator)
    layers.truth["firmness"] = strength(truth.square(), 1.0, _SEEN_SAG) * scene.skin
    return shift_x * wavy, shift_y * wavy
