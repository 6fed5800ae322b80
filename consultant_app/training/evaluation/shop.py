"""The same skin seen again: another shop, another camera, the head a little elsewhere.

Pose is changed on the mesh: its 3-D points are turned by a few degrees and the picture is warped along, so lines
and pores stay the very same skin while everything the product does (finding, aligning, masking) starts afresh.
"""

from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator

from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import linear_from_srgb
from consultant_app.imaging.mesh import pixels_per_mm
from consultant_app.training.render.camera import compress, photograph

Field = NDArray[np.float32]

_STEP = 8
"""Pixels between the points at which the warp is computed; it is smooth between them."""


_FACET = 22.0
"""Half the size of the mesh's triangles on cheek and forehead, in pixels."""


class Face(Protocol):
    """What is photographed again; a ``Canvas`` is one."""

    @property
    def name(self) -> str:
        """Who it is."""

    @property
    def photo(self) -> RGB:
        """The aligned crop uint8 [S, S, 3]."""

    @property
    def points(self) -> NDArray[np.float32]:
        """Landmarks float32 [478, 3] in crop pixels."""

    @property
    def normals(self) -> NDArray[np.float16]:
        """Unit surface normals [3, S, S], for the shop's lamps."""


@dataclass(frozen=True, eq=False)
class Shot:
    """A photo uint8 [S, S, 3] and the pixels per mm of skin that its camera left."""

    rgb: RGB
    scale: float


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is held: degrees about the vertical, the horizontal and the viewing axis; size; shift."""

    yaw: float
    pitch: float
    roll: float
    size: float
    shift: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Take:
    """Another attempt in the same shop, before the same camera: what is then another.

    Attributes:
        pose: How the head is held.
        lens: Seed of distance and focus.
    """

    pose: Pose
    lens: int


def small_pose(random: np.random.Generator) -> Pose:
    """A change that a client does not notice: up to 5 degrees, a tenth nearer or farther, a few pixels."""
    yaw, pitch, roll = random.uniform(-5, 5, 3)
    return Pose(
        yaw, pitch, roll, float(random.uniform(0.9, 1.05)), (random.uniform(-12, 12), random.uniform(-12, 12))
    )


def shoot(face: Face, seed: int, strength: float = 1.0, moment: int = 0, take: Take | None = None) -> Shot:
    """Photograph a face in a shop drawn from ``seed``: pose, light, camera and JPEG.

    Args:
        face: The face; its own light and camera stay underneath.
        seed: All randomness follows from it, the moment and the take.
        strength: Variety of camera and light, 0..1.
        moment: Which picture of a burst: shop and camera stay, she breathes and the sensor's noise is another.
        take: Another attempt there; what ``seed`` itself gives when left out.
    """
    shop = np.random.default_rng(seed)
    drawn = small_pose(shop)
    pose = _trembling(drawn if take is None else take.pose, np.random.default_rng([seed, moment]))
    light = np.clip(turned(linear_from_srgb(face.photo), face.points, pose), 0, None)
    normals = turned(_softened(face.normals), face.points, pose)
    lens = None if take is None else torch.Generator().manual_seed(take.lens)
    photo, detail = _taken(light, normals, shop, (seed, moment), strength, lens)
    return Shot(photo, pixels_per_mm(face.points) * pose.size * detail)


def shoot_flat(light: Field, seed: int, strength: float = 1.0, moment: int = 0) -> RGB:
    """Photograph something flat, linear light float32 [S, S, 3], in that very shop, where the face would be."""
    shop = np.random.default_rng(seed)
    small_pose(shop)  # what is drawn for a face there comes before the lamps
    normals = np.zeros_like(light)
    normals[..., 2] = 1
    return _taken(light, normals, shop, (seed, moment), strength, None)[0]


def _taken(
    light: Field,
    normals: Field,
    shop: np.random.Generator,
    moment: tuple[int, int],
    strength: float,
    lens: torch.Generator | None,
) -> tuple[RGB, float]:
    """The photo uint8 [S, S, 3], and the share of the detail that its camera left."""
    generator = torch.Generator().manual_seed(int(shop.integers(2**31)))
    noise = torch.Generator().manual_seed(int(np.random.default_rng([*moment, 1]).integers(2**31)))
    taken = photograph(_batch(light), _batch(normals), generator, strength, noise, lens)
    photo = compress(taken.photos[0].permute(1, 2, 0).numpy(), int(shop.integers(60, 96)))
    return photo, float(taken.detail[0])


def _trembling(pose: Pose, random: np.random.Generator) -> Pose:
    """The pose at one moment of half a second: nobody stands quite still."""
    yaw, pitch, roll = random.normal(0, 0.4, 3)
    x, y = random.normal(0, 1.2, 2)
    shift = (pose.shift[0] + float(x), pose.shift[1] + float(y))
    return Pose(pose.yaw + yaw, pose.pitch + pitch, pose.roll + roll, pose.size, shift)


def _softened(normals: NDArray[np.float16]) -> Field:
    """Unit normals [S, S, 3] without the mesh's facets: a lamp would draw their edges as lines on the forehead."""
    broad = cv2.GaussianBlur(normals.transpose(1, 2, 0).astype(np.float32), (0, 0), _FACET)
    return np.asarray(broad / np.linalg.norm(broad, axis=2, keepdims=True), np.float32)


def _batch(image: Field) -> torch.Tensor:
    return torch.from_numpy(image).permute(2, 0, 1)[None].contiguous()


def turned(image: Field, points: NDArray[np.float32], pose: Pose) -> Field:
    """The picture [S, S, 3] with the head turned, resized and shifted."""
    size = image.shape[0]
    centre = points[:468, :2].mean(axis=0).astype(np.float64)
    back_x, back_y = _similar_back(size, centre, pose)
    slide = _turning(points, pose, size)
    moved = cv2.remap(slide, back_x, back_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    out = cv2.remap(
        image, back_x + moved[..., 0], back_y + moved[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(out, np.float32)


def _similar_back(size: int, centre: NDArray[np.float64], pose: Pose) -> tuple[Field, Field]:
    """For each pixel, where it lay before the head was tipped, resized and shifted; two maps [S, S]."""
    angle = np.radians(-pose.roll)
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    dx, dy = (x - centre[0] - pose.shift[0]) / pose.size, (y - centre[1] - pose.shift[1]) / pose.size
    cos, sin = np.cos(angle), np.sin(angle)
    back = cos * dx - sin * dy + centre[0], sin * dx + cos * dy + centre[1]
    return back[0].astype(np.float32), back[1].astype(np.float32)


def _turning(points: NDArray[np.float32], pose: Pose, size: int) -> Field:
    """For each pixel, the step back to where it lay before the head turned, float32 [S, S, 2]; fades outside."""
    mesh = points[:468].astype(np.float64)
    centre = mesh.mean(axis=0)
    # The axis of a turning head lies behind the face, about half a face's width.
    centre[2] += 0.5 * np.ptp(mesh[:, 0])
    yaw, pitch = np.radians([pose.yaw, pose.pitch])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    after = (mesh - centre) @ (about_x @ about_y).T + centre
    # The whole face's shift is undone: the camera follows the client.
    after[:, :2] -= (after - mesh)[:, :2].mean(axis=0)
    grid = (np.arange(size // _STEP) + 0.5) * _STEP - 0.5
    xx, yy = np.meshgrid(grid, grid)
    steps = LinearNDInterpolator(after[:, :2], (mesh - after)[:, :2])(xx, yy)
    inside = np.isfinite(steps[..., 0]).astype(np.float32)
    soft = cv2.GaussianBlur(np.nan_to_num(steps).astype(np.float32), (0, 0), 4)
    share = cv2.GaussianBlur(inside, (0, 0), 4)
    around = soft / np.maximum(share, 0.02)[..., None]
    kept = np.where(inside[..., None] > 0, np.nan_to_num(steps), around).astype(np.float32)
    return np.asarray(cv2.resize(cv2.GaussianBlur(kept, (0, 0), 1), (size, size)), np.float32)
