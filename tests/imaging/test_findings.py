import numpy as np
import pytest

from consultant_app.imaging.findings import count_findings, seen_share

EVERYWHERE = np.ones((20, 20), bool)


def marks(*places: tuple[slice, slice], level: float = 0.8) -> np.ndarray:
    heat = np.zeros((20, 20), np.float32)
    for place in places:
        heat[place] = level
    return heat


def test_separate_marks_are_counted_and_touching_ones_joined() -> None:
    heat = marks(np.s_[2:4, 2:4], np.s_[4:6, 4:6], np.s_[10:12, 10:12])
    assert count_findings(heat, EVERYWHERE) == 2


def test_what_lies_below_the_absolute_limit_or_outside_does_not_count() -> None:
    assert count_findings(marks(np.s_[2:4, 2:4], level=0.4), EVERYWHERE) == 0
    left = EVERYWHERE.copy()
    left[:, 10:] = False
    assert count_findings(marks(np.s_[2:4, 2:4], np.s_[2:4, 14:16]), left) == 1


def test_a_speck_is_no_line() -> None:
    heat = marks(np.s_[2:3, 2:9], np.s_[10:12, 10:12])
    assert count_findings(heat, EVERYWHERE, least_extent=5) == 1


def test_the_share_is_of_the_area() -> None:
    area = EVERYWHERE.copy()
    area[10:] = False
    assert seen_share(marks(np.s_[0:5, 0:20]), area) == pytest.approx(0.5)
    assert seen_share(marks(np.s_[0:5, 0:20]), ~EVERYWHERE) == 0
