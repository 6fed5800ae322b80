import re
from pathlib import Path

import pytest

from consultant_app.brand import load_brand
from consultant_app.ui import stylesheet
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.theme import tokens_of, vars_of


def test_no_colour_is_written_into_it():
    assert not re.search(r"#[0-9a-fA-F]{6}", Path(stylesheet.__file__).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("ui")
def test_qt_understands_it(qapp):
    """Qt logs a warning for a sheet that it cannot read, and any warning fails a test."""
    qapp.setStyleSheet(style_sheet(vars_of(tokens_of(load_brand(), dark=True))))
