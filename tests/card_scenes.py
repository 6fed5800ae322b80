"""Colour charts and grey cards drawn from printed values, and photographed by an invented camera."""

from dataclasses import dataclass

import cv2
import numpy as np

from consultant_app.imaging.colour import srgb_from_linear
from consultant_app.imaging.colour_chart import chart_light

_PATCH, _GAP = 60, 8
ROOM = (0.35, 0.31, 0.28)


@dataclass(frozen=True)
class Camera:
    """What stands between the light and the picture.

    Attributes:
        gains: Of red, green and blue, light and white balance together.
        mixed: Share of each channel's light that goes into all three.
        exposure: All channels.
        gamma: Of the encoded picture, 1 for sRGB's own.
        noise: Of a white pixel, linear.
        blur: Pixels.
        ramp: Logarithm of the light's fall-off from the right edge to the left.
    """

    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    mixed: float = 0.0
    exposure: float = 0.85
    gamma: float = 1.0
    noise: float = 0.008
    blur: float = 0.7
    ramp: float = 0.0

    def photograph(self, light: np.ndarray, seed: int = 0) -> np.ndarray:
        """uint8 [H, W, 3] of linear light [H, W, 3]."""
        mixing = np.eye(3) * (1 - self.mixed) + self.mixed / 3
        across = np.exp(self.ramp * (np.arange(light.shape[1]) / light.shape[1] - 0.5))[None, :, None]
        seen = cv2.transform(light.astype(np.float32), mixing * np.array(self.gains)[:, None] * self.exposure)
        seen *= across.astype(np.float32)
        seen = cv2.GaussianBlur(seen, (0, 0), self.blur) if self.blur else seen
        grain = np.random.default_rng(seed).standard_normal(seen.shape, np.float32) * self.noise
        encoded = srgb_from_linear(seen + grain * np.sqrt(np.clip(seen, 0.01, 1)))
        return np.round(255 * (encoded / 255) ** self.gamma).astype(np.uint8)


WARM = Camera(gains=(1.25, 1.0, 0.7), mixed=0.25)


def room(size: tuple[int, int]) -> np.ndarray:
    """A plain wall, linear light."""
    across, down = np.linspace(0, 0.06, size[1])[None, :], np.linspace(0, 0.04, size[0])[:, None]
    return np.stack([level + across + down for level in ROOM], axis=2)


def chart_scene(
    size: tuple[int, int] = (540, 960), wide: float = 0.32, yaw: float = 0.0, roll: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Linear light of a chart held before a wall, ``wide`` of the picture; and its corners [4, 2]."""
    step = _PATCH + _GAP
    chart = np.full((4 * step + _GAP, 6 * step + _GAP, 3), 0.03)
    for place, light in enumerate(chart_light()):
        y, x = (_GAP + step * number for number in divmod(place, 6))
        chart[y : y + _PATCH, x : x + _PATCH] = light.clip(0)
    return _held(chart, size, wide, yaw, roll)


def card_scene(
    size: tuple[int, int] = (540, 960), wide: float = 0.3, roll: float = 8.0, grey: float = 0.18
) -> tuple[np.ndarray, np.ndarray]:
    """The same of a grey card, with a hand at its lower edge."""
    light, corners = _held(np.full((140, 200, 3), grey), size, wide, 0.0, roll)
    middle = corners.mean(axis=0)
    hand = np.zeros(size, np.uint8)
    foot = (middle + np.array([0.0, 0.34 * wide * size[1]])).round().astype(int)
    cv2.ellipse(hand, (int(foot[0]), int(foot[1])), (30, 60), 0, 0, 360, 1, -1)
    light[hand > 0] = (0.5, 0.3, 0.2)
    return light, corners


def _held(
    card: np.ndarray, size: tuple[int, int], wide: float, yaw: float, roll: float
) -> tuple[np.ndarray, np.ndarray]:
    high, across = card.shape[:2]
    half = np.array([wide * size[1] / 2, wide * size[1] / 2 * high / across])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    turn, tip = np.radians([yaw, roll])
    depth = 1 + corners[:, 0] * np.sin(turn) / (5 * half[0])
    flat = np.stack([corners[:, 0] * np.cos(turn), corners[:, 1]], axis=1) / depth[:, None]
    about = np.array([[np.cos(tip), -np.sin(tip)], [np.sin(tip), np.cos(tip)]])
    seen = (flat @ about.T + (size[1] / 2, size[0] / 2)).astype(np.float32)
    source = np.array([[0, 0], [across, 0], [across, high], [0, high]], np.float32)
    warp = cv2.getPerspectiveTransform(source, seen)
    there = cv2.warpPerspective(np.ones((high, across), np.float32), warp, size[::-1])[..., None]
    light = cv2.warpPerspective(card.astype(np.float32), warp, size[::-1], flags=cv2.INTER_AREA)
    return room(size) * (1 - there) + light * there, seen
