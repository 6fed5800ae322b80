from datetime import timedelta

import numpy as np

from consultant_app.brand import load_brand
from consultant_app.domain.evolution import Point
from consultant_app.report.style import Style
from consultant_app.report.tags import Tree
from consultant_app.report.trend import Trend

from .conftest import AT
from .test_figures import painted


def point(days: int, score: int | None, *, comparable: bool = True) -> Point:
    return Point(f"v{days}", AT + timedelta(days=days), score, None if score is None else 5, comparable)


def drawn(*points: Point) -> np.ndarray:
    trend = Trend(points, ("a", "b"), (120, 60), Style(load_brand()), Tree().add("Figure", "x"))
    return painted(trend, 120, 60).sum(axis=2)


def test_a_rising_score_rises_on_paper() -> None:
    image = drawn(point(0, 10), point(100, 90))
    left, right = image[:, 4 * 21], image[:, 4 * 115]
    assert int(np.argmin(left)) > 4 * 35
    assert int(np.argmin(right)) < 4 * 25


def test_points_of_another_model_are_hollow_and_unjoined() -> None:
    joined, apart = drawn(point(0, 50), point(100, 50)), drawn(point(0, 50, comparable=False), point(100, 50))
    assert joined[:, 4 * 60 : 4 * 90].min() < apart[:, 4 * 60 : 4 * 90].min()


def test_one_moment_nothing_said_and_one_point_are_drawn_too() -> None:
    for points in ([], [point(0, None)], [point(0, 50)], [point(0, 50), point(0, 70)]):
        assert drawn(*points).shape == (240, 480)
