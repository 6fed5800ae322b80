from dataclasses import replace

import pytest
from PyQt6.QtGui import QColor, QFontDatabase, QTextLayout

from consultant_app.brand import contrast, load_brand
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.theme import Theme, tokens_of, vars_of


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


def test_movements_are_the_brands_and_stop_for_who_wants_none():
    theme = Theme(load_brand())
    assert (theme.motion_ms, theme.breath_ms) == (load_brand().motion.fade, load_brand().motion.breath)
    theme.set_still(still=True)
    assert (theme.motion_ms, theme.breath_ms) == (0, 0)
    assert Theme(load_brand(), still=True).motion_ms == 0


@pytest.mark.usefixtures("ui")
def test_a_name_in_another_script_is_drawn_by_a_bundled_font():
    theme = Theme(load_brand())
    for font in (theme.font("body"), theme.title_font("display")):
        layout = QTextLayout("王小明 محمد 김민지 Ελένη", font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        drawn = {run.rawFont().familyName() for run in layout.glyphRuns()}
        assert {"Noto Sans SC", "Noto Sans Arabic", "Noto Sans KR"} <= drawn
        assert all(0 not in run.glyphIndexes() for run in layout.glyphRuns())
