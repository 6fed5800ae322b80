from collections.abc import Callable
from dataclasses import replace

import pytest

from consultant_app.domain.analysis import Overall, Quality, QualityFinding, Severity
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import ReportOptions
from consultant_app.report.cover import cover
from consultant_app.report.figures import FaceMap
from consultant_app.report.sheet import Sheet
from consultant_app.texts import texts

from .conftest import parts, said, story_of


@pytest.mark.parametrize("later", [False, True])
def test_strengths_come_before_priorities_each_in_the_analysis_order(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto, later: bool
) -> None:
    sheet = sheet_of(evolution=story_of({}, {}) if later else None)
    found = [text.split("\u00a0\u00a0")[-1].replace("’", "'") for text in said(cover(sheet))]
    names = [sheet.name(key) for key in (*photo.analysis.strengths, *photo.analysis.priorities)]
    assert [text for text in found if text in names] == names
    assert found.index("Strengths") < found.index("To look after first")


def test_the_marks_on_the_face_are_numbered_like_the_priorities(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    story = cover(sheet)
    (face,) = parts(story, FaceMap)
    assert "1: Redness, left cheek. 2: Crow's feet, left cheek." in face.element.alt
    assert "1\u00a0\u00a0Redness" in list(said(story))


def test_consultant_and_counter_are_named_where_they_are_known(sheet_of: Callable[..., Sheet]) -> None:
    named = list(said(cover(sheet_of(options=ReportOptions(consultant="Hélène", store="24 rue des Acacias")))))
    assert named.index("Your consultant") + 1 == named.index("Hélène")
    assert "24 rue des Acacias" in named
    assert "Your consultant" not in list(said(cover(sheet_of())))


def test_an_overall_that_cannot_be_said_shows_no_number(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto
) -> None:
    mute = replace(photo.analysis, overall=Overall(None, None), strengths=(), priorities=())
    found = list(said(cover(sheet_of(analysis=mute))))
    assert found[found.index("Overall") + 1] == "cannot say"
    assert "None" not in found


def test_a_remark_on_the_photo_is_said_in_the_reports_language(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto
) -> None:
    remark = QualityFinding("face_small", Severity.WARN, 90.0, 120.0, "As an English consultant read it.")
    remarked = replace(photo.analysis, quality=Quality(accepted=True, findings=(remark,)))
    found = " ".join(said(cover(sheet_of("fr", analysis=remarked))))
    assert texts("fr")("quality.face_small") in found
    assert remark.message not in found
