import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from consultant_app.domain.errors import ModelError, PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.imaging.mesh import POINT_COUNT, inter_eye_distance
from consultant_app.inference.face_finder import FaceFinder


def test_the_face_is_found_where_it_is(finder: FaceFinder, astronaut: RGB) -> None:
    found = finder.find_one(astronaut)
    assert found.points.shape == (POINT_COUNT, 3)
    assert found.presence > 0.99
    # Eyes, nose tip and chin of this public portrait, read off by eye (pixels).
    for point, place in ((468, (203, 101)), (473, (247, 103)), (1, (223, 131)), (152, (222, 178))):
        assert np.linalg.norm(found.points[point, :2] - place) < 9, point


@pytest.mark.parametrize("scale", [0.6, 2.0])
def test_the_mesh_does_not_depend_on_the_photos_size(finder: FaceFinder, astronaut: RGB, scale: float) -> None:
    reference = finder.find_one(astronaut).points
    other = cv2.resize(astronaut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    points = finder.find_one(other).points / scale
    error = np.linalg.norm(points[:468, :2] - reference[:468, :2], axis=1).mean()
    assert error < 0.03 * inter_eye_distance(reference)


@pytest.mark.parametrize("degrees", [90, -90, 30])
def test_a_tipped_photo_still_has_its_face(finder: FaceFinder, astronaut: RGB, degrees: int) -> None:
    height, width = astronaut.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    tipped = cv2.warpAffine(astronaut, turn, (width, height))
    reference = finder.find_one(astronaut).points
    points = finder.find_one(tipped).points
    expected = reference[:468, :2] @ turn[:, :2].T + turn[:, 2]
    error = np.linalg.norm(points[:468, :2] - expected, axis=1).mean()
    assert error < 0.12 * inter_eye_distance(reference)


def test_two_people_are_refused(finder: FaceFinder, astronaut: RGB) -> None:
    pair = np.hstack([astronaut[:300, 100:360], astronaut[:300, 100:360]])
    with pytest.raises(PhotoError) as caught:
        finder.find_one(pair)
    assert caught.value.key == "several_faces"


def test_a_small_face_behind_does_not_disturb(finder: FaceFinder, astronaut: RGB) -> None:
    portrait = astronaut[:300, 100:360]
    small = cv2.resize(portrait, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    scene = np.full((300, 400, 3), 90, np.uint8)
    scene[:, :260] = portrait
    scene[20 : 20 + small.shape[0], 290 : 290 + small.shape[1]] = small
    assert finder.find_one(scene).points[1, 0] < 260


@pytest.mark.parametrize("rgb", [np.full((240, 320, 3), 128, np.uint8),
                                 np.random.default_rng(3).integers(0, 255, (200, 200, 3), np.uint8)])  # fmt: skip
def test_no_face_is_said_so(finder: FaceFinder, rgb: RGB) -> None:
    with pytest.raises(PhotoError) as caught:
        finder.find_one(rgb)
    assert caught.value.key == "no_face"


def test_an_altered_model_is_never_run(tmp_path: Path) -> None:
    shutil.copytree(resource("models", "face"), tmp_path / "face")
    file = tmp_path / "face" / "face_mesh_478.onnx"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(ModelError, match="altered"):
        FaceFinder(tmp_path / "face")
    file.unlink()
    with pytest.raises(ModelError, match="missing"):
        FaceFinder(tmp_path / "face")


@pytest.mark.shared_data
def test_the_mesh_agrees_with_the_reference_on_many_faces(finder: FaceFinder, shared_data: Path) -> None:
    from consultant_app.imaging.decode import decode_photo

    reference = np.load(shared_data / "faces" / "landmarks.npz")
    errors = []
    for name in sorted(name for name in reference.files if name.startswith("portraits/"))[::16]:
        points = finder.find_one(decode_photo((shared_data / "faces" / f"{name}.jpg").read_bytes())).points
        off = np.linalg.norm(points[:468, :2] - reference[name][:468, :2], axis=1).mean()
        errors.append(off / inter_eye_distance(reference[name]))
    assert np.median(errors) < 0.03
    assert max(errors) < 0.08
