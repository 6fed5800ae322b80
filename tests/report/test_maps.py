from collections.abc import Callable
from dataclasses import replace

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.report.content import ReportImages
from consultant_app.report.maps import where_it_shows
from consultant_app.report.sheet import Sheet

from .conftest import said


def test_each_map_has_its_score_and_the_lowest_of_several_zones(sheet_of: Callable[..., Sheet]) -> None:
    found = list(said(where_it_shows(sheet_of())))
    assert found[0] == "Where it shows"
    assert found[found.index("Redness") + 1] == "47\u00a0±\u00a06 · chin"
    assert found[found.index("Under-eye lines") + 1] == "61\u00a0±\u00a04 · below the right eye"


def test_a_single_zone_needs_no_name(sheet_of: Callable[..., Sheet]) -> None:
    images = sheet_of().content.images
    one = replace(images, heat={"forehead_lines": images.face})
    found = list(said(where_it_shows(sheet_of(images=one))))
    assert found[found.index("Forehead lines") + 1] == "91\u00a0±\u00a08"


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
