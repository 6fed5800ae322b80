import numpy as np
import pytest

from consultant_app.domain.criteria import FACE_ZONES, Zone
from consultant_app.imaging.facing import facing
from consultant_app.inference.face_finder import FoundFace

ZONES = [zone for zone in FACE_ZONES if zone is not Zone.JAW_LINE]


def _turned(points: np.ndarray, degrees: float) -> np.ndarray:
    """The mesh turned about the vertical: above 0 to her left, as ``head_pose`` counts."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    middle = points.mean(axis=0)
    return ((points - middle) @ turn + middle).astype(np.float32)


def test_a_front_shows_every_zone_from_outside(found: FoundFace) -> None:
    for zone in ZONES:
        assert 0 < facing(found.points, zone) <= 1, zone
    assert facing(found.points, Zone.GLABELLA) > 0.9


@pytest.mark.parametrize(("degrees", "near", "far"), [(35, "right", "left"), (-35, "left", "right")])
def test_a_turned_head_shows_one_side_squarely_and_hides_the_other(
    found: FoundFace, degrees: float, near: str, far: str
) -> None:
    points = _turned(found.points, degrees)
    for name in ("cheek", "crows_feet", "mouth"):
        assert facing(points, Zone(f"{name}_{near}")) > facing(found.points, Zone(f"{name}_{near}"))
        assert facing(points, Zone(f"{name}_{near}")) > 0.7
        assert facing(points, Zone(f"{name}_{far}")) < 0.5


def test_size_and_place_do_not_matter(found: FoundFace) -> None:
    moved = found.points * 3 + np.array([400, 20, 7], np.float32)
    for zone in ZONES:
        assert facing(moved, zone) == pytest.approx(facing(found.points, zone), abs=1e-4)


def test_what_has_no_area_faces_nowhere() -> None:
    assert facing(np.zeros((478, 3), np.float32), Zone.NOSE) == 0.0
