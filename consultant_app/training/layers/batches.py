"""Crops of photographs with and without single attributes, drawn from (seed, step, item) alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from consultant_app.domain.illustration import GAMMA
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.layers.network import STRIDE
from consultant_app.training.learning.batches import CropSettings

_DARKEST = 2.0
"""Added to coded values before the logarithm: in the deepest shadow a level is noise, not skin."""


@dataclass(eq=False)
class LayerBatch:
    """Crops of one step.

    Attributes:
        photos: float32 [N, 3, S, S], sRGB 0..255, compressed.
        layers: float32 [N, C, 3, S/2, S/2], log light that each channel added, where ``known``; else 0.
        known: float32 [N, C], 1 for the channels that a photograph without them tells of.
        total: float32 [N, 3, S/2, S/2], log light that all channels added together.
        skin: float32 [N, S/2, S/2], visible skin.
    """

    photos: Tensor
    layers: Tensor
    known: Tensor
    total: Tensor
    skin: Tensor

    def to(self, device: torch.device) -> "LayerBatch":
        """The same batch on a device."""
        return LayerBatch(*(getattr(self, part.name).to(device, non_blocking=True) for part in fields(self)))


def draw(sets: Sequence[EditSet], settings: CropSettings, step: int, items: range) -> LayerBatch:
    """The given items of a step's batch."""
    columns = zip(*(_item(sets, settings, step, item) for item in items), strict=True)
    return LayerBatch(*(torch.stack(list(column)) for column in columns))


def _item(sets: Sequence[EditSet], settings: CropSettings, step: int, item: int) -> tuple[Tensor, ...]:
    random = np.random.default_rng([settings.seed, step, item])
    index = int(random.integers(sum(len(data.photos) for data in sets)))
    for data in sets:
        if index < len(data.photos):
            break
        index -= len(data.photos)
    window = _window(np.asarray(data.skin[index]), settings.crop, random)
    flip = bool(random.random() < 0.5)
    photo = _cut(data.photos[index][window], flip)
    logs = log_light(torch.stack([_cut(image[window], flip) for image in data.shown[index]]))
    layers = torch.zeros(len(LAYERED), 3, *logs.shape[-2:])
    known = torch.zeros(len(LAYERED))
    for place, channel in enumerate(data.channels[index]):
        layers[channel] = logs[0] - logs[2 + place]
        known[channel] = 1
    skin = _cut(data.skin[index][window][..., None], flip) / 255
    return photo, layers, known, logs[0] - logs[1], F.avg_pool2d(skin[None], STRIDE)[0, 0]


def log_light(photos: Tensor) -> Tensor:
    """Log light at the layers' resolution of coded photographs [..., 3, S, S] in 0..255."""
    logs = GAMMA * torch.log(photos + _DARKEST)
    small = F.avg_pool2d(logs.flatten(0, -4), STRIDE)
    return small.reshape(*photos.shape[:-2], *small.shape[-2:])


def _window(
    skin: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], side: int, random: np.random.Generator
) -> tuple[slice, slice]:
    """A square on skin, on the layers' grid."""
    places = np.argwhere(skin > 127)
    centre = places[int(random.integers(len(places)))] if len(places) else np.array(skin.shape) // 2
    corner = np.clip(centre - side // 2, 0, np.array(skin.shape) - side) // STRIDE * STRIDE
    return slice(int(corner[0]), int(corner[0]) + side), slice(int(corner[1]), int(corner[1]) + side)


def _cut(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], flip: bool) -> Tensor:
    """Float32 [C, S, S] of uint8 [S, S, C]."""
    tensor = torch.from_numpy(np.ascontiguousarray(image)).permute(2, 0, 1).float()
    return tensor.flip(2) if flip else tensor
