from pathlib import Path

import cv2
import numpy as np

from consultant_app.domain.criteria import FACE_ZONES
from consultant_app.training.data.canvas import Canvas, fit_light, surface_normals, usable_faces


def test_a_canvas_holds_what_the_renderer_needs(canvas: Canvas) -> None:
    assert canvas.photo.shape == canvas.clean.shape == (640, 640, 3)
    assert all(((canvas.zones >> bit) & 1).any() for bit in range(len(FACE_ZONES)))
    length = np.linalg.norm(canvas.normals.astype(np.float32), axis=0)
    assert np.abs(length - 1).max() < 0.01
    assert canvas.normals[2].min() > 0
    assert 0.2 < canvas.light[0] < 0.8
    assert canvas.light[3] > 0


def test_cleaning_smooths_the_skin_and_leaves_the_rest(canvas: Canvas) -> None:
    inner = canvas.skin & np.roll(canvas.skin, 12, 0) & np.roll(canvas.skin, -12, 0)
    detail = [np.abs(np.diff(image.astype(int).mean(axis=2), axis=1))[inner[:, 1:]].mean()
              for image in (canvas.photo, canvas.clean)]  # fmt: skip
    assert detail[1] < 0.7 * detail[0]
    # Borders are feathered over some four pixels; beyond them nothing changes.
    change = np.abs(canvas.photo.astype(int) - canvas.clean)
    beyond = cv2.dilate(canvas.skin.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert change[beyond].max() <= 1
    assert change[~canvas.skin].mean() < 0.5


def test_the_light_is_found_where_it_comes_from() -> None:
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    z = np.sqrt(np.clip(1 - 0.5 * (x**2 + y**2), 0.05, None))
    normals = np.stack([0.7 * x, 0.7 * y, z])
    normals = (normals / np.linalg.norm(normals, axis=0)).astype(np.float32)
    towards = np.array([0.6, -0.3, 0.74])
    luminance = 0.2 + 0.5 * np.clip(np.tensordot(towards, normals, 1), 0, None)
    rgb = (np.clip(luminance, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)[..., None].repeat(3, -1)
    light = fit_light(rgb, np.ones((64, 64), bool), normals)
    assert light[1] > 0.3
    assert light[2] < -0.1


def test_only_licensed_adults_of_size_are_drawn_on(tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "index.csv").write_text(
        "file,set,width,height,face_width_px,yaw,age_in_prompt,sex,place\n"
        "portraits/a.jpg,portraits,1024,1024,400,0,44,female,\n"
        "portraits/b.jpg,portraits,1024,1024,120,0,44,female,\n"
        "portraits/c.jpg,portraits,1024,1024,400,0,15,female,\n"
        "tiles/d.jpg,tiles,880,880,400,0,,,\n",
        encoding="utf-8",
    )
    assert [row["file"] for row in usable_faces(tmp_path)] == ["portraits/a.jpg"]


def test_normals_lean_as_the_face_bulges(canvas: Canvas) -> None:
    normals = surface_normals(canvas.points, 640)
    x, y = canvas.points[:, 0].astype(int), canvas.points[:, 1].astype(int)
    right_cheek, left_cheek, chin, forehead = (normals[:, y[k], x[k]] for k in (50, 280, 152, 10))
    assert right_cheek[0] < -0.1  # to the left of the picture
    assert left_cheek[0] > 0.1
    assert chin[1] > forehead[1]
    assert normals[:2, :16].max() < 0.01  # flat where no face is
