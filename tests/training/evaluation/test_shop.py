import numpy as np
import pytest

from consultant_app.imaging.mesh import pixels_per_mm
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation.shop import Pose, Take, shoot, shoot_flat, small_pose, turned


def test_the_same_seed_is_the_same_shop(astronaut_canvas: Canvas) -> None:
    first, again, other = (shoot(astronaut_canvas, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.rgb, again.rgb)
    assert first.scale == again.scale
    assert not np.array_equal(first.rgb, other.rgb)
    assert (
        0.3 * pixels_per_mm(astronaut_canvas.points) < first.scale < 1.1 * pixels_per_mm(astronaut_canvas.points)
    )


def picture() -> np.ndarray:
    y, x = np.mgrid[0:640, 0:640].astype(np.float32)
    return np.stack([x, y, np.zeros_like(x)], axis=-1)


def test_an_unchanged_pose_leaves_the_picture(astronaut_canvas: Canvas) -> None:
    out = turned(picture(), astronaut_canvas.points, Pose(0, 0, 0, 1.0, (0, 0)))
    assert np.abs(out - picture()).max() < 0.1


def test_shift_and_size_move_every_pixel_alike(astronaut_canvas: Canvas) -> None:
    points = astronaut_canvas.points
    out = turned(picture(), points, Pose(0, 0, 0, 1.0, (10, -4)))
    assert out[300, 300, :2] == pytest.approx([290, 304], abs=0.1)
    centre = points[:468, :2].mean(axis=0)
    out = turned(picture(), points, Pose(0, 0, 0, 0.5, (0, 0)))
    assert out[320, 340, :2] == pytest.approx(centre + (np.array([340, 320]) - centre) / 0.5, abs=0.5)


def test_a_turned_head_moves_the_nose_against_the_cheeks(astronaut_canvas: Canvas) -> None:
    points = astronaut_canvas.points
    out = turned(picture(), points, Pose(5, 0, 0, 1.0, (0, 0)))
    nose, temple = (np.rint(points[index, :2]).astype(int) for index in (4, 234))
    steps = [float(out[y, x, 0]) - x for x, y in (nose, temple)]
    assert abs(steps[0] - steps[1]) > 5
    assert np.abs(out[..., 1] - picture()[..., 1])[points[4, 1].astype(int)].max() < 6


def test_poses_stay_small() -> None:
    random = np.random.default_rng(0)
    for _ in range(50):
        pose = small_pose(random)
        assert max(abs(pose.yaw), abs(pose.pitch), abs(pose.roll)) <= 5
        assert 0.9 <= pose.size <= 1.05


def test_another_take_keeps_the_shop_and_changes_pose_and_distance(astronaut_canvas: Canvas) -> None:
    poses = [small_pose(np.random.default_rng(place)) for place in range(2)]
    first, same, other = (shoot(astronaut_canvas, 3, take=Take(pose, lens)) for pose, lens in
                          ((poses[0], 1), (poses[0], 1), (poses[1], 2)))  # fmt: skip
    assert np.array_equal(first.rgb, same.rgb)
    assert first.scale != other.scale
    colours = [shot.rgb.reshape(-1, 3).mean(axis=0) for shot in (first, other)]
    elsewhere = shoot(astronaut_canvas, 4, take=Take(poses[0], 1)).rgb.reshape(-1, 3).mean(axis=0)
    assert np.abs(colours[0] - colours[1]).max() < 4
    assert np.abs(colours[0] - elsewhere).max() > 8


def test_something_flat_is_photographed_in_the_shop_of_the_face(astronaut_canvas: Canvas) -> None:
    grey = np.full((640, 640, 3), 0.2, np.float32)
    shots = [shoot_flat(grey, seed).astype(float).mean(axis=(0, 1)) for seed in (3, 3, 4)]
    assert np.array_equal(shots[0], shots[1])
    plain, tinted = shoot(astronaut_canvas, 3, strength=0.0).rgb, shoot(astronaut_canvas, 3).rgb
    warmer = [np.ptp(np.log(shot.reshape(-1, 3).mean(axis=0))) for shot in (plain, tinted)]
    assert np.ptp(np.log(shots[0])) > 0.01
    assert warmer[0] != warmer[1]
    assert np.abs(shoot_flat(grey, 3, strength=0.0).astype(float) - 124).max() < 6
