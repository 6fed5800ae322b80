"""Shine: mirror reflection of the light on the skin's film of oil."""

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.render.fields import blur, noise, uniform
from consultant_app.training.render.pigment import strength
from consultant_app.training.render.scene import Layers, Scene, mm

_FULL_SHINE = 0.22
_SEEN_SHINE = 0.012
"""Light of a highlight that is just seen: about 2 % of well lit skin."""


def draw_shine(scene: Scene, layers: Layers, severity: Tensor) -> None:
    """Blinn-Phong highlights broken up by pores, with free patches of oil. Severity [B, S, S].

    The highlight follows the mesh's normals and the light fitted on the face; the patches model what a coarse
    mesh cannot know (the true curvature of brow, nose and cheekbone, and further lamps).
    """
    shape = (scene.batch, scene.size, scene.size)
    half = F.normalize(scene.light[:, 1:] + torch.tensor([0.0, 0.0, 1.0]), dim=1)[:, :, None, None]
    tilt = torch.stack([noise(shape, mm(9), scene.generator) for _ in range(2)], dim=1) * 0.12
    normal = torch.cat([scene.normals[:, :2] + tilt, scene.normals[:, 2:]], dim=1)
    facing = (F.normalize(normal, dim=1) * half).sum(1).clamp(0, 1)
    gloss = facing ** uniform((scene.batch, 1, 1), 14, 60, scene.generator)
    patches = torch.sigmoid(3 * (noise(shape, mm(13), scene.generator) - 0.9)) * facing**4
    broken = 1 + 0.16 * noise(shape, mm(0.5), scene.generator) + 0.22 * noise(shape, mm(1.1), scene.generator)
    light = (0.75 * gloss + 0.6 * patches) * broken.clamp(0.1, 2.0)
    amount = (severity * light * 0.42).clamp(0, 0.6) * scene.skin
    # A share of the exposure, so that a dim photo has dim highlights.
    exposure = scene.base.flatten(1).quantile(0.9, dim=1).clamp(0.15, 1.0)[:, None, None]
    layers.specular += amount * exposure
    layers.truth["shine"] = strength(blur(amount, mm(0.5)), _FULL_SHINE, _SEEN_SHINE) * scene.skin
