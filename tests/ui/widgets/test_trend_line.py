from datetime import UTC, datetime, timedelta

import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor

from consultant_app.domain.evolution import Point
from consultant_app.ui.widgets.trend_line import TrendLine, runs, scale_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def point(day, score, *, comparable=True):
    return Point(f"v{day}", START + timedelta(days=day), score, None if score is None else 5, comparable)


def test_time_and_score_are_straight_scales_and_never_leave_the_box():
    points = [point(0, 50), point(30, 60), point(90, 70)]
    scale = scale_of(points, QRectF(10, 0, 90, 200))
    assert [scale.x(each.at) for each in points] == [10, 40, 100]
    assert (scale.y(0), scale.y(50), scale.y(100)) == (200, 100, 0)
    assert (scale.y(-20), scale.y(130)) == (200, 0)
    assert scale.place(point(3, None)) is None


def test_visits_of_one_moment_stand_in_the_middle():
    assert scale_of([point(0, 50)], QRectF(0, 0, 80, 10)).x(START) == 40


def test_a_curve_breaks_where_nothing_was_said_and_where_the_model_changes():
    course = [point(0, 40, comparable=False), point(1, 41), point(2, 42), point(3, None), point(4, 44)]
    assert [[each.score for each in run] for run in runs(course)] == [[40], [41, 42], [44]]
    assert runs([]) == []


@pytest.fixture
def line(qtbot, ui):
    made = TrendLine(ui.theme)
    qtbot.addWidget(made)
    return made


def colour_at(widget, x, y):
    image = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(x * ratio), round(y * ratio))


def test_chosen_visits_are_full_marks_and_those_of_another_model_hollow(line):
    course = (point(0, 50, comparable=False), point(50, 50), point(100, 50))
    line.show_points(course, frozenset({"v0", "v100"}))
    middle = line.height() / 2
    assert colour_at(line, 119, middle).lightness() < 60
    assert colour_at(line, 5, middle).lightness() > 200


def test_the_band_is_as_high_as_the_plus_minus(line, ui):
    line.show_points((point(0, 50), point(100, 50)), frozenset())
    ground = QColor(ui.theme.tokens.paper)
    filled = [y for y in range(8, line.height() - 8) if colour_at(line, 60, y) != ground]
    # 10 of 100 points on 40 pixels.
    assert 3 <= len(filled) <= 6


def test_without_visits_nothing_is_drawn(line):
    line.grab()
