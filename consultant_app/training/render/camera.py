"""The shop and the camera: light colour and direction, exposure, tone curve, blur, noise, sharpening, JPEG."""

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from consultant_app.training.render.fields import blur, noise, uniform
from consultant_app.training.render.scene import srgb


def photograph(linear_light: Tensor, generator: torch.Generator, strength: float = 1.0) -> Tensor:
    """Take the picture: uint8 [B, 3, S, S] of linear light float32 [B, 3, S, S], without compression.

    Args:
        linear_light: The rendered scene.
        generator: Source of randomness.
        strength: 0 for a perfect camera in perfect light, 1 for the full variety of counters.
    """
    batch, _, size, _ = linear_light.shape
    gains = torch.exp(uniform((batch, 3, 1, 1), -0.13, 0.13, generator) * strength)
    exposure = torch.exp(uniform((batch, 1, 1, 1), -0.5, 0.35, generator) * strength)
    image = linear_light * gains * exposure * _side_light(batch, size, generator, strength)
    image = _optics(image, generator, strength)
    image = _sensor_noise(image, generator, strength)
    # Cameras roll highlights off instead of clipping them.
    shoulder = uniform((batch, 1, 1, 1), 0.0, 0.25, generator) * strength
    image = image * (1 + shoulder) / (1 + shoulder * image.clamp_min(0))
    gamma = torch.exp(uniform((batch, 1, 1, 1), -0.18, 0.18, generator) * strength)
    encoded = srgb(image) ** gamma
    sharpen = uniform((batch, 1, 1, 1), 0.0, 0.8, generator) * strength
    encoded = encoded + sharpen * (encoded - blur(encoded, 1.0))
    return (encoded.clamp(0, 1) * 255).round().to(torch.uint8)


def _side_light(batch: int, size: int, generator: torch.Generator, strength: float) -> Tensor:
    """A second, coloured lamp from one side: a smooth ramp over the face."""
    angle = uniform((batch, 1, 1), 0, 6.283, generator)
    axis = torch.linspace(-1, 1, size)
    ramp = torch.cos(angle) * axis[None, None, :] + torch.sin(angle) * axis[None, :, None]
    power = uniform((batch, 1, 1, 1), 0.0, 0.35, generator) * strength
    tint = uniform((batch, 3, 1, 1), 0.85, 1.15, generator)
    return torch.exp(power * tint * ramp[:, None])


def _optics(image: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    """Distance (fewer pixels on the face) and blur, each image its own."""
    out = []
    for single in image:
        scale = 1 - strength * 0.6 * float(torch.rand(1, generator=generator)) ** 1.7
        one = blur(single[None], strength * 0.9 * float(torch.rand(1, generator=generator)))
        if scale < 0.95:
            small = F.interpolate(one, scale_factor=scale, mode="area", recompute_scale_factor=True)
            one = F.interpolate(small, size=single.shape[-2:], mode="bicubic", align_corners=False)
        out.append(one)
    return torch.cat(out)


def _sensor_noise(image: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    batch, _, size, _ = image.shape
    shot = 0.015 * strength * uniform((batch, 1, 1, 1), 0, 1, generator) ** 2
    read = 0.004 * strength * uniform((batch, 1, 1, 1), 0, 1, generator) ** 2
    grain = float(uniform((1,), 1.0, 2.2, generator))
    field = torch.stack([noise((batch, size, size), grain, generator) for _ in range(3)], dim=1)
    return image + field * (read + shot * image.clamp_min(0).sqrt())


def compress(rgb: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """JPEG round trip of uint8 [H, W, 3]."""
    _, data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if decoded is None:
        raise RuntimeError("the JPEG codec could not read its own output")
    return np.ascontiguousarray(decoded[..., ::-1]).astype(np.uint8)
