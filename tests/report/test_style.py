import pytest

from consultant_app.brand import load_brand
from consultant_app.report.style import Style, clean, narrowed, spaced


def test_text_is_never_read_as_markup() -> None:
    assert clean("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert clean("Zoe\u0308\n\x00\u202eX") == "Zo\u00eb   X"


def test_french_signs_stand_off_by_a_narrow_space_that_never_breaks() -> None:
    assert (
        spaced("Fort : non ! Un « mot », 41 %", "fr") == "Fort\u202f: non\u202f! Un «\u202fmot\u202f», 41\u202f%"
    )
    assert spaced("https://a.example : x", "fr_CA").endswith("\u202f: x")
    assert spaced("Loud : 41 %", "en") == "Loud : 41 %"
    line = Style(load_brand(), "fr").line("aaaa : b")
    assert len(line.breakLines(line.style.fontSize * 2.4).lines) == 2
    assert narrowed("a\u202f;", 10) == 'a<font size="6.00">\u00a0</font>;'


def test_apostrophes_are_typographic() -> None:
    assert clean("Crow's 'x'") == "Crow’s 'x'"


def test_sizes_keep_the_brands_proportions() -> None:
    style, sizes = Style(load_brand()), load_brand().sizes
    assert style.size("display") / style.size("body") == pytest.approx(sizes.display / sizes.body)
    assert style.size("small") >= 7, "legible on paper"


def test_each_face_and_weight_is_another_font() -> None:
    style = Style(load_brand())
    fonts = {
        style.line("x", serif=serif, weight=weight).style.fontName
        for serif in (True, False)
        for weight in ("normal", "strong", "emphasis")
    }
    assert len(fonts) == 6
    assert style.text_font in fonts


def test_measured_width_is_that_of_the_set_line() -> None:
    style = Style(load_brand())
    text = "Pattes d’oie"
    assert style.line(text).wrap(500, 500)[0] <= 500
    assert len(style.line(text).breakLines(style.width(text) + 0.01).lines) == 1
    assert len(style.line(text).breakLines(style.width(text) - 0.5).lines) == 2
