import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from consultant_app.ui.widgets.bar_list import Bar, BarList, Stripe

BARS = [
    Bar("a", "Pores", "40 %", (0.4,)),
    Bar("b", "Shine", "fewer than 10"),
    Bar("c", "All", "1", (0.5, 0.3, 0.2)),
]


@pytest.fixture
def bars(qtbot, ui):
    made = BarList(ui.theme, touchable=True)
    qtbot.addWidget(made)
    made.show_bars(BARS, "a")
    made.resize(300, 200)
    made.show()
    return made


def test_each_bar_is_said_and_one_is_chosen(bars):
    assert [line.accessibleName() for line in bars.rows.values()] == [
        "Pores: 40 %",
        "Shine: fewer than 10",
        "All: 1",
    ]
    assert [line.chosen for line in bars.rows.values()] == [True, False, False]


def test_keyboard_and_finger_choose(bars, qtbot):
    with qtbot.waitSignal(bars.touched) as told:
        QTest.keyClick(bars.rows["b"], Qt.Key.Key_Return)
    assert told.args == ["b"]
    with qtbot.waitSignal(bars.touched) as told:
        QTest.mouseClick(bars.rows["c"], Qt.MouseButton.LeftButton)
    assert told.args == ["c"]


def test_what_is_not_shown_does_not_look_like_a_small_figure(qtbot, ui):
    drawn = []
    for parts in ((), (0.1,)):
        stripe = Stripe(ui.theme, parts)
        qtbot.addWidget(stripe)
        stripe.resize(200, 8)
        drawn.append(stripe.grab().toImage())
    assert drawn[0] != drawn[1]


def test_plain_bars_take_no_focus(qtbot, ui):
    made = BarList(ui.theme)
    qtbot.addWidget(made)
    made.show_bars(BARS)
    assert all(line.focusPolicy() == Qt.FocusPolicy.NoFocus for line in made.rows.values())
