import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from consultant_app.ui.widgets.column_chart import Column, ColumnChart

COLUMNS = [Column("4 May", "12", 12), Column("11 May", "fewer than 10", None), Column("18 May", "31", 31)]


@pytest.fixture
def chart(qtbot, ui):
    made = ColumnChart(ui.theme)
    qtbot.addWidget(made)
    made.resize(520, 190)
    made.show_columns(COLUMNS)
    made.show()
    return made


def test_looks_at_the_last_and_says_it(chart):
    assert chart.place == 2
    assert chart.accessibleDescription() == "18 May: 31"


def test_arrows_go_from_one_to_the_next_and_stop_at_the_ends(chart):
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "11 May: fewer than 10"
    for key, place in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_Left, 0), (Qt.Key.Key_End, 2), (Qt.Key.Key_Right, 2)):
        QTest.keyClick(chart, key)
        assert chart.place == place
    QTest.keyClick(chart, Qt.Key.Key_A)
    assert chart.place == 2


def test_a_touch_looks_at_the_column_below(chart):
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 150))
    assert chart.place == 0


def test_nothing_is_nothing(chart):
    chart.show_columns([])
    assert chart.place == -1
    chart.grab()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 150))
    assert chart.place == -1


@pytest.mark.parametrize("highest", [1, 3, 9, 17, 555, 9_999, 12_345])
def test_any_figure_fits_its_scale(chart, highest):
    chart.show_columns([Column("x", str(highest), highest)])
    chart.grab()
