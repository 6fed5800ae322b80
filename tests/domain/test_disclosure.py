import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.domain.disclosure import FEWEST, Cell, Hidden, Tally, protected

ALL = "all"


def people(count: int, mark: str = "p") -> Tally:
    return Tally(count, frozenset(f"{mark}{place}" for place in range(count)))


def table(counts: list[list[int]]) -> tuple[dict, list]:
    """Cells with totals of rows, columns and all, each person in one cell; and the sums that hold."""
    high, wide = len(counts), len(counts[0])
    tallies = {
        (str(r), str(c)): people(counts[r][c], f"{r}-{c}-") for r, c in itertools.product(range(high), range(wide))
    }
    rows, columns = [str(r) for r in range(high)], [str(c) for c in range(wide)]
    for row in rows:
        tallies[row, ALL] = sum((tallies[row, column] for column in columns), Tally())
    for column in (*columns, ALL):
        tallies[ALL, column] = sum((tallies[row, column] for row in rows), Tally())
    sums = [[(row, column) for column in (*columns, ALL)] for row in (*rows, ALL)]
    sums += [[(row, column) for row in (*rows, ALL)] for column in (*columns, ALL)]
    return tallies, sums


def known(shown: dict, sums: list) -> set:
    """Every hidden figure that the sums give exactly; by elimination, not by the method under test."""
    hidden = [key for key, cell in shown.items() if cell.value is None]
    matrix = np.array(
        [[(-1.0 if key == line[-1] else 1.0) if key in line else 0.0 for key in hidden] for line in sums]
    )
    if not hidden:
        return set()
    rank = np.linalg.matrix_rank(matrix)
    return {
        key
        for place, key in enumerate(hidden)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(hidden))[place]])) == rank
    }


def test_a_figure_of_fewer_than_ten_people_is_hidden_and_one_of_ten_is_not():
    shown = protected({("a",): people(9), ("b",): people(10), ("c",): people(0)}, [])
    assert shown == {("a",): Cell(None, Hidden.FEW), ("b",): Cell(10), ("c",): Cell(None, Hidden.FEW)}


def test_people_count_not_visits():
    assert protected({("a",): Tally(40, frozenset({"one"}))}, [])[("a",)].value is None


def test_a_total_does_not_give_the_one_hidden_figure_back():
    tallies, _ = table([[3, 20, 50]])
    line = [("0", "0"), ("0", "1"), ("0", "2"), ("0", ALL)]
    shown = protected({key: tallies[key] for key in line}, [line])
    assert [shown[key].hidden for key in line] == [Hidden.FEW, Hidden.COVER, None, None]


def test_two_small_ones_do_not_cover_one_another():
    tallies, _ = table([[2, 3, 20, 50]])
    line = [*(("0", str(c)) for c in range(4)), ("0", ALL)]
    shown = protected({key: tallies[key] for key in line}, [line])
    assert [shown[key].value for key in line] == [None, None, None, 50, 75]


def test_a_cover_must_leave_room():
    """3 and 10 hidden of 43: known to be at least ten, the cover would tell that the other is at most three."""
    tallies, _ = table([[3, 10, 30]])
    line = [*(("0", str(c)) for c in range(3)), ("0", ALL)]
    shown = protected({key: tallies[key] for key in line}, [line])
    assert [shown[key].value for key in line] == [None, None, None, 43]


def test_nobody_needs_no_cover():
    tallies, _ = table([[0, 20, 50]])
    line = [*(("0", str(c)) for c in range(3)), ("0", ALL)]
    assert [protected({key: tallies[key] for key in line}, [line])[key].value for key in line] == [
        None,
        20,
        50,
        70,
    ]


def test_what_is_shown_elsewhere_is_not_hidden_to_cover():
    tallies = {
        ("with",): people(4, "a"),
        ("without",): people(30, "b"),
        ("whole",): people(4, "a") + people(30, "b"),
    }
    line = [("with",), ("without",), ("whole",)]
    shown = protected(tallies, [line], known=[("whole",)])
    assert [shown[key].value for key in line] == [None, None, 34]


def test_two_pairs_joined_by_one_figure_do_not_tell_it():
    """Each line hides two at least, and yet all sums together would give the figure that joins the two squares."""
    counts = [
        [3, 4, 60, 60],
        [4, 3, 5, 60],
        [60, 60, 3, 4],
        [60, 60, 4, 3],
    ]
    tallies, sums = table(counts)
    shown = protected(tallies, sums)
    assert known(shown, sums) & {key for key, tally in tallies.items() if tally.people and tally.small} == set()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    st.integers(2, 4).flatmap(
        lambda wide: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 5, 9, 10, 11, 25, 60]), min_size=wide, max_size=wide),
            min_size=2,
            max_size=4,
        )
    )
)
def test_no_small_group_is_shown_or_can_be_worked_out(counts):
    tallies, sums = table(counts)
    shown = protected(tallies, sums)
    for key, cell in shown.items():
        assert cell.value in (None, tallies[key].value)
        assert cell.value is None or len(tallies[key].people) >= FEWEST
        assert (cell.hidden is Hidden.FEW) == tallies[key].small
    small = {key for key, tally in tallies.items() if tally.people and tally.small}
    assert known(shown, sums).isdisjoint(small)
    for line in sums:
        unseen = [key for key in line if shown[key].value is None]
        if small.intersection(unseen) and shown[line[-1]].value is not None:
            assert len(sum((tallies[key] for key in unseen), Tally()).people) >= FEWEST


@pytest.mark.parametrize("size", [12])
def test_a_large_table_is_quick_enough_to_be_read_while_one_waits(size):
    rng = np.random.default_rng(3)
    tallies, sums = table(rng.integers(0, 40, (size, 5)).tolist())
    assert known(protected(tallies, sums), sums) is not None
