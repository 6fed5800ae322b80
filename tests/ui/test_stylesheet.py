import re
from pathlib import Path
from typing import get_args

import pytest

from consultant_app.brand import load_brand
from consultant_app.brand.tokens import TEXT_ON
from consultant_app.ui import stylesheet
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.theme import tokens_of, vars_of
from consultant_app.ui.widgets.buttons import Kind


def test_no_colour_is_written_into_it():
    assert not re.search(r"#[0-9a-fA-F]{6}", Path(stylesheet.__file__).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("ui")
def test_qt_understands_it(qapp):
    """Qt logs a warning for a sheet that it cannot read, and any warning fails a test."""
    qapp.setStyleSheet(style_sheet(vars_of(tokens_of(load_brand(), dark=True))))


def _rules() -> list[tuple[str, dict[str, str]]]:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"\$\{(\w+)\}", r"$\1", stylesheet._SHEET.template))
    return [
        (selector.strip(), dict(part.split(":", 1) for part in body.replace("\n", " ").split(";") if ":" in part))
        for selector, body in rules
    ]


def test_letters_stand_only_on_grounds_whose_contrast_is_checked():
    """Every rule that sets both colours sets a pair that each brand is held to (``brand.tokens``)."""
    names = {"$on_ink": "paper", "$soft": "ink_soft"}
    for selector, body in _rules():
        plain = {key.strip(): value.strip() for key, value in body.items()}
        colour, ground = plain.get("color", ""), plain.get("background", "")
        if ":disabled" in selector or not colour.startswith("$") or not ground.startswith("$"):
            continue
        top, under = (names.get(each, each[1:]) for each in (colour, ground))
        assert under in TEXT_ON[top], selector


def test_every_kind_of_button_shows_where_the_keyboard_is():
    focused = {selector for selector, body in _rules() if ":focus" in selector and "2px solid $" in str(body)}
    for kind in get_args(Kind):
        assert f'QPushButton[kind="{kind}"]:focus' in focused
