"""Draw every attribute on a batch of faces, and photograph them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.training.render import gloss, jaw, pigment, relief
from consultant_app.training.render.camera import Exposure, photograph
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN
from consultant_app.training.render.fields import blur, noise, uniform, warp
from consultant_app.training.render.makeup import draw_makeup
from consultant_app.training.render.occluders import draw_occluders
from consultant_app.training.render.scene import CHANNELS, Layers, Scene, mm

STRIDE = 4
"""Pixels of the crop per pixel of a truth map."""

_BROAD = frozenset({"folds", "eye_bags", "dark_circles"})


@dataclass(eq=False)
class Rendering:
    """Drawn faces with their truth, ready to be photographed any number of times.

    Attributes:
        light: float32 [B, 3, S, S], linear light of the drawn faces.
        untouched: float32 [B, 3, S, S], the same faces in the same light and make-up, with nothing drawn.
        normals: float32 [B, 3, S, S], surface normals, for the lamps of a shop.
        truth: float32 [B, C, S/4, S/4], 0..1, in the order of ``CHANNELS``.
        weight: float32 [B, C, S/4, S/4], how far a zero in ``truth`` can be trusted (the face may bring its own).
        skin: float32 [B, S/4, S/4], visible skin: nothing in front of it.
        zones: bool [B, 13, S/4, S/4], in the order of ``FACE_ZONES``, where they lie on the drawn face.
        generator: Source of randomness, for the cameras.
    """

    light: Tensor
    untouched: Tensor
    normals: Tensor
    truth: Tensor
    weight: Tensor
    skin: Tensor
    zones: Tensor
    generator: torch.Generator

    def photographs(self, strength: float = 1.0, *, untouched: bool = False) -> Exposure:
        """One photograph of each face by a camera drawn at random."""
        light = self.untouched if untouched else self.light
        with light.device:
            return photograph(light, self.normals, self.generator, strength)


class Severities:
    """Draws severities 0..1: a quarter of the attributes absent, the rest spread, zones alike but not equal."""

    def __init__(
        self, scene: Scene, fixed: dict[str, float] | None = None, absent: frozenset[str] = frozenset()
    ) -> None:
        self._scene = scene
        self._fixed = fixed
        self._absent = absent

    def face(self, channel: str) -> Tensor:
        """One severity a face, [B]."""
        generator = self._scene.generator
        if self._fixed is not None:
            level = float(self._fixed.get(channel, 0.0))
            return torch.full((self._scene.batch,), level, device=generator.device)
        value = uniform((self._scene.batch,), 0, 1, generator)
        shown = uniform((self._scene.batch,), 0, 1, generator) > 0.28
        return value * shown * (channel not in self._absent)

    def zones(self, channel: str, count: int) -> Tensor:
        """Severities of ``count`` zones, [B, count]."""
        level = self.face(channel)[:, None].expand(-1, count)
        if self._fixed is not None:
            return level
        vary = uniform((self._scene.batch, count), 0.35, 1.25, self._scene.generator)
        keep = uniform((self._scene.batch, count), 0, 1, self._scene.generator) > 0.12
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


def render(
    scene: Scene, fixed: dict[str, float] | None = None, circles: pigment.CircleKind | None = None
) -> Rendering:
    """Draw a scene.

    Args:
        scene: The faces.
        fixed: Channel -> severity 0..1 for contact sheets and evaluations, without make-up and occluders; ``None``
            draws everything at random.
        circles: Kind of the dark circles; a random mixture when left out.
    """
    with scene.base.device:
        return _rendered(scene, fixed, circles)


def _rendered(scene: Scene, fixed: dict[str, float] | None, circles: pigment.CircleKind | None) -> Rendering:
    layers = Layers.empty(scene)
    moved = _draw_all(scene, layers, Severities(scene, fixed), circles, {})
    # ``warp`` asks where each pixel comes from.
    shift = (-moved[0], -moved[1])
    pair = [warp(_light(scene, layers), *shift), scene.base]
    seen = torch.ones_like(scene.skin)
    if fixed is None:
        pair, seen = _dressed(scene, pair)
    drawn_truth = torch.stack([layers.truth[name] for name in CHANNELS], dim=1)
    maps = warp(torch.cat([drawn_truth, _trust(scene), scene.zones.float(), scene.skin[:, None]], dim=1), *shift)
    count = len(CHANNELS)
    # What is hidden is neither seen nor absent: it is left out of the truth and of the trust.
    truth, weight = maps[:, :count] * seen[:, None], maps[:, count : 2 * count] * seen[:, None]
    skin = maps[:, -1] * seen
    return Rendering(
        light=pair[0],
        untouched=pair[1],
        normals=scene.normals,
        truth=F.avg_pool2d(truth, STRIDE),
        weight=F.avg_pool2d(weight, STRIDE),
        skin=F.avg_pool2d(skin[:, None], STRIDE)[:, 0],
        zones=F.avg_pool2d(maps[:, 2 * count : -1], STRIDE) >= 0.5,
        generator=scene.generator,
    )


def render_without(scene: Scene, bare: Tensor, channels: Sequence[str]) -> tuple[list[Tensor], Tensor]:
    """Draw a scene at random, firm, and again without some of what was drawn.

    All lights share tone, grain, make-up and what lies in front, so that two differ by an attribute alone.

    Args:
        scene: The faces.
        bare: float32 [B, 3, S, S], linear, the same faces without what they bring of their own.
        channels: Channels to leave out, each alone.

    Returns:
        Linear light [B, 3, S, S] with everything, the bare faces with nothing drawn, and without each of
        ``channels``; and the visible skin [B, S, S], 0..1.
    """
    with scene.base.device:
        layers, parts = Layers.empty(scene), dict[str, Layers]()
        _draw_all(scene, layers, Severities(scene, absent=frozenset({"firmness"})), None, parts)
        without = [_light(scene, layers.without(parts[channel])) for channel in channels]
        lights, seen = _dressed(scene, [_light(scene, layers), bare, *without])
        return lights, scene.skin * seen


def _light(scene: Scene, layers: Layers) -> Tensor:
    """Linear light [B, 3, S, S] of the faces with what was drawn on them."""
    pigmented = scene.base * torch.exp(layers.pigment.clamp(-2.5, 0.8))
    return pigmented * relief.shade(scene, layers.height) + layers.specular[:, None]


def _dressed(scene: Scene, lights: list[Tensor]) -> tuple[list[Tensor], Tensor]:
    """The same tone, grain, make-up and things in front on each light, and what of the skin stays to be seen."""
    lights = [light * _tone_and_grain(scene) for light in same_draws(scene.generator, lights)]
    lights = [draw_makeup(scene, light) for light in same_draws(scene.generator, lights)]
    covered = [draw_occluders(scene, light) for light in same_draws(scene.generator, lights)]
    return [light for light, _ in covered], 1 - covered[0][1]


def same_draws(generator: torch.Generator, lights: list[Tensor]) -> Iterator[Tensor]:
    """Yield the lights so that whatever is done with each of them consumes the same random numbers."""
    state = generator.get_state()
    for light in lights:
        generator.set_state(state)
        yield light


def _draw_all(
    scene: Scene,
    layers: Layers,
    severities: Severities,
    circles: pigment.CircleKind | None,
    parts: dict[str, Layers],
) -> tuple[Tensor, Tensor]:
    """Draw all; ``parts`` keeps what each but slackness added, and where the jaw line moves comes back."""
    sides = 2
    line_zones = (Zone.FOREHEAD, Zone.GLABELLA, Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT,
                  Zone.UNDER_EYE_LEFT, Zone.UNDER_EYE_RIGHT)  # fmt: skip
    pore_zones = (Zone.NOSE, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT, Zone.FOREHEAD, Zone.CHIN)
    face, zones, field = severities.face, severities.zones, severities.field
    draws: dict[str, Callable[[str], None]] = {
        "tone_evenness": lambda name: pigment.draw_uneven_tone(scene, layers, face(name)),
        "redness": lambda name: pigment.draw_redness(scene, layers, face(name)),
        "dark_spots": lambda name: pigment.draw_spots(scene, layers, field(name, pigment.SPOT_ZONES)),
        "blemishes": lambda name: pigment.draw_blemishes(scene, layers, field(name, pigment.SPOT_ZONES)),
        "dark_circles": lambda name: pigment.draw_dark_circles(scene, layers, zones(name, sides), circles),
        "lines": lambda name: relief.draw_lines(scene, layers, {zone: face(name) for zone in line_zones}),
        "folds": lambda name: relief.draw_folds(scene, layers, zones(name, sides)),
        "eye_bags": lambda name: relief.draw_eye_bags(scene, layers, zones(name, sides)),
        "pores": lambda name: relief.draw_pores(scene, layers, field(name, pore_zones)),
        "texture": lambda name: relief.draw_texture(scene, layers, field(name, FACE_ZONES)),
        "shine": lambda name: gloss.draw_shine(scene, layers, field(name, pore_zones)),
    }
    for name, draw in draws.items():
        before = layers.copy()
        draw(name)
        parts[name] = layers.without(before)
    return jaw.draw_sagging(scene, layers, zones("firmness", sides))


MELANIN_PER_DEGREE = 0.011
"""Melanin (units of ``chromophores``) that lowers the ITA by about one degree, measured on mid tones."""


def _tone_and_grain(scene: Scene) -> Tensor:
    """Factor on the light [B, 3, S, S]: the skin's tone, and what every healthy skin shows.

    The tone is shifted so that no tone goes with no attribute. The grain (fine relief, faint mottling, soft
    differences of blood between parts of a face) is never labelled: it is what grade 0 looks like.
    """
    shape, generator = (scene.batch, scene.size, scene.size), scene.generator
    melanin = scene.darken + uniform((scene.batch,), -0.10, 0.10, generator)
    blood = uniform((scene.batch,), -0.06, 0.12, generator)
    soft = blur(scene.skin, mm(3.5))
    few = uniform((scene.batch, 4, 1, 1), 0, 1, generator) ** 1.5
    fine = relief.shade(scene, 0.035 * few[:, 0] * noise(shape, mm(0.6), generator))
    mottle = 0.020 * few[:, 1] * noise(shape, mm(1.0), generator) + 0.025 * few[:, 2] * noise(
        shape, mm(30), generator
    )
    flush = 0.025 * few[:, 3] * noise(shape, mm(16), generator)
    log = torch.zeros_like(scene.base)
    for amount, vector in (
        (melanin[:, None, None] + mottle, MELANIN),
        (blood[:, None, None] + flush, HAEMOGLOBIN),
    ):
        log -= (amount * soft)[:, None] * torch.tensor(vector, device=log.device)[None, :, None, None]
    return torch.exp(log) * fine


def _trust(scene: Scene) -> Tensor:
    """How far "nothing drawn here" means "nothing to see here", [B, C, S, S].

    A clean face has no fine structure of its own; a face kept as it was may. Broad structure survives the cleaning
    in part, and an older face brings it along; the shape of the jaw is never cleaned.
    """
    fine = (1 - scene.kept).clamp(0.05, 1) ** 1.5
    broad = scene.own_broad * fine
    log = torch.log(scene.base.mean(1) + 1e-3)
    bright = (log - blur(log, mm(12))) > 0.10
    out = torch.empty((scene.batch, len(CHANNELS), scene.size, scene.size), device=log.device)
    for index, name in enumerate(CHANNELS):
        level = broad if name in _BROAD else scene.own_sag if name == "firmness" else fine
        out[:, index] = (level[:, None, None] * scene.skin) + 0.35 * (1 - scene.skin)
        if name == "shine":
            out[:, index] *= ~bright
    return out
