import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from consultant_app.training.evaluation import statistics

# Shrout and Fleiss (1979), table 2: six persons, four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)


def test_icc_gives_the_textbook_value() -> None:
    assert statistics.icc21(SHROUT_FLEISS) == pytest.approx(0.29, abs=0.005)


def test_icc_of_repeated_measurements_without_error_is_one() -> None:
    assert statistics.icc21(np.arange(12.0).repeat(3).reshape(12, 3)) == pytest.approx(1)
    assert np.isnan(statistics.icc21(np.ones((4, 2))))


def test_weighted_kappa_of_a_table_worked_by_hand() -> None:
    # Table [[20, 5], [10, 15]]: agreement 0.70, by chance 0.50; two classes need no weights.
    first = [0] * 25 + [1] * 25
    second = [0] * 20 + [1] * 5 + [0] * 10 + [1] * 15
    assert statistics.weighted_kappa(first, second, 1) == pytest.approx(0.4)


def test_weighted_kappa_punishes_a_far_miss_more() -> None:
    truth = np.array([0, 1, 2, 3, 0, 1, 2, 3])
    near, far = truth.copy(), truth.copy()
    near[0], far[0] = 1, 3
    assert statistics.weighted_kappa(truth, truth, 3) == 1
    assert statistics.weighted_kappa(truth, far, 3) < statistics.weighted_kappa(truth, near, 3) < 1


def test_partial_spearman_of_three_equals_the_formula() -> None:
    random = np.random.default_rng(1)
    z = random.normal(size=300)
    x, y = z + random.normal(size=300), z + random.normal(size=300)
    xy, xz, yz = (spearmanr(a, b).statistic for a, b in ((x, y), (x, z), (y, z)))
    expected = (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))
    assert statistics.partial_spearman(x, y, z[:, None]) == pytest.approx(expected)
    assert abs(expected) < 0.15 < xy


def test_partial_spearman_finds_nothing_in_what_the_control_explains() -> None:
    z = np.arange(30.0)
    assert np.isnan(statistics.partial_spearman(2 * z, z**3, z[:, None]))


@given(st.lists(st.floats(-50, 50), min_size=6, max_size=30, unique=True))
def test_spearman_equals_the_reference_and_sees_only_order(values: list[float]) -> None:
    x = np.array(values)
    y = np.arange(float(len(x)))
    assert statistics.spearman(x, y) == pytest.approx(spearmanr(x, y).statistic, abs=1e-9)
    assert statistics.spearman(np.argsort(np.argsort(x)).astype(float), y) == pytest.approx(
        statistics.spearman(x, y)
    )


def test_the_interval_of_a_mean_is_that_of_the_textbook() -> None:
    values = np.random.default_rng(2).normal(5, 2, 400)
    found = statistics.estimate(lambda rows: float(values[rows].mean()), np.arange(400), draws=800)
    half = 1.96 * values.std(ddof=1) / 20
    assert found.low == pytest.approx(values.mean() - half, abs=0.05)
    assert found.high == pytest.approx(values.mean() + half, abs=0.05)


def test_rows_of_one_person_do_not_narrow_the_interval() -> None:
    levels = np.random.default_rng(3).normal(size=12)
    values, persons = levels.repeat(50), np.arange(12).repeat(50)
    alone = statistics.estimate(lambda rows: float(values[rows].mean()), np.arange(600), draws=200)
    together = statistics.estimate(lambda rows: float(values[rows].mean()), persons, draws=200)
    assert together.high - together.low > 4 * (alone.high - alone.low)
    assert together == statistics.estimate(lambda rows: float(values[rows].mean()), persons, draws=200)


def test_one_person_has_no_interval() -> None:
    found = statistics.estimate(lambda rows: float(len(rows)), ["a"] * 5)
    assert found.named("n") == {"n": 5}


def test_quantile_matching_gives_every_grade_as_often_as_the_expert() -> None:
    grades = np.array([0.0, 0, 1, 3, 2, 0])
    matched = statistics.quantile_matched(np.array([5.0, 1, 2, 9, 3, 4]), grades)
    assert sorted(matched) == sorted(grades)
    assert matched[3] == 3
    assert matched[1] == 0


def test_roc_auc_of_a_case_worked_by_hand() -> None:
    assert statistics.roc_auc(np.array([3.0, 2]), np.array([1.0, 2, 0])) == pytest.approx(5.5 / 6)
    assert np.isnan(statistics.roc_auc(np.array([]), np.array([1.0])))


def test_spread_within_persons_and_what_it_lets_one_see() -> None:
    table = np.array([[50.0, 54], [10, 10]])
    assert statistics.within_person_sd(table) == pytest.approx(2)
    assert statistics.detectable_change(2) == pytest.approx(5.544, abs=0.001)


def test_standardising_removes_a_difference_of_case_mix() -> None:
    strata = np.array([0] * 8 + [1] * 8)
    errors = np.where(strata == 0, 1.0, -1.0)
    of = np.array([True] * 6 + [False] * 2 + [True] * 2 + [False] * 6)
    assert errors[of].mean() == pytest.approx(0.5)
    assert statistics.shares_equal(errors, strata, of) == pytest.approx(0)
    assert statistics.shares_equal(errors, strata, ~of) == pytest.approx(0)
