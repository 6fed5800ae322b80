"""Draw every attribute with a random, known severity on a batch of faces, and photograph them."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.training.render import gloss, pigment, relief
from consultant_app.training.render.camera import photograph
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN
from consultant_app.training.render.fields import blur, curves, sample_curve, uniform
from consultant_app.training.render.scene import CHANNELS, Layers, Scene, mm

STRIDE = 4
"""Pixels of the crop per pixel of a truth map."""


@dataclass(eq=False)
class Rendering:
    """A photographed batch with its truth.

    Attributes:
        photos: uint8 [B, 3, S, S], sRGB, not yet compressed.
        truth: float32 [B, C, S/4, S/4], 0..1, in the order of ``CHANNELS``.
        weight: float32 [B, C, S/4, S/4], how far a zero in ``truth`` can be trusted (the face may bring its own).
        skin: float32 [B, S/4, S/4].
    """

    photos: Tensor
    truth: Tensor
    weight: Tensor
    skin: Tensor


class Severities:
    """Draws severities 0..1: a quarter of the attributes absent, the rest spread, zones alike but not equal."""

    def __init__(self, scene: Scene, fixed: dict[str, float] | None = None) -> None:
        self._scene = scene
        self._fixed = fixed

    def face(self, channel: str) -> Tensor:
        """One severity a face, [B]."""
        if self._fixed is not None:
            return torch.full((self._scene.batch,), self._fixed.get(channel, 0.0))
        value = uniform((self._scene.batch,), 0, 1, self._scene.generator)
        present = torch.rand(self._scene.batch, generator=self._scene.generator) > 0.28
        return value * present

    def zones(self, channel: str, count: int) -> Tensor:
        """Severities of ``count`` zones, [B, count]."""
        level = self.face(channel)[:, None].expand(-1, count)
        if self._fixed is not None:
            return level
        vary = uniform((self._scene.batch, count), 0.35, 1.25, self._scene.generator)
        keep = torch.rand((self._scene.batch, count), generator=self._scene.generator) > 0.12
        return (level * vary * keep).clamp(0, 1)

    def field(self, channel: str, zones: tuple[Zone, ...]) -> Tensor:
        """A map of severities [B, S, S], one level a zone, borders soft, elsewhere the face's mean."""
        levels = self.zones(channel, len(zones))
        scene = self._scene
        out = (0.5 * levels.mean(1))[:, None, None].expand(-1, scene.size, scene.size).clone()
        for index, zone in enumerate(zones):
            area = scene.zone(zone)
            out = torch.where(area, levels[:, index, None, None], out)
        return blur(out, mm(4))


def render(scene: Scene, fixed: dict[str, float] | None = None, camera: float = 1.0) -> Rendering:
    """Render a scene.

    Args:
        scene: The faces.
        fixed: Channel -> severity 0..1 for contact sheets and evaluations; ``None`` draws them at random.
        camera: Variety of camera and light, 0..1.
    """
    layers = Layers.empty(scene)
    severities = Severities(scene, fixed)
    _draw_all(scene, layers, severities)
    light = scene.base * torch.exp(layers.pigment.clamp(-2.5, 0.8)) * relief.shade(scene, layers.height)[:, None]
    light = light + layers.specular[:, None]
    if fixed is None:
        light = _vary_tone(scene, light)
        light = _hair_over_face(scene, layers, light)
    truth = torch.stack([layers.truth[name] for name in CHANNELS], dim=1)
    weight = _trust(scene)
    return Rendering(
        photos=photograph(light, scene.generator, camera),
        truth=F.avg_pool2d(truth, STRIDE),
        weight=F.avg_pool2d(weight, STRIDE),
        skin=F.avg_pool2d(scene.skin[:, None], STRIDE)[:, 0],
    )


def _draw_all(scene: Scene, layers: Layers, severities: Severities) -> None:
    eyes = 2
    pigment.draw_uneven_tone(scene, layers, severities.face("tone_evenness"))
    pigment.draw_redness(scene, layers, severities.face("redness"))
    pigment.draw_spots(scene, layers, severities.field("dark_spots", pigment.SPOT_ZONES))
    pigment.draw_blemishes(scene, layers, severities.field("blemishes", pigment.SPOT_ZONES))
    pigment.draw_dark_circles(scene, layers, severities.zones("dark_circles", eyes))
    line_zones = (Zone.FOREHEAD, Zone.GLABELLA, Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT,
                  Zone.UNDER_EYE_LEFT, Zone.UNDER_EYE_RIGHT)  # fmt: skip
    relief.draw_lines(scene, layers, {zone: severities.face("lines") for zone in line_zones})
    relief.draw_folds(scene, layers, severities.zones("folds", eyes))
    relief.draw_eye_bags(scene, layers, severities.zones("eye_bags", eyes))
    pore_zones = (Zone.NOSE, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.FOREHEAD, Zone.CHIN)
    relief.draw_pores(scene, layers, severities.field("pores", pore_zones))
    relief.draw_texture(scene, layers, severities.field("texture", FACE_ZONES))
    gloss.draw_shine(scene, layers, severities.field("shine", pore_zones))
    pigment.draw_stubble(scene, layers)


def _vary_tone(scene: Scene, light: Tensor) -> Tensor:
    """Shift the whole skin's melanin and blood, so that no tone goes with no attribute."""
    melanin = uniform((scene.batch, 1, 1), -0.25, 0.45, scene.generator)
    blood = uniform((scene.batch, 1, 1), -0.06, 0.12, scene.generator)
    soft = blur(scene.skin, mm(1.5))
    log = torch.zeros_like(light)
    for amount, vector in ((melanin, MELANIN), (blood, HAEMOGLOBIN)):
        log -= (amount * soft)[:, None] * torch.tensor(vector)[None, :, None, None]
    return light * torch.exp(log)


def _hair_over_face(scene: Scene, layers: Layers, light: Tensor) -> Tensor:
    """Strands across the forehead and temple on some faces: they hide the skin and are never labelled."""
    batch, count = scene.batch, 26
    top = scene.points[:, [54, 103, 67, 109, 10, 338, 297, 332, 284]]
    root = top[:, torch.randint(0, 9, (count,), generator=scene.generator)]
    root = root + uniform(root.shape, -mm(12), mm(12), scene.generator)
    fall = uniform((batch, 1, 3, 2), -mm(10), mm(10), scene.generator)
    fall = fall + uniform((batch, count, 3, 2), -mm(3), mm(3), scene.generator)
    fall = fall + torch.tensor([0.0, mm(11)])
    control = torch.cat([root[:, :, None], root[:, :, None] + fall.cumsum(2)], dim=2)
    shown = torch.rand((batch, 1, 1), generator=scene.generator) < 0.14
    depth = shown * uniform((batch, count, 1), 0.4, 1.0, scene.generator) * torch.ones(90)
    cover = curves(sample_curve(control, 90), depth, 0.8, scene.size).clamp(0, 0.95)
    colour = (
        uniform((batch, 1, 1, 1), 0.005, 0.10, scene.generator) * torch.tensor([1.0, 0.7, 0.45])[:, None, None]
    )
    for name in ("lines", "texture", "pores"):
        layers.truth[name] = layers.truth[name] * (1 - cover)
    return light * (1 - cover[:, None]) + colour * cover[:, None]


def _trust(scene: Scene) -> Tensor:
    """How far "nothing drawn here" means "nothing to see here", [B, C, S, S].

    A clean face has no fine structure of its own; a face kept as it was may. Broad structure (folds, bags,
    circles, highlights) survives the cleaning, and an older face brings it along.
    """
    fine = (1 - scene.kept).clamp(0.05, 1) ** 1.5
    broad = torch.where(scene.young, 0.7, 0.08)
    log = torch.log(scene.base.mean(1) + 1e-3)
    bright = (log - blur(log, mm(12))) > 0.10
    out = torch.empty((scene.batch, len(CHANNELS), scene.size, scene.size))
    for index, name in enumerate(CHANNELS):
        level = broad if name in {"folds", "eye_bags", "dark_circles"} else fine
        out[:, index] = (level[:, None, None] * scene.skin) + 0.35 * (1 - scene.skin)
        if name == "shine":
            out[:, index] *= ~bright
    return out
