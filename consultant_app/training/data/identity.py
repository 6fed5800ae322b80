"""New identities: the skin of one face on the shape of another, carried over their common mesh."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator

from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.clean import masked_mean

_MESH = 468
_COARSE = 8
_BROAD_PX = 4.0
"""Wider than the grain that a cleaned face keeps."""


def blend(shape: Canvas, skin: Canvas, share: float) -> Canvas:
    """A face with the shape, eyes and hair of one canvas and (a share of) the skin of another.

    In log light: the broad colour differences within the face are mixed by ``share``, around the first face's own
    mean, so that neck and ears still fit; the fine structure is the second face's alone, since the mean of two
    textures is no texture.

    Args:
        shape: Gives geometry, light and everything that is not skin.
        skin: Gives the skin.
        share: 0..1.
    """
    to_x, to_y = _correspondence(shape, skin)
    there = cv2.remap(skin.skin.astype(np.float32), to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    soft = cv2.GaussianBlur(there * shape.skin, (0, 0), 3.0)[..., None]
    logs = {name: _log(canvas.clean) for name, canvas in (("shape", shape), ("skin", skin))}
    fine = _log(skin.photo) - logs["skin"]
    own_fine = _log(shape.photo) - logs["shape"]
    broad = {
        name: masked_mean(logs[name], canvas.skin.astype(np.float32), _BROAD_PX)
        for name, canvas in (("shape", shape), ("skin", skin))
    }
    carried = cv2.remap(broad["skin"], to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    grain = cv2.remap(logs["skin"] - broad["skin"], to_x, to_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    fine = cv2.remap(fine, to_x, to_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    inside = soft[..., 0] > 0.9
    if inside.sum() < 100:
        return shape
    own = broad["shape"]
    difference = (carried - carried[inside].mean(0)) - (own - own[inside].mean(0))
    clean = own + share * soft * difference + soft * grain + (1 - soft) * (logs["shape"] - own)
    photo = clean + soft * fine + (1 - soft) * own_fine
    return replace(
        shape,
        name=f"{shape.name}+{skin.name}",
        clean=_srgb(clean),
        photo=_srgb(photo),
        age=max((age for age in (shape.age, skin.age) if age is not None), default=None),
    )


def _correspondence(shape: Canvas, skin: Canvas) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each pixel of ``shape`` the pixel of ``skin`` at the same place of the mesh; -1 outside the mesh."""
    size = shape.skin.shape[0]
    grid = (np.arange(size // _COARSE) + 0.5) * _COARSE
    xx, yy = np.meshgrid(grid, grid)
    lookup = LinearNDInterpolator(shape.points[:_MESH, :2], skin.points[:_MESH, :2], fill_value=-1.0)
    coarse = lookup(xx, yy).astype(np.float32)
    full = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(full[..., 0]), np.ascontiguousarray(full[..., 1])


def _log(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(np.log(linear_from_srgb(rgb) + 1e-3), np.float32)


def _srgb(log: NDArray[np.float32]) -> NDArray[np.uint8]:
    return srgb_from_linear((np.exp(log) - 1e-3).astype(np.float32))
