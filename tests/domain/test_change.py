import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.change import LEVEL, Change, Obstacle, holm, verdicts
from consultant_app.domain.criteria import CRITERIA
from tests.domain.stories import BOTH_CHEEKS, ONE_FROM_THE_SIDE, OTHER, analysis, by_key, seen_from


@pytest.mark.parametrize("plus_minus", [1, 3, 8])
@pytest.mark.parametrize("asked", [1, 5, 16])
def test_on_pure_noise_a_change_is_told_in_at_most_one_family_of_twenty(plus_minus: int, asked: int) -> None:
    """Printed scores of unchanged skin, errors as large as the rounded +/- can stand for."""
    random = np.random.default_rng([plus_minus, asked])
    keys, sigma, families, told = list(CRITERIA)[:asked], plus_minus + 0.49, 1500, 0
    for readings in 60 + sigma * random.standard_normal((families, 2, asked)):
        before, after = (analysis(dict(zip(keys, row, strict=True)), plus_minus=plus_minus) for row in readings)
        told += any(v.change in (Change.IMPROVED, Change.DECLINED) for v in verdicts(before, after, {}))
    # Three standard errors of a share of 5 % among so many families.
    assert told / families <= LEVEL + 3 * math.sqrt(LEVEL * (1 - LEVEL) / families)


def test_errors_that_move_together_do_not_break_the_promise() -> None:
    """One light falls on all criteria: Holm needs no independence."""
    random = np.random.default_rng(4)
    families, told = 1500, 0
    for shared, own in zip(
        random.standard_normal((families, 2, 1)), random.standard_normal((families, 2, 16)), strict=True
    ):
        readings = 60 + 4.4 * (0.8 * shared + 0.6 * own)
        before, after = (analysis(dict(zip(CRITERIA, row, strict=True))) for row in readings)
        told += any(v.change is not Change.NO_MEASURABLE_CHANGE for v in verdicts(before, after, {}))
    assert told / families <= LEVEL


def test_a_large_change_is_found_among_sixteen_and_named_by_its_direction() -> None:
    before = dict.fromkeys(CRITERIA, 60.0)
    found = by_key(analysis(before), analysis(before | {"redness": 85.0, "pores": 30.0}))
    assert found["redness"].change is Change.IMPROVED
    assert found["pores"].change is Change.DECLINED
    assert found["redness"].difference == pytest.approx(25)
    assert found["redness"].standard_error == pytest.approx(math.hypot(4.5, 4.5))
    told = [verdict.change for verdict in found.values()]
    assert told.count(Change.NO_MEASURABLE_CHANGE) == 14


@given(
    scores=st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=16, max_size=16),
    plus_minus=st.integers(1, 12),
)
def test_the_order_of_the_visits_turns_the_verdict_round(
    scores: list[tuple[float, float]], plus_minus: int
) -> None:
    first, second = (
        analysis({key: pair[side] for key, pair in zip(CRITERIA, scores, strict=True)}, plus_minus=plus_minus)
        for side in (0, 1)
    )
    turned = {Change.IMPROVED: Change.DECLINED, Change.DECLINED: Change.IMPROVED}
    for there, back in zip(verdicts(first, second, {}), verdicts(second, first, {}), strict=True):
        assert back.change is turned.get(there.change, there.change)
        assert there.difference is not None
        assert back.difference == pytest.approx(-there.difference)
        assert back.p == pytest.approx(there.p)


@given(hidden=st.sets(st.sampled_from(sorted(set(CRITERIA) - {"redness"}))), late=st.booleans())
def test_what_is_not_said_makes_no_answer_stricter(hidden: set[str], late: bool) -> None:
    before = {key: 60.0 for key in CRITERIA if key not in hidden}
    after = before | {"redness": 72.0}
    unsaid: dict[str, float | None] = dict.fromkeys(hidden)
    with_unsaid = by_key(
        analysis(before | (unsaid if late else dict.fromkeys(hidden, 10.0))), analysis(after | unsaid)
    )
    without = by_key(analysis(before), analysis(after))
    for key in before:
        assert with_unsaid[key] == without[key]
    for key in hidden:
        assert with_unsaid[key].change is without[key].change is Change.NOT_COMPARABLE


def test_a_change_below_the_minimal_detectable_one_is_none() -> None:
    before, after = analysis({"redness": 50.0}), analysis({"redness": 65.0})
    assert by_key(before, after)["redness"].change is Change.IMPROVED
    assert by_key(before, after, redness=15.5)["redness"].change is Change.NO_MEASURABLE_CHANGE
    assert by_key(before, after, redness=14.5)["redness"].change is Change.IMPROVED


def test_why_two_scores_do_not_compare_is_said() -> None:
    before = analysis({"pores": 50.0, "shine": None, "redness": 50.0, "folds": None})
    after = analysis({"pores": None, "shine": 50.0, "redness": 50.0, "folds": None})
    found = by_key(before, after)
    assert {key: found[key].obstacle for key in ("pores", "shine", "redness", "folds", "texture")} == {
        "pores": Obstacle.UNSAID_AFTER,
        "shine": Obstacle.UNSAID_BEFORE,
        "redness": None,
        "folds": Obstacle.UNSAID_BOTH,
        "texture": Obstacle.UNSAID_BOTH,
    }
    other = by_key(before, replace(after, model=OTHER))
    assert other["redness"].obstacle is Obstacle.OTHER_MODEL
    assert other["folds"].obstacle is Obstacle.UNSAID_BOTH
    assert other["redness"].p is other["redness"].difference is None


def test_holm_against_the_worked_example() -> None:
    """p = .01, .04, .03, .005: stepped down by 4, 3, 2, 1 and never falling."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), max_size=16))
def test_holm_never_lowers_and_keeps_the_order(chances: list[float]) -> None:
    corrected = holm(chances)
    assert all(0 <= low <= high <= 1 for low, high in zip(chances, corrected, strict=True))
    ranks = sorted(range(len(chances)), key=chances.__getitem__)
    assert [corrected[place] for place in ranks] == sorted(corrected)


def test_a_score_from_a_side_view_does_not_compare_with_one_without() -> None:
    scores = {"texture": 60.0, "shine": 50.0}
    front = seen_from(analysis(scores), "texture", *BOTH_CHEEKS)
    side = seen_from(analysis(scores), "texture", *ONE_FROM_THE_SIDE)
    for before, after in ((front, side), (side, front)):
        found = by_key(before, after)
        assert found["texture"].change is Change.NOT_COMPARABLE
        assert found["texture"].obstacle is Obstacle.OTHER_VIEW
        assert found["shine"].change is Change.NO_MEASURABLE_CHANGE
    assert by_key(side, side)["texture"].change is Change.NO_MEASURABLE_CHANGE
