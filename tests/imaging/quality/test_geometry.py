import numpy as np
import pytest

from consultant_app.imaging.quality import View
from consultant_app.imaging.quality.geometry import expression, geometry, head_share, outside, pose


def turned(points: np.ndarray, degrees: float, axis: int) -> np.ndarray:
    """The mesh about its middle: axis 0 tips, 1 turns, 2 leans."""
    angle = np.radians(degrees)
    a, b = [i for i in range(3) if i != axis]
    turn = np.eye(3)
    turn[a, a] = turn[b, b] = np.cos(angle)
    turn[a, b], turn[b, a] = -np.sin(angle), np.sin(angle)
    centre = points.mean(axis=0)
    return ((points - centre) @ turn.T + centre).astype(np.float32)


@pytest.mark.parametrize(("key", "axis"), [("turned", 1), ("tilted", 0), ("leaning", 2)])
def test_a_head_that_turns_further_is_measured_further(key: str, axis: int, points: np.ndarray) -> None:
    found = [dict(pose(turned(points, degrees, axis)))[key] for degrees in (-45, -30, 30, 45)]
    assert found[0] > found[1]
    assert found[3] > found[2]
    assert min(found[0], found[3]) > 25


def test_a_smaller_face_has_fewer_pixels_and_a_coarser_iris(view: View) -> None:
    full = dict(geometry(view))
    half = dict(geometry(View(view.photo, view.points / 2, view.face, view.skin, view.geometric, view.zones)))
    for key in ("face_small", "coarse", "far"):
        assert half[key] == pytest.approx(full[key] / 2, rel=1e-3)


def test_the_head_is_measured_against_the_photo(points: np.ndarray) -> None:
    assert head_share(points, 1600) == pytest.approx(head_share(points, 800) / 2)


def test_the_more_is_cut_off_the_more_lies_outside(points: np.ndarray) -> None:
    left, right = points[:468, 0].min(), points[:468, 0].max()
    shares = [outside(points, int(left + share * (right - left)), 5000) for share in (1.1, 0.9, 0.7, 0.4)]
    assert shares[0] == pytest.approx(0, abs=0.01)
    assert shares == sorted(shares)
    assert 40 < shares[-1] < 80
    assert outside(points + np.float32(1e5), 100, 100) == pytest.approx(100)


def test_faces_are_read(points: np.ndarray) -> None:
    still = dict(expression(points))
    assert still["eyes_closed"] > 0.15
    moved = points.copy()
    moved[14, 1] += 60
    assert dict(expression(moved))["mouth_open"] > still["mouth_open"] + 0.2
    moved[[61, 291], 0] += (-25, 25)
    assert dict(expression(moved))["smile"] > still["smile"]
    moved[[107, 336], 1] += 18
    assert dict(expression(moved))["frown"] < still["frown"]
    moved[[159, 145, 386, 374], 1] = points[[159, 159, 386, 386], 1]
    assert dict(expression(moved))["eyes_closed"] < 0.1
