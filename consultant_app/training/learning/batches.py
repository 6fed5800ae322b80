"""Crops to learn from: pairs of photographs of one skin, drawn from (seed, step, item) alone.

A crop drawn so is the same in a resumed run, and in one process or many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.render.renderer import STRIDE
from consultant_app.training.render.scene import CHANNELS

_COME_WITH_AGE = ("lines", "folds", "eye_bags", "firmness")
"""What an untouched young face can be taken to show none of: real skin that means grade 0."""


def _of(names: tuple[str, ...]) -> Tensor:
    """1 for the named channels, else 0; float32 [C, 1, 1]."""
    return torch.tensor([[[float(name in names)]] for name in CHANNELS])


class CropSettings(Protocol):
    """The settings that crops depend on."""

    @property
    def seed(self) -> int:
        """All randomness follows from it, the step and the item."""
        ...

    @property
    def crop(self) -> int:
        """Side of a crop in pixels, a multiple of 32."""
        ...


@dataclass(eq=False)
class Batch:
    """Crops of one step.

    Attributes:
        photos: float32 [N, 2, 3, S, S], sRGB 0..255: two photographs of the same place.
        truth: float32 [N, C, S/4, S/4], 0..1, what was drawn.
        trust: float32 [N, C, S/4, S/4], how far a zero in ``truth`` means "nothing there".
        skin: float32 [N, S/4, S/4].
        increment: bool [N]; the first photograph then shows the untouched face, else both show the drawn skin.
        clear: float32 [N, C], 1 where that untouched face is known to show nothing of a channel; else 0.
    """

    photos: Tensor
    truth: Tensor
    trust: Tensor
    skin: Tensor
    increment: Tensor
    clear: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same batch on a device."""
        return Batch(*(getattr(self, part.name).to(device, non_blocking=True) for part in fields(self)))


def draw(sets: Sequence[RenderedSet], settings: CropSettings, step: int, items: range) -> Batch:
    """The given items of a step's batch."""
    columns = zip(*(_item(sets, settings, step, item) for item in items), strict=True)
    return Batch(*(torch.stack(list(column)) for column in columns))


def _item(sets: Sequence[RenderedSet], settings: CropSettings, step: int, item: int) -> tuple[Tensor, ...]:
    random = np.random.default_rng([settings.seed, step, item])
    index = int(random.integers(sum(len(data.facts) for data in sets)))
    for data in sets:
        if index < len(data.facts):
            break
        index -= len(data.facts)
    fact = data.facts[index]
    place = _Place.draw(data.skin[index], settings.crop, random)
    photos = torch.stack(
        [_relight(place.cut(data.photos[index, k].transpose(2, 0, 1), 1), random) for k in (0, 1)]
    )
    truth, trust = (place.cut(array[index], STRIDE) / 255 for array in (data.truth, data.weight))
    skin = place.cut(data.skin[index][None], STRIDE)[0] / 255
    increment = fact.kind == "increment"
    clear = _of(_COME_WITH_AGE) * float(increment and fact.young)
    return photos, truth, trust, skin, torch.tensor(increment), clear[:, 0, 0]


@dataclass(frozen=True, eq=False)
class _Place:
    """Where a crop is cut: a centre in photo pixels, and the linear map from crop to photo."""

    centre: NDArray[np.float64]
    turn: NDArray[np.float64]
    side: int
    flip: bool

    @classmethod
    def draw(cls, skin: NDArray[np.uint8], side: int, random: np.random.Generator) -> "_Place":
        """Centred on skin; turned, stretched (as a turned head is) and scaled a little."""
        places = np.argwhere(skin > 127)
        middle = np.array(skin.shape) / 2
        centre = (places[int(random.integers(len(places)))] if len(places) else middle)[::-1] * STRIDE
        angle = np.deg2rad(random.uniform(-8, 8))
        scale = random.uniform(0.85, 1.15)
        stretch = np.diag([random.uniform(0.9, 1.06), random.uniform(0.94, 1.06)])
        cos, sin = np.cos(angle), np.sin(angle)
        turn = scale * np.array([[cos, -sin], [sin, cos]]) @ stretch
        # The crop stays inside the photograph.
        half = 0.5 * side * np.abs(turn).sum(axis=1)
        size = skin.shape[0] * STRIDE
        return cls(np.clip(centre, half, size - half), turn, side, bool(random.random() < 0.5))

    def cut(self, image: NDArray[np.uint8], stride: int) -> Tensor:
        """The crop of an array [C, H, W] whose pixels are ``stride`` photo pixels wide, float32 0..255."""
        count = self.side // stride
        reach = 0.5 * np.abs(self.turn).sum(axis=1) * self.side
        low = np.maximum(np.floor((self.centre - reach) / stride).astype(int) - 1, 0)
        high = np.ceil((self.centre + reach) / stride).astype(int) + 2
        window = np.array(image[:, low[1] : high[1], low[0] : high[0]])
        tensor = torch.from_numpy(window)[None].float()
        steps = (np.arange(count) + 0.5) * stride - self.side / 2
        x, y = np.meshgrid(-steps if self.flip else steps, steps)
        at = np.stack([x, y], axis=-1) @ self.turn.T + self.centre
        local = at / stride - low
        extent = np.array([window.shape[2], window.shape[1]])
        grid = torch.from_numpy((2 * local / extent - 1).astype(np.float32))[None]
        return F.grid_sample(tensor, grid, mode="bilinear", padding_mode="border", align_corners=False)[0]


def _relight(photo: Tensor, random: np.random.Generator) -> Tensor:
    """A little more variety of exposure, colour and contrast than the rendered cameras brought."""
    gain = torch.from_numpy(np.exp(random.uniform(-0.04, 0.04, (3, 1, 1)))).float()
    gamma = float(np.exp(random.uniform(-0.08, 0.08)))
    return (255 * gain * (photo / 255).clamp_min(0) ** gamma).clamp(0, 255)
