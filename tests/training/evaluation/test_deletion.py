import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.training.evaluation.deletion import (
    CELL,
    WINDOW,
    Window,
    curve,
    extremes,
    order_of,
    replaced,
    smoothed_skin,
    window_around,
)
from consultant_app.training.evaluation.frame import STRIDE

SIDE = WINDOW * STRIDE
CELLS = WINDOW // CELL
SPOT = (6, 9)
"""Row and column of the only cell that the network of these tests looks at."""


def _window() -> Window:
    photo = np.full((SIDE, SIDE, 3), 120, np.uint8)
    size = CELL * STRIDE
    photo[SPOT[0] * size : (SPOT[0] + 1) * size, SPOT[1] * size : (SPOT[1] + 1) * size] = 220
    return Window(photo, np.full_like(photo, 120), np.ones((WINDOW, WINDOW), bool), (0, 0))


def _brightness(photos: NDArray[np.uint8]) -> NDArray[np.float32]:
    """A "network" whose evidence is how much brighter than 120 the photo is."""
    return np.asarray((photos[:, ::STRIDE, ::STRIDE, 0].astype(np.float32) - 120) / 100, np.float32)


def _knowing() -> NDArray[np.float32]:
    heat = np.zeros((WINDOW, WINDOW), np.float32)
    heat[SPOT[0] * CELL : (SPOT[0] + 1) * CELL, SPOT[1] * CELL : (SPOT[1] + 1) * CELL] = 1
    return heat


def test_the_known_cell_comes_first_in_the_order_of_a_map_that_knows_it() -> None:
    window = _window()
    order = order_of(_knowing(), window.skin, np.random.default_rng(0))
    assert order[0] == SPOT[0] * CELLS + SPOT[1]
    assert sorted(order) == list(range(CELLS * CELLS))


def test_cells_off_the_skin_are_never_replaced() -> None:
    skin = np.ones((WINDOW, WINDOW), bool)
    skin[: WINDOW // 2] = False
    order = order_of(_knowing(), skin, np.random.default_rng(0))
    assert order.min() >= CELLS * CELLS // 2


def test_taking_the_known_cell_away_takes_the_answer_and_giving_it_back_returns_it() -> None:
    window, random = _window(), np.random.default_rng(0)
    knowing = order_of(_knowing(), window.skin, random)
    blind = order_of(-_knowing(), window.skin, random)
    ends = extremes(_brightness, window, knowing)
    assert ends[1] == 0.0
    deletion, insertion = (area / ends[0] for area in curve(_brightness, window, knowing, ends))
    # Half of the first step, and what the feathered border of a single cell lets through.
    assert deletion < 0.15
    assert insertion > 0.85
    blind_deletion, blind_insertion = (area / ends[0] for area in curve(_brightness, window, blind, ends))
    assert blind_deletion > 0.7
    assert blind_insertion < 0.3


def test_replacing_changes_the_cell_and_hardly_its_surroundings() -> None:
    window = _window()
    out = replaced(window, np.array([SPOT[0] * CELLS + SPOT[1]]))
    size = CELL * STRIDE
    middle = (SPOT[0] * size + size // 2, SPOT[1] * size + size // 2)
    assert out[middle][0] == pytest.approx(120, abs=2)
    assert np.array_equal(out[:40], window.photo[:40])


def test_the_window_lies_around_the_mask_and_inside_the_face() -> None:
    photo = np.zeros((640, 640, 3), np.uint8)
    skin = np.ones((160, 160), bool)
    for middle, corner in (((80, 80), (48, 48)), ((2, 158), (0, 96))):
        mask = np.zeros((160, 160), bool)
        mask[middle] = True
        window = window_around(photo, photo, skin, mask)
        assert window.corner == corner
        assert window.photo.shape == (SIDE, SIDE, 3)
        assert window.cut(mask.astype(np.float32)).sum() == 1


def test_smoothing_takes_structure_from_the_skin_and_leaves_the_rest() -> None:
    random = np.random.default_rng(0)
    photo = random.integers(100, 160, (640, 640, 3)).astype(np.uint8)
    skin = np.zeros((160, 160), bool)
    skin[:, 80:] = True
    smooth = smoothed_skin(photo, skin)
    assert smooth[:, 340:].std() < 0.2 * photo[:, 340:].std()
    assert np.abs(smooth[:, :300].astype(int) - photo[:, :300]).max() <= 1
