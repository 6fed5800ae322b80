from dataclasses import replace

import pytest
from PyQt6.QtGui import QColor, QFontDatabase

from consultant_app.brand import contrast, load_brand
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.theme import Theme, mixed, tokens_of, vars_of


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_read_is_legible(dark):
    tokens = tokens_of(load_brand(), dark=dark)
    for text, ground in (
        (tokens.ink, tokens.paper),
        (tokens.ink, tokens.well),
        (tokens.soft, tokens.surface),
        (tokens.accent, tokens.paper),
        (tokens.on_ink, tokens.ink),
        (tokens.on_accent, tokens.accent),
        (tokens.ink, tokens.accent_soft),
    ):
        assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_sheet_has_every_token_filled_in(dark):
    sheet = style_sheet(vars_of(tokens_of(load_brand(), dark=dark)))
    assert "$" not in sheet
    assert load_brand().title.family in sheet


def test_a_missing_token_is_an_error():
    values = vars_of(tokens_of(load_brand(), dark=False))
    del values["accent"]
    with pytest.raises(KeyError):
        style_sheet(values)


def test_the_brands_fonts_are_registered(ui):
    assert {ui.theme.brand.title.family, ui.theme.brand.text.family} <= set(QFontDatabase.families())


def test_switches_live(qapp, qtbot, ui):
    light = ui.theme.tokens.paper
    with qtbot.waitSignal(ui.theme.changed):
        ui.theme.set_dark(dark=True)
    assert ui.theme.dark
    assert ui.theme.tokens.paper != light
    assert QColor(ui.theme.tokens.paper) == qapp.palette().window().color()
    with qtbot.assertNotEmitted(ui.theme.changed):
        ui.theme.set_dark(dark=True)


def test_another_brand_is_another_look():
    brand = load_brand()
    other = replace(brand, light=replace(brand.light, accent="#123456"))
    assert Theme(other).tokens.accent == "#123456"


def test_mixes_by_share():
    assert mixed("#000000", "#ffffff", 0.0) == "#000000"
    assert mixed("#000000", "#ffffff", 1.0) == "#ffffff"
    assert mixed("#000000", "#64c8fa", 0.5) == "#32647d"
