import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.training.evaluation.localisation import average_precision, pointing

SKIN = np.zeros((40, 40), bool)
SKIN[5:35, 5:35] = True
MASK = np.zeros((40, 40), bool)
MASK[10:13, 10:13] = True


def test_a_map_that_points_at_the_mask_hits_and_one_that_does_not_misses() -> None:
    heat = np.zeros((40, 40), np.float32)
    heat[11, 11] = 0.4
    random = np.random.default_rng(0)
    hit, expected = pointing(heat, MASK, SKIN, random, reach=0)
    assert (hit, expected) == (1.0, 9 / 900)
    heat[30, 30] = 0.5
    assert pointing(heat, MASK, SKIN, random)[0] == 0.0


def test_what_lies_off_the_skin_is_not_pointed_at() -> None:
    heat = np.zeros((40, 40), np.float32)
    heat[0, 0], heat[11, 11] = 1.0, 0.1
    assert pointing(heat, MASK, SKIN, np.random.default_rng(0))[0] == 1.0


def test_a_near_miss_counts_as_far_as_the_reach_and_chance_grows_with_it() -> None:
    heat = np.zeros((40, 40), np.float32)
    heat[13, 11] = 1
    random = np.random.default_rng(0)
    assert pointing(heat, MASK, SKIN, random, reach=0)[0] == 0.0
    hit, expected = pointing(heat, MASK, SKIN, random, reach=1)
    assert hit == 1.0
    assert expected > 9 / 900


def test_a_flat_map_hits_by_chance_only() -> None:
    flat = np.full((40, 40), 0.7, np.float32)
    random = np.random.default_rng(1)
    mask = np.zeros((40, 40), bool)
    mask[5:20, 5:35] = True
    hits = [pointing(flat, mask, SKIN, random, reach=0)[0] for _ in range(400)]
    assert np.mean(hits) == pytest.approx(0.5, abs=0.08)


def test_no_skin_is_refused() -> None:
    with pytest.raises(ValueError, match="no skin"):
        pointing(MASK.astype(np.float32), MASK, np.zeros_like(SKIN), np.random.default_rng(0))
    with pytest.raises(ValueError, match="no cell"):
        average_precision(MASK.astype(np.float32), ~SKIN, SKIN)


def test_average_precision_is_one_for_the_mask_itself_and_chance_for_a_flat_map() -> None:
    assert average_precision(MASK.astype(np.float32), MASK, SKIN) == pytest.approx(1.0)
    assert average_precision(np.ones((40, 40), np.float32), MASK, SKIN) == pytest.approx(9 / 900)


def test_average_precision_of_a_known_ranking() -> None:
    # Ranks 1, 3 and 4 of five are right: (1/1 + 2/3 + 3/4) / 3.
    heat = np.array([[0.9, 0.8, 0.7, 0.6, 0.1]], np.float32)
    mask = np.array([[True, False, True, True, False]])
    assert average_precision(heat, mask, np.ones_like(mask)) == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_average_precision_keeps_to_its_range_and_to_the_order_alone(seed: int) -> None:
    random = np.random.default_rng(seed)
    heat = random.random((40, 40)).astype(np.float32)
    mask = random.random((40, 40)) < 0.2
    value = average_precision(heat, mask, SKIN)
    assert 0 < value <= 1
    assert average_precision(3 * heat + 1, mask, SKIN) == pytest.approx(value, abs=1e-3)
