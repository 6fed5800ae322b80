from collections.abc import Callable

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.photo import RGB
from consultant_app.imaging.mesh import inter_eye_distance
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.services.analysis import AnalysisService
from consultant_app.training.evaluation.gate_cover import draw_thing, turn_head
from consultant_app.training.evaluation.gate_spoil import SPOILS, two_faces

Look = Callable[[RGB], View]


@pytest.fixture(scope="module")
def look() -> Look:
    return AnalysisService(threads=1).view


@pytest.fixture(scope="module")
def view(look: Look) -> View:
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    return look(cv2.resize(rgb, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8))


@pytest.mark.parametrize("kind", SPOILS)
def test_every_degree_changes_the_photo_and_the_last_most(kind: str, view: View) -> None:
    spoil = SPOILS[kind]
    made = [spoil.make(view, degree, np.random.default_rng(1)) for degree in (spoil.degrees[0], spoil.degrees[-1])]
    assert all(rgb.dtype == np.uint8 and rgb.flags.c_contiguous for rgb in made)
    if made[0].shape == made[1].shape == view.photo.shape and len(spoil.degrees) > 1:
        first, last = (np.abs(rgb.astype(int) - view.photo).mean() for rgb in made)
        assert 0 < first < last
    assert set(spoil.measures) <= set(LIMITS)
    assert spoil.unusable < len(spoil.degrees)


def test_the_same_seed_makes_the_same_photo(view: View) -> None:
    for kind in ("motion", "cast", "filter"):
        spoil = SPOILS[kind]
        first, again = (spoil.make(view, spoil.degrees[2], np.random.default_rng(4)) for _ in range(2))
        assert np.array_equal(first, again)


def test_far_means_pixels_between_the_eyes(view: View, look: Look) -> None:
    small = look(SPOILS["far"].make(view, 60, np.random.default_rng(0)))
    assert inter_eye_distance(small.points) == pytest.approx(60, rel=0.06)


def test_two_people_stand_side_by_side(view: View) -> None:
    both = two_faces(view, view)
    assert both.shape == (view.photo.shape[0], 2 * view.photo.shape[1], 3)


@pytest.mark.parametrize("thing", ["glasses", "cover", "hand"])
def test_things_are_drawn_on_the_face_alone(thing: str, view: View) -> None:
    drawn = draw_thing(view, thing, seed=3)
    changed = np.abs(drawn.astype(int) - view.photo).max(axis=2) > 12
    assert drawn.shape == view.photo.shape
    assert 0.005 < changed.mean() < 0.6
    assert not changed[0].any()


def test_a_turned_head_is_found_turned(view: View, look: Look) -> None:
    turned = look(turn_head(view, 20.0))
    before, after = (float(v.points[454, 2] - v.points[234, 2]) for v in (view, turned))
    assert abs(after - before) > 20
