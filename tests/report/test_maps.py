from collections.abc import Callable

import numpy as np
import pytest
from reportlab.platypus import Table

from consultant_app.domain.criteria import CRITERIA
from consultant_app.report.content import ReportImages
from consultant_app.report.figures import Picture
from consultant_app.report.maps import _face, where_it_shows
from consultant_app.report.sheet import Sheet

from .conftest import said


def test_each_map_has_its_score_and_its_sentence(sheet_of: Callable[..., Sheet]) -> None:
    sentences = {"redness": "Mostly on the chin."}
    found = list(said(where_it_shows(sheet_of(sentences=sentences))))
    assert found[0] == "Where it shows"
    place = found.index("Redness")
    assert found[place + 1 : place + 3] == ["47\u00a0±\u00a06", "Mostly on the chin."]
    place = found.index("Under-eye lines")
    assert found[place + 1] == "61\u00a0±\u00a04"


def test_close_ups_stand_side_by_side_and_as_wide_as_the_face(sheet_of: Callable[..., Sheet]) -> None:
    face = np.zeros((5, 4, 3), np.uint8)
    square = np.zeros((9, 9, 3), np.uint8)
    images = ReportImages(face, {}, {"redness": face, "pores": face}, face, {"redness": (square,) * 3})
    sheet = sheet_of(images=images)
    cells = _face(sheet, "redness", 90)
    grid = next(cell for cell in cells if isinstance(cell, Table))
    pictures = [cell for cell in grid._cellvalues[0] if isinstance(cell, Picture)]
    assert len(pictures) == 3
    assert sum(grid._colWidths[:-1]) == pytest.approx(90)
    assert not any(isinstance(cell, Table) for cell in _face(sheet, "pores", 90))


def test_more_than_five_maps_start_another_row(sheet_of: Callable[..., Sheet]) -> None:
    face = np.zeros((5, 4, 3), np.uint8)
    seven = ReportImages(face, {}, dict.fromkeys(list(CRITERIA)[:7], face), face)
    sheet = sheet_of(images=seven)
    found = list(said(where_it_shows(sheet)))
    assert [text for text in found if text in {sheet.name(key) for key in CRITERIA}] == [
        sheet.name(key) for key in list(CRITERIA)[:7]
    ]


def test_without_maps_there_is_no_section(sheet_of: Callable[..., Sheet]) -> None:
    face = np.zeros((5, 4, 3), np.uint8)
    assert where_it_shows(sheet_of(images=ReportImages(face, {}, {}, face))) == []
