"""The shop and the camera: light colour and direction, exposure, tone curve, blur, noise, sharpening, JPEG."""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.render.fields import blur, noise, uniform
from consultant_app.training.render.scene import srgb


@dataclass(eq=False)
class Exposure:
    """Photographs as a simulated camera took them.

    Attributes:
        photos: uint8 [B, 3, S, S], sRGB, not yet compressed.
        detail: float32 [B], resolution left on the face, as a share of the crop's.
    """

    photos: Tensor
    detail: Tensor


def photograph(
    light: Tensor,
    normals: Tensor,
    generator: torch.Generator,
    strength: float = 1.0,
    moment: torch.Generator | None = None,
    lens: torch.Generator | None = None,
) -> Exposure:
    """Take the picture of linear light float32 [B, 3, S, S].

    Args:
        light: The rendered scene.
        normals: Unit surface normals float32 [B, 3, S, S], for lamps of the shop.
        generator: Source of randomness.
        strength: 0 for a perfect camera in perfect light, 1 for the full variety of counters.
        moment: Source of the sensor's noise, which alone differs between pictures of one burst; ``generator`` when
            left out.
        lens: Source of distance and focus, where these are others while shop and camera stay; ``generator`` when
            left out.
    """
    batch = len(light)
    gains = torch.exp(uniform((batch, 3, 1, 1), -0.06, 0.06, generator) * strength)
    # White balance errs mostly between warm and cool.
    warmth = uniform((batch, 1, 1, 1), -0.13, 0.13, generator) * strength
    cast = torch.exp(warmth * torch.tensor([1.0, 0.1, -1.1], device=light.device)[None, :, None, None])
    exposure = torch.exp(uniform((batch, 1, 1, 1), -0.5, 0.35, generator) * strength)
    image = light * gains * cast * exposure * _lamp(normals, generator, strength)
    image = image * _gradient(batch, light.shape[-1], generator, strength)
    image, detail = _optics(image, generator, strength, lens)
    image = _sensor_noise(image, generator, strength, moment or generator)
    return Exposure(_develop(image, generator, strength), detail)


def _develop(image: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    """The camera's own processing: highlights, local and global tone curve, colour, sharpening; uint8."""
    batch = len(image)
    # Cameras roll highlights off instead of clipping them, and lift broad shadows.
    shoulder = uniform((batch, 1, 1, 1), 0.0, 0.25, generator) * strength
    image = image * (1 + shoulder) / (1 + shoulder * image.clamp_min(0))
    lift = uniform((batch, 1, 1, 1), -0.10, 0.28, generator) * strength
    broad = blur(torch.log(image.mean(1, keepdim=True).clamp_min(1e-3)), 40.0)
    image = image * torch.exp(-lift * (broad - broad.mean((2, 3), keepdim=True)).clamp(-1.5, 1.5))
    gamma = torch.exp(uniform((batch, 1, 1, 1), -0.18, 0.18, generator) * strength)
    encoded = srgb(image) ** gamma
    colour = 1 + uniform((batch, 1, 1, 1), -0.18, 0.15, generator) * strength
    grey = encoded.mean(1, keepdim=True)
    encoded = grey + colour * (encoded - grey)
    sharpen = uniform((batch, 1, 1, 1), 0.0, 0.8, generator) * strength
    encoded = encoded + sharpen * (encoded - blur(encoded, 1.0))
    return (encoded.clamp(0, 1) * 255).round().to(torch.uint8)


def _lamp(normals: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    """A further lamp of its own colour from any side: changes the light by how far the surface faces it."""
    batch = len(normals)
    angle = uniform((batch,), 0, 6.283, generator)
    slant = uniform((batch,), 0.2, 0.95, generator)
    across = torch.stack([torch.cos(angle) * slant, torch.sin(angle) * slant], dim=1)
    towards = torch.cat([across, (1 - slant.square()).sqrt()[:, None]], dim=1)
    facing = (normals * towards[:, :, None, None]).sum(1, keepdim=True).clamp_min(0)
    power = uniform((batch, 1, 1, 1), 0.0, 0.40, generator) * strength
    tint = torch.exp(uniform((batch, 3, 1, 1), -0.08, 0.08, generator) * strength)
    return 1 - power + power * 1.25 * facing * tint


def _gradient(batch: int, size: int, generator: torch.Generator, strength: float) -> Tensor:
    """Light that falls off across the frame, coloured: a smooth ramp over the face."""
    angle = uniform((batch, 1, 1), 0, 6.283, generator)
    axis = torch.linspace(-1, 1, size, device=generator.device)
    ramp = torch.cos(angle) * axis[None, None, :] + torch.sin(angle) * axis[None, :, None]
    power = uniform((batch, 1, 1, 1), 0.0, 0.28, generator) * strength
    tint = uniform((batch, 3, 1, 1), 0.88, 1.12, generator)
    return torch.exp(power * tint * ramp[:, None])


def _optics(
    image: Tensor, generator: torch.Generator, strength: float, lens: torch.Generator | None
) -> tuple[Tensor, Tensor]:
    """Distance (fewer pixels on the face) and blur, each image its own; with the share of detail left."""
    out, detail = [], []
    for single in image:
        drawn = uniform((2,), 0, 1, generator)
        # The shop's own are drawn in any case, or all that is drawn after them would be another shop's.
        draw, soft = (drawn if lens is None else uniform((2,), 0, 1, lens)).tolist()
        scale = 1 - strength * 0.6 * draw**1.7
        one = blur(single[None], strength * 0.9 * soft)
        if scale < 0.95:
            small = F.interpolate(one, scale_factor=scale, mode="area", recompute_scale_factor=True)
            one = F.interpolate(small, size=single.shape[-2:], mode="bicubic", align_corners=False)
        out.append(one)
        detail.append(min(scale, 1.0))
    return torch.cat(out), torch.tensor(detail)


def _sensor_noise(image: Tensor, generator: torch.Generator, strength: float, moment: torch.Generator) -> Tensor:
    batch, _, size, _ = image.shape
    shot = 0.015 * strength * uniform((batch, 1, 1, 1), 0, 1, generator) ** 2
    read = 0.004 * strength * uniform((batch, 1, 1, 1), 0, 1, generator) ** 2
    grain = float(uniform((1,), 1.0, 2.2, generator))
    field = torch.stack([noise((batch, size, size), grain, moment) for _ in range(3)], dim=1)
    return image + field * (read + shot * image.clamp_min(0).sqrt())


def compress(rgb: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """JPEG round trip of uint8 [H, W, 3]."""
    _, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if decoded is None:
        raise RuntimeError("the JPEG codec could not read its own output")
    return np.ascontiguousarray(decoded[..., ::-1]).astype(np.uint8)
