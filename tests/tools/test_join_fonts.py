import importlib.util
import sys
from pathlib import Path

import pytest

from consultant_app.brand import fallbacks, load_brand
from consultant_app.brand.font_file import read_font

pytest.importorskip("fontTools", reason="only who makes fonts needs fonttools")
_PATH = Path(__file__).resolve().parents[2] / "tools" / "join_fonts.py"
_SPEC = importlib.util.spec_from_file_location("join_fonts", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
join_fonts = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(join_fonts)

HEBREW, THAI = (
    next(each.path for each in fallbacks() if each.family == f"Noto Sans {script}")
    for script in ("Hebrew", "Thai")
)


def test_the_parts_become_one_font_with_the_spaces_and_the_minus_that_french_needs(tmp_path):
    whole = tmp_path / "whole.ttf"
    font = join_fonts.join([HEBREW, THAI], lambda code: code < 0x80 or code in range(0x5D0, 0xE5C))
    join_fonts.rename(font, "House")
    font.save(whole)
    read = read_font(whole)
    assert {ord("ש"), ord("ส"), 0x202F, 0x00A0} <= read.letters
    assert ord("⁄") not in read.letters
    assert read.families == {"House"}


def test_a_font_without_a_minus_draws_its_dash(tmp_path):
    font = join_fonts.join([load_brand().text.normal], lambda code: code != 0x2212)
    font.save(tmp_path / "whole.ttf")
    assert font.getBestCmap()[0x2212] == font.getBestCmap()[0x2013]


def test_nothing_wanted_is_an_error():
    with pytest.raises(ValueError, match="no part"):
        join_fonts.join([THAI], lambda _: False)


def test_the_standards_hold_what_names_are_written_with():
    letters = join_fonts.asian_letters()
    assert {ord(letter) for letter in "王齋陳さカ김"} <= letters
    assert ord("a") not in letters


def test_the_command_writes_the_font(tmp_path, monkeypatch, capsys):
    out = tmp_path / "new" / "font.ttf"
    monkeypatch.setattr(sys, "argv", ["join_fonts.py", str(out), str(THAI), "--family", "Other"])
    assert join_fonts.main() == 0
    assert "letters" in capsys.readouterr().out
    assert read_font(out).families == {"Other"}
