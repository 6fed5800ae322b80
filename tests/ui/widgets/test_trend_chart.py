from datetime import UTC, datetime, timedelta

import pytest
from PyQt6.QtCore import QPoint, Qt

from consultant_app.domain.evolution import Period, Point
from consultant_app.ui.widgets.trend_chart import Trend, TrendChart

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = (0, 80, 90, 200)


@pytest.fixture
def chart(qtbot, ui):
    made = TrendChart(ui)
    qtbot.addWidget(made)
    made.resize(700, 460)
    points = tuple(Point(f"v{d}", START + timedelta(days=d), 40 + d // 5, 6, comparable=True) for d in DAYS)
    times = [point.at for point in points]
    periods = (Period(times[0], times[1], ("Sérum Clair",)), Period(times[1], times[3], ()))
    made.show_trend(Trend(points, ("v0", "v200"), periods, 12.0))
    made.show()
    return made


def touch(qtbot, chart, day):
    x = chart.scale().x(START + timedelta(days=day))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 200))


def test_a_touch_near_a_visit_chooses_it(qtbot, chart):
    heard = []
    chart.touched.connect(heard.append)
    for day in (81, 88, 140):
        touch(qtbot, chart, day)
    assert heard == ["v80", "v90"]


def test_arrows_move_the_later_visit_but_not_past_the_earlier(qtbot, chart):
    heard = []
    chart.touched.connect(heard.append)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Tab)
    assert heard == ["v90"]


def test_what_was_advised_lies_on_the_time_axis(chart, ui):
    image = chart.grab().toImage()
    scale = chart.scale()
    ratio = image.devicePixelRatio()
    lane = round((scale.box.bottom() + 37) * ratio)
    colours = [
        image.pixelColor(round(scale.x(START + timedelta(days=day)) * ratio), lane).name() for day in (60, 150)
    ]
    assert colours[0] == ui.theme.tokens.accent_soft.lower()
    assert colours[1] != colours[0]


def test_before_the_first_story_there_is_nothing_to_touch(qtbot, ui):
    empty = TrendChart(ui)
    qtbot.addWidget(empty)
    assert empty.scale() is None
    empty.grab()
    with qtbot.assertNotEmitted(empty.touched):
        qtbot.mouseClick(empty, Qt.MouseButton.LeftButton)
        qtbot.keyClick(empty, Qt.Key.Key_Left)


def test_visits_of_two_models_have_no_corridor(chart):
    trend = chart._trend
    with_corridor = chart.grab().toImage()
    chart.show_trend(Trend(trend.points, trend.chosen, trend.periods, None))
    assert chart.grab().toImage() != with_corridor
