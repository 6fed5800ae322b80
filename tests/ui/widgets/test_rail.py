import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from consultant_app.ui.widgets.rail import Rail


@pytest.fixture
def rail(qtbot, ui):
    made = Rail(ui.theme)
    qtbot.addWidget(made)
    for key in ("one", "two"):
        made.add(key)
        made.say(key, key.title())
    made.show()
    return made


def test_says_where_one_is(rail):
    rail.choose("two")
    assert rail.keys() == ("one", "two")
    assert [line.chosen for line, _ in rail._rows.values()] == [False, True]
    assert [line.accessibleName() for line, _ in rail._rows.values()] == ["One", "Two"]


def test_a_page_that_is_shown_has_the_keyboard_on_its_way(rail, qtbot):
    rail.take_focus("two")
    qtbot.waitUntil(lambda: rail.focusWidget() is rail._rows["two"][0])


def test_a_way_is_taken_by_keyboard(rail, qtbot):
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.keyClick(rail._rows["one"][0], Qt.Key.Key_Space)
    assert told.args == ["one"]
