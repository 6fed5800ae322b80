import pytest

from consultant_app.ui.widgets.monogram import Monogram, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Camille Dubois-Lefèvre", "CL"),
        ("Margaux de Saint-Exupéry-Montmorency", "MM"),
        ("Inès", "I"),
        ("élise Œuvrard", "ÉŒ"),
        ("王 小明", "王"),
        ("محمد علي", "م"),
        ("Анна Каренина", "АК"),
        ("", ""),
        ("42 ?", ""),
    ],
)
def test_initials_of_any_name(name, letters):
    assert initials(name) == letters


def test_is_drawn_in_the_accent_and_follows_the_mode(qtbot, ui):
    mark = Monogram(ui.theme, "Zoe Martin")
    qtbot.addWidget(mark)
    light = mark.grab().toImage()
    assert light.pixelColor(20, 3).name() == ui.theme.tokens.accent_soft.lower()
    ui.theme.set_dark(dark=True)
    assert mark.grab().toImage() != light
