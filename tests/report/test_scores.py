from collections.abc import Callable
from dataclasses import replace

import pytest

from consultant_app.domain.analysis import Overall, Quality, QualityFinding, Severity
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.report.scores import all_criteria, first_sight
from consultant_app.report.sheet import Sheet
from consultant_app.texts import texts

from .conftest import analysis, result, said


def test_strengths_come_before_priorities_each_in_the_analysis_order(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto
) -> None:
    sheet = sheet_of()
    found = list(said(first_sight(sheet)))
    names = [sheet.name(key) for key in (*photo.analysis.strengths, *photo.analysis.priorities)]
    assert [text for text in found if text in names] == names
    assert found.index("Strengths") < found.index("To look after first")


def test_an_overall_that_cannot_be_said_shows_no_number(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto
) -> None:
    mute = replace(photo.analysis, overall=Overall(None, None), strengths=(), priorities=())
    found = list(said(first_sight(sheet_of(analysis=mute))))
    assert found[:2] == ["Overall", "cannot say"]
    assert "None" not in found


def test_a_remark_on_the_photo_is_said_in_the_reports_language(
    sheet_of: Callable[..., Sheet], photo: AnalysedPhoto
) -> None:
    remark = QualityFinding("face_small", Severity.WARN, 90.0, 120.0, "As an English consultant read it.")
    remarked = replace(photo.analysis, quality=Quality(accepted=True, findings=(remark,)))
    found = " ".join(said(first_sight(sheet_of("fr", analysis=remarked))))
    assert texts("fr")("quality.face_small") in found
    assert remark.message not in found


def test_criteria_read_downwards_in_two_columns(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    names = [sheet.name(key) for key in CRITERIA]
    found = [text for text in said(all_criteria(sheet)) if text in names]
    assert found[0::2] == names[:8]
    assert found[1::2] == names[8:]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_odd_count_of_criteria_is_set_too(sheet_of: Callable[..., Sheet], count: int) -> None:
    some = analysis(dict.fromkeys(list(CRITERIA)[:count], 80))
    assert list(said(all_criteria(sheet_of(analysis=some)))).count("good") == count


def test_each_silence_gives_its_own_reason(sheet_of: Callable[..., Sheet], photo: AnalysedPhoto) -> None:
    reasons = ("reason.no_measure", "reason.zone_hidden", "reason.too_coarse")
    mute = replace(photo.analysis, criteria=tuple(result("pores", None, reason) for reason in reasons))
    sheet = sheet_of(analysis=mute)
    found = list(said(all_criteria(sheet)))
    assert found.count("cannot say") == 3
    assert all(sheet.words(reason) in found for reason in reasons)
