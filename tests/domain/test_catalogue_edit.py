from datetime import UTC, datetime

import pytest

from consultant_app.domain.catalogue_edit import Effect, Sheet, Workbook
from consultant_app.domain.routine import Routine

SHEET = Sheet("needs", ("id", "below"), (("a", "60"), ("b", "70")))


def test_a_changed_sheet_leaves_the_former_alone():
    changed = SHEET.with_cell(1, 1, "65").with_row(1).without_row(0)
    assert changed.rows == (("", ""), ("b", "65"))
    assert SHEET.rows[1] == ("b", "70")
    assert SHEET.cell(0, "below") == "60"
    assert SHEET.entries()[1] == {"id": "b", "below": "70"}


def test_a_sheet_takes_the_place_of_its_namesake():
    book = Workbook((SHEET, Sheet("inci", ("name",), ())))
    other = Sheet("inci", ("name",), (("AQUA",),))
    assert book.with_sheets([other]).sheets == (SHEET, other)
    with pytest.raises(KeyError):
        book.sheet("nowhere")


def test_nothing_advised_twice_is_no_change():
    assert not Effect("v", datetime(2026, 5, 4, tzinfo=UTC), "Anna", Routine(), Routine()).changed
