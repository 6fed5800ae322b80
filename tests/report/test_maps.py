from collections.abc import Callable

import pytest
from reportlab.platypus import Table

from consultant_app.report.content import Seen
from consultant_app.report.figures import FaceMap, Picture
from consultant_app.report.maps import _close_ups, where_it_shows
from consultant_app.report.sheet import Sheet

from .conftest import images_of, parts, said


def test_each_priority_has_its_number_its_score_and_its_sentence(sheet_of: Callable[..., Sheet]) -> None:
    sentences = {"redness": "Mostly on the chin."}
    found = list(said(where_it_shows(sheet_of(sentences=sentences))))
    assert found[0] == "Where it shows"
    place = found.index("1\u00a0\u00a0Redness")
    assert found[place + 1 : place + 3] == ["47\u00a0±\u00a06 · priority", "Mostly on the chin."]
    place = found.index("3\u00a0\u00a0Dark circles")
    assert found[place + 1] == "58\u00a0±\u00a06 · to look after"


def test_close_ups_stand_side_by_side_and_as_wide_as_the_face(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    grid = next(
        cell for cell in _close_ups(sheet, images_of("redness").seen["redness"], 90) if isinstance(cell, Table)
    )
    assert len(list(parts(grid, Picture))) == 3
    assert sum(grid._colWidths) == pytest.approx(90)
    assert _close_ups(sheet, Seen({}), 90) == []


def test_faces_and_close_ups_are_described_for_who_cannot_see_them(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(sentences={"redness": "Mostly on the chin."})
    pictures = list(parts(where_it_shows(sheet), Picture))
    assert pictures[0].element.alt == "Your face, tinted where Redness was seen. Mostly on the chin."
    assert pictures[1].element.alt == "Close-up, left cheek"


def test_without_her_photo_zones_are_hatched_and_no_picture_is_drawn(sheet_of: Callable[..., Sheet]) -> None:
    story = where_it_shows(sheet_of(images=images_of("redness", with_photo=False)))
    assert not list(parts(story, Picture))
    assert len(list(parts(story, FaceMap))) == 1
    assert "Hatched" in " ".join(said(story))


def test_without_priorities_there_is_no_section(sheet_of: Callable[..., Sheet]) -> None:
    assert where_it_shows(sheet_of(images=images_of())) == []
