from collections.abc import Callable

import pytest

from consultant_app.domain.scoring import Word
from consultant_app.report.sheet import Sheet
from consultant_app.texts import languages

from .conftest import result, said


@pytest.mark.parametrize("language", languages())
def test_columns_hold_their_widest_text_on_one_line(sheet_of: Callable[..., Sheet], language: str) -> None:
    sheet = sheet_of(language)
    for word in Word:
        assert len(sheet.style.line(sheet.words(f"word.{word}")).breakLines(sheet.word_width).lines) == 1
    for cell, width in zip(sheet.score(result("shine", 100)), sheet.score_widths, strict=True):
        assert len(cell.breakLines(width).lines) == 1


def test_a_score_is_two_cells_on_paper_and_one_in_the_structure(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    cells = sheet.score(result("shine", 64))
    assert [text.strip() for text in said(cells)] == ["64", "±\u00a04"]
    assert [cell.element.kind for cell in cells] == ["TD", "TD"]
    assert cells[0].element is cells[1].element


def test_grid_is_as_wide_as_its_columns(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    table = sheet.grid([[sheet.style.line("a"), sheet.style.line("b")]], [120, 80], row_space=3)
    width, height = table.wrap(500, 500)
    assert width == 200
    assert height == pytest.approx(sheet.style.size("body") * 1.35 + 6)
