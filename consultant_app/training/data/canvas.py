"""Canvases: licensed faces in the model's frame, with what the renderer needs to draw on them.

A canvas is kept twice: as photographed, and *cleaned* (fine structure and blotches removed inside the skin), so
that what is drawn on the clean one is all there is, and a grade is absolute.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.colour import ita_degrees, lab_from_srgb, linear_from_srgb
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.skin import skin_mask, zone_masks
from consultant_app.training.data.clean import clean_skin

_SMALLEST_FACE_PX = 230


@dataclass(frozen=True, eq=False)
class Canvas:
    """One face to draw on; arrays are [S, S] with S = ``CROP_SIZE``.

    Attributes:
        name: ``set/file``: the identity, for splits.
        photo: uint8 [S, S, 3], sRGB, as photographed.
        clean: uint8 [S, S, 3], sRGB, cleaned inside the skin (see ``clean``).
        skin: bool.
        zones: uint16, bit i set where the pixel belongs to ``FACE_ZONES[i]``.
        points: float32 [478, 3], crop pixels.
        normals: float16 [3, S, S], unit surface normals from the mesh (x right, y down, z to the camera).
        light: float32 [4], ambient share and unit direction towards the light, fitted on this face.
        age: Years the portrait was asked for, ``None`` for studio faces (17 to 35).
        tone: ITA of the cleaned cheeks in degrees.
    """

    name: str
    photo: NDArray[np.uint8]
    clean: NDArray[np.uint8]
    skin: NDArray[np.bool_]
    zones: NDArray[np.uint16]
    points: NDArray[np.float32]
    normals: NDArray[np.float16]
    light: NDArray[np.float32]
    age: float | None
    tone: float


def usable_faces(data: Path) -> list[dict[str, str]]:
    """Rows of ``faces/index.csv`` fit to be drawn on: licensed, adult and large enough.

    The tiles are left out: some show children and no prompt states an age.

    Raises:
        FileNotFoundError: the face data is not there.
    """
    with (data / "faces" / "index.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        row
        for row in rows
        if (row["set"] == "studio" or (row["set"] == "portraits" and float(row["age_in_prompt"]) >= 18))
        and float(row["face_width_px"] or 0) >= _SMALLEST_FACE_PX
    ]


def load_canvas(data: Path, row: dict[str, str], points: NDArray[np.float32]) -> Canvas:
    """Align one face and derive its clean twin, masks, normals and light."""
    rgb = decode_photo((data / "faces" / row["file"]).read_bytes())
    face = align(rgb, points)
    skin = skin_mask(face.rgb, face.points)
    masks = zone_masks(face.points, CROP_SIZE)
    bits = np.zeros(skin.shape, np.uint16)
    for index, zone in enumerate(FACE_ZONES):
        bits |= masks[zone].astype(np.uint16) << index
    normals = surface_normals(face.points, CROP_SIZE)
    clean = clean_skin(face.rgb, skin, face.points)
    return Canvas(
        name=row["file"],
        photo=face.rgb,
        clean=clean,
        skin=skin,
        zones=bits,
        points=face.points,
        normals=normals.astype(np.float16),
        light=fit_light(face.rgb, skin, normals),
        age=float(row["age_in_prompt"]) if row["age_in_prompt"] else None,
        tone=_tone(clean, skin & (masks[Zone.CHEEK_LEFT] | masks[Zone.CHEEK_RIGHT]), skin),
    )


def _tone(rgb: NDArray[np.uint8], cheeks: NDArray[np.bool_], skin: NDArray[np.bool_]) -> float:
    where = cheeks if cheeks.sum() > 50 else skin
    typical = np.median(lab_from_srgb(rgb)[where], axis=0) if where.any() else np.array([60.0, 12.0, 16.0])
    return ita_degrees(float(typical[0]), float(typical[2]))


def surface_normals(points: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Smooth unit normals float32 [3, size, size] of the mesh seen as a depth map; flat outside the face."""
    coarse = size // 8
    grid = (np.arange(coarse) + 0.5) * 8
    xx, yy = np.meshgrid(grid, grid)
    depth = LinearNDInterpolator(points[:468, :2], points[:468, 2])(xx, yy)
    inside = np.isfinite(depth)
    depth = np.where(inside, depth, np.nanmax(depth)).astype(np.float32)
    # The mesh's triangles are about 22 pixels wide: narrower smoothing would let a lamp draw their edges.
    depth = cv2.GaussianBlur(depth, (0, 0), 2.75) / 8
    slope_y, slope_x = np.gradient(depth)
    share = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 1.5)
    # z grows away from the camera: the surface normal towards the camera is (dz/dx, dz/dy, 1).
    normal = np.stack([slope_x * share, slope_y * share, np.ones_like(depth)])
    normal = np.stack([cv2.resize(part, (size, size), interpolation=cv2.INTER_CUBIC) for part in normal])
    return np.asarray(normal / np.linalg.norm(normal, axis=0), np.float32)


def fit_light(
    rgb: NDArray[np.uint8], skin: NDArray[np.bool_], normals: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Ambient share and direction of the light, by least squares of luminance on the normals.

    First-order spherical harmonics (Ramamoorthi and Hanrahan 2001): luminance = a + b . n.
    """
    luminance = linear_from_srgb(rgb) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    picked = skin & (np.add.outer(np.arange(skin.shape[0]), np.arange(skin.shape[1])) % 7 == 0)
    if picked.sum() < 50:
        return np.array([0.6, 0.0, -0.5, 0.866], np.float32)
    design = np.column_stack([np.ones(picked.sum()), *(part[picked] for part in normals)])
    ridge = 1e-3 * len(design) * np.eye(4)
    solution = np.linalg.solve(design.T @ design + ridge, design.T @ luminance[picked])
    direction = solution[1:]
    # The camera sees only what faces it, so frontal light is poorly told from ambient: keep it frontal enough.
    direction[2] = max(direction[2], 0.5 * float(np.linalg.norm(direction[:2])), 1e-3)
    strength = float(np.linalg.norm(direction))
    ambient = float(np.clip(solution[0] / (abs(solution[0]) + strength), 0.25, 0.75))
    return np.array([ambient, *(direction / strength)], np.float32)
