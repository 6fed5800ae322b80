import cv2
import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import CROP_SIZE, align, similarity_onto, transform_points
from consultant_app.imaging.mesh import (
    FACE_OVAL,
    ZONE_POINTS,
    head_pose,
    inter_eye_distance,
    pixels_per_mm,
    zone_polygons,
)
from consultant_app.imaging.skin import geometric_skin_mask, skin_mask, zone_masks
from consultant_app.inference.face_finder import FoundFace


def test_the_crop_is_level_and_holds_the_face(astronaut: RGB, found: FoundFace) -> None:
    face = align(astronaut, found.points)
    assert face.rgb.shape == (CROP_SIZE, CROP_SIZE, 3)
    assert face.points[33, 1] == pytest.approx(face.points[263, 1], abs=0.1)
    oval = face.points[list(FACE_OVAL), :2]
    assert oval.min() > 0.05 * CROP_SIZE
    assert oval.max() < 0.95 * CROP_SIZE
    height = oval[:, 1].max() - oval[:, 1].min()
    assert 0.68 < height / CROP_SIZE < 0.78


def test_points_come_back_from_the_crop(astronaut: RGB, found: FoundFace) -> None:
    face = align(astronaut, found.points)
    back = transform_points(face.points, cv2.invertAffineTransform(face.crop_from_photo))
    assert np.abs(back - found.points).max() < 1e-2


def test_the_crop_is_the_same_whatever_the_photo_size(astronaut: RGB, found: FoundFace) -> None:
    double = cv2.resize(astronaut, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    points = found.points * 2
    points[:, :2] += 0.5  # pixel centres: x' = 2 x + 0.5
    first, second = align(astronaut, found.points).rgb, align(double, points).rgb
    assert np.abs(first.astype(int) - second.astype(int)).mean() < 3


def test_scale_and_pose_are_those_of_a_portrait(found: FoundFace) -> None:
    yaw, pitch, roll = head_pose(found.points)
    assert abs(yaw) < 10
    assert -20 < pitch < 10
    assert abs(roll) < 10
    # Eyes are 55 to 70 mm apart in adults; the scale comes from the iris alone.
    assert 50 < inter_eye_distance(found.points) / pixels_per_mm(found.points) < 75


def test_left_is_the_clients_left(found: FoundFace) -> None:
    polygons = zone_polygons(found.points)
    assert set(polygons) == set(Zone)
    for zone in Zone:
        if zone.value.endswith("_left"):
            twin = Zone(zone.value.replace("_left", "_right"))
            assert polygons[zone][:, 0].mean() > polygons[twin][:, 0].mean()
            assert len(ZONE_POINTS[zone]) == len(ZONE_POINTS[twin])


def test_zones_lie_in_the_face_and_do_not_overlap_much(astronaut: RGB, found: FoundFace) -> None:
    face = align(astronaut, found.points)
    masks = zone_masks(face.points, CROP_SIZE)
    oval = cv2.dilate(masks[Zone.FACE].astype(np.uint8), np.ones((9, 9))) > 0
    total = np.zeros(oval.shape, int)
    for zone, mask in masks.items():
        assert mask.sum() > 500, zone
        assert (mask & ~oval).sum() < 0.06 * mask.sum(), zone
        if zone is not Zone.FACE:
            total += mask
    assert (total > 1).sum() < 0.06 * (total > 0).sum()


def test_eyes_brows_and_lips_are_not_skin(astronaut: RGB, found: FoundFace) -> None:
    face = align(astronaut, found.points)
    skin = geometric_skin_mask(face.points, CROP_SIZE) > 0
    for point in (468, 473, 13, 105, 334):
        x, y = face.points[point, :2].round().astype(int)
        assert not skin[y, x]
    x, y = face.points[50, :2].round().astype(int)
    assert skin[y, x]


def test_something_over_the_face_is_not_skin(astronaut: RGB, found: FoundFace) -> None:
    face = align(astronaut, found.points)
    covered = face.rgb.copy()
    x, y = face.points[50, :2].round().astype(int)
    cv2.circle(covered, (int(x), int(y)), 28, (10, 60, 30), -1)
    before, after = skin_mask(face.rgb, face.points), skin_mask(covered, face.points)
    assert before[y, x]
    assert not after[y, x]


def test_a_similarity_is_found_again() -> None:
    random = np.random.default_rng(5)
    points = random.random((478, 3)).astype(np.float32) * 300
    way = np.hstack([1.3 * np.array([[0.96, -0.28], [0.28, 0.96]]), [[12.0], [-7.0]]])
    moved = np.column_stack([points[:, :2] @ way[:, :2].T + way[:, 2], points[:, 2]]).astype(np.float32)
    np.testing.assert_allclose(similarity_onto(points, moved), way, atol=1e-3)
