"""What one batch of faces brings to the renderer, and what the layers write into."""

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.clean import PIXELS_PER_MM

CHANNELS = (
    "lines",
    "folds",
    "texture",
    "pores",
    "dark_spots",
    "tone_evenness",
    "redness",
    "blemishes",
    "dark_circles",
    "eye_bags",
    "shine",
    "firmness",
)
"""Evidence maps that are rendered and learned, in the order of the network's output."""


def mm(length: float) -> float:
    """Pixels of the aligned crop in a length in millimetres."""
    return length * PIXELS_PER_MM


@dataclass(eq=False)
class Scene:
    """A batch of B faces of S x S pixels, in linear light.

    Attributes:
        base: float32 [B, 3, S, S], the canvas, linear.
        skin: float32 [B, S, S], 0..1, feathered.
        zones: bool [B, 13, S, S], in the order of ``FACE_ZONES``.
        points: float32 [B, 478, 2], pixels.
        normals: float32 [B, 3, S, S].
        light: float32 [B, 4]: ambient share, direction.
        kept: float32 [B], share of the face's own fine structure that was kept (0 = clean).
        own_broad: float32 [B], 0..1, how far a clean face is free of its own folds, bags and circles.
        own_sag: float32 [B], 0..1, how far its jaw line can be taken to be firm.
        darken: float32 [B], melanin to add to the whole skin (negative lightens).
        generator: Source of all randomness.
    """

    base: Tensor
    skin: Tensor
    zones: Tensor
    points: Tensor
    normals: Tensor
    light: Tensor
    kept: Tensor
    own_broad: Tensor
    own_sag: Tensor
    darken: Tensor
    generator: torch.Generator

    @property
    def batch(self) -> int:
        """Number of faces."""
        return self.base.shape[0]

    @property
    def size(self) -> int:
        """Side of the images in pixels."""
        return self.base.shape[-1]

    def zone(self, zone: Zone) -> Tensor:
        """One zone's area, bool [B, S, S]."""
        return self.zones[:, FACE_ZONES.index(zone)]


@dataclass(eq=False)
class Layers:
    """What has been drawn so far.

    Attributes:
        pigment: float32 [B, 3, S, S], log light to add (negative darkens).
        height: float32 [B, S, S], relief in millimetres, positive outwards.
        specular: float32 [B, S, S], linear light to add, of the light's colour.
        truth: Channel -> float32 [B, S, S], 0..1: how strongly the attribute is drawn there.
    """

    pigment: Tensor
    height: Tensor
    specular: Tensor
    truth: dict[str, Tensor] = field(default_factory=dict)

    @classmethod
    def empty(cls, scene: Scene) -> "Layers":
        """Nothing drawn yet."""
        zeros = torch.zeros_like(scene.skin)
        return cls(torch.zeros_like(scene.base), zeros.clone(), zeros.clone())

    def copy(self) -> "Layers":
        """What has been drawn so far, kept from what is drawn later; without its truth."""
        return Layers(self.pigment.clone(), self.height.clone(), self.specular.clone())

    def without(self, other: "Layers") -> "Layers":
        """What is left when ``other`` had not been drawn; without truth."""
        return Layers(self.pigment - other.pigment, self.height - other.height, self.specular - other.specular)

    def absorb(self, amount: Tensor, vector: tuple[float, float, float]) -> None:
        """Add a pigment: ``amount`` [B, S, S] along an absorption vector."""
        self.pigment -= amount[:, None] * torch.tensor(vector, device=amount.device)[None, :, None, None]


def build_scene(
    canvases: list[Canvas], kept: list[float], seed: int, darken: float = 0.0, device: str = "cpu"
) -> Scene:
    """A scene from canvases.

    Args:
        canvases: The faces.
        kept: Share of each face's own fine structure to keep, 0..1.
        seed: All randomness follows from it.
        darken: Melanin to add to the whole skin.
        device: Where to render.
    """
    photo = torch.stack([torch.from_numpy(c.photo) for c in canvases]).permute(0, 3, 1, 2).to(device)
    clean = torch.stack([torch.from_numpy(c.clean) for c in canvases]).permute(0, 3, 1, 2).to(device)
    share = torch.tensor(kept, dtype=torch.float32, device=device)
    log_photo, log_clean = (torch.log(linear(image) + 1e-3) for image in (photo, clean))
    base = torch.exp(log_clean + share[:, None, None, None] * (log_photo - log_clean)) - 1e-3
    bits = torch.from_numpy(np.stack([c.zones for c in canvases]).astype(np.int32)).to(device)
    zones = torch.stack([(bits >> index) & 1 for index in range(len(FACE_ZONES))], dim=1).bool()
    generator = torch.Generator(device=device)
    generator.manual_seed(seed)
    return Scene(
        base=base.clamp(0, 1),
        skin=torch.from_numpy(np.stack([c.skin for c in canvases])).to(device).float(),
        zones=zones,
        points=torch.from_numpy(np.stack([c.points[:, :2] for c in canvases])).to(device),
        normals=torch.from_numpy(np.stack([c.normals for c in canvases])).to(device).float(),
        light=torch.from_numpy(np.stack([c.light for c in canvases])).to(device),
        kept=share,
        own_broad=torch.tensor([_freedom(c.age, 45, 85, 0.9, 0.4) for c in canvases], device=device),
        own_sag=torch.tensor([_freedom(c.age, 30, 55, 0.8, 0.05) for c in canvases], device=device),
        darken=torch.full((len(canvases),), darken, device=device),
        generator=generator,
    )


def _freedom(age: float | None, young: float, old: float, high: float, low: float) -> float:
    """A trust that falls from ``high`` to ``low`` between two ages; studio faces (no age given) are young."""
    return float(np.interp(young if age is None else age, (young, old), (high, low)))


def linear(image: Tensor) -> Tensor:
    """Linear light of sRGB uint8 (any shape)."""
    value = image.float() / 255
    return torch.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def srgb(image: Tensor) -> Tensor:
    """SRGB float in 0..1 of linear light, clipped."""
    value = image.clamp(0, 1)
    return torch.where(value <= 0.0031308, value * 12.92, 1.055 * value.clamp_min(1e-8) ** (1 / 2.4) - 0.055)
