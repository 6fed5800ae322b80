import pytest
from PyQt6.QtGui import QColor

from consultant_app.ui.widgets.score_line import ScoreLine


@pytest.fixture
def line(qtbot, ui):
    made = ScoreLine(ui.theme)
    qtbot.addWidget(made)
    made.resize(202, 13)
    return made


def ink_columns(line, theme):
    image, ink = line.grab().toImage(), QColor(theme.tokens.ink)
    columns = range(image.width())
    return [x for x in columns if abs(image.pixelColor(x, 3).lightness() - ink.lightness()) < 40]


@pytest.mark.parametrize("score", [0, 47, 100])
def test_the_mark_stands_at_the_score(line, ui, score):
    line.show_score(score, 6)
    columns = ink_columns(line, ui.theme)
    assert columns
    assert all(abs(x + 0.5 - line.place(score)) < 2 for x in columns)


def test_the_band_spans_the_plus_minus_and_ends_at_the_scale(line):
    assert line.place(60) - line.place(50) == pytest.approx(20)
    assert line.place(-5) == line.place(0)
    assert line.place(104) == line.place(100)
    plain, banded = ScoreLine(line._theme), line
    plain.resize(line.size())
    plain.show_score(50, None)
    banded.show_score(50, 10)
    inside = round(line.place(57))
    assert plain.grab().toImage().pixelColor(inside, 5) != banded.grab().toImage().pixelColor(inside, 5)


def test_without_a_score_there_is_no_mark(line, ui):
    line.show_score(None, None)
    assert ink_columns(line, ui.theme) == []
