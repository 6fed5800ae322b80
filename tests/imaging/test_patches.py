import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.imaging.patches import heaviest_places

SHAPE = (400, 300, 3)
TENTH = np.array([[0.1, 0.0, 0.0], [0.0, 0.1, 0.0]])


def blobs(*spots: tuple[int, int, float]) -> np.ndarray:
    y, x = np.mgrid[:40, :40]
    heat = np.zeros((40, 40), np.float32)
    for row, column, level in spots:
        heat += (level * np.exp(-((y - row) ** 2 + (x - column) ** 2) / 4)).astype(np.float32)
    return np.where(heat > 0.01, heat, 0).astype(np.float32)


def test_the_heaviest_come_first_and_sit_in_the_middle_of_their_window() -> None:
    places = heaviest_places(blobs((8, 8, 0.5), (20, 22, 1.0), (32, 10, 0.7), (30, 24, 0.2)), TENTH, SHAPE, 60)
    assert [place.middle for place in places] == [(20, 22), (32, 10), (8, 8)]
    box = places[0].box
    assert (box.x + box.width / 2, box.y + box.height / 2) == pytest.approx((220, 200), abs=1)
    assert places[0].share > places[1].share > places[2].share
    assert sum(place.share for place in places) <= 1


def test_nothing_seen_has_no_places() -> None:
    assert heaviest_places(np.zeros((40, 40), np.float32), TENTH, SHAPE, 60) == ()


def test_a_single_mark_is_a_single_place() -> None:
    assert len(heaviest_places(blobs((20, 15, 0.9)), TENTH, SHAPE, 60)) == 1


def test_where_evidence_lies_everywhere_the_fullest_windows_are_named() -> None:
    even = np.full((40, 30), 0.5, np.float32)
    even[20:24, 10:14] = 0.7
    places = heaviest_places(even, TENTH, SHAPE, 40)
    assert len(places) == 3
    assert places[0].share < 0.05
    assert places[0].middle == pytest.approx((21.5, 11.5), abs=1)


@given(
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 29), st.floats(0.1, 1)), min_size=1, max_size=8),
    st.floats(-0.6, 0.6),
    st.floats(20, 900),
)
def test_places_lie_inside_the_photo_and_share_no_pixel(spots, turn: float, side: float) -> None:
    affine = 0.1 * np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0]])
    taken = np.zeros(SHAPE[:2], int)
    for place in heaviest_places(blobs(*spots), affine, SHAPE, side):
        box = place.box
        assert box.width == box.height
        cut = taken[box.where]
        assert cut.shape == (box.height, box.width)
        cut += 1
    assert taken.max() <= 1
