from collections.abc import Callable
from dataclasses import replace

import pytest

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.report.scores import all_criteria
from consultant_app.report.sheet import Sheet

from .conftest import SCORES, analysis, result, said


def test_criteria_read_downwards_in_two_columns(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    spoken = [sheet.name(key) for key, score in SCORES.items() if score is not None]
    told = (text.replace("’", "'") for text in said(all_criteria(sheet)))
    found = [text for text in told if text in spoken]
    assert found[0::2] == spoken[:7]
    assert found[1::2] == spoken[7:]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_odd_count_of_criteria_is_set_too(sheet_of: Callable[..., Sheet], count: int) -> None:
    some = analysis(dict.fromkeys(list(CRITERIA)[:count], 80))
    assert list(said(all_criteria(sheet_of(analysis=some)))).count("good") == count


def test_silences_with_one_reason_take_one_line(sheet_of: Callable[..., Sheet], photo: AnalysedPhoto) -> None:
    reasons = {"pores": "reason.no_measure", "shine": "reason.zone_hidden", "redness": "reason.no_measure"}
    mute = replace(photo.analysis, criteria=tuple(result(key, None, reason) for key, reason in reasons.items()))
    sheet = sheet_of(analysis=mute)
    found = list(said(all_criteria(sheet)))
    assert found[found.index("Not said today") + 1 :] == [
        f"Visible pores, Redness: {sheet.words('reason.no_measure')}",
        f"Shine: {sheet.words('reason.zone_hidden')}",
    ]


def test_where_all_is_said_nothing_is_missing(sheet_of: Callable[..., Sheet]) -> None:
    assert "Not said today" not in list(
        said(all_criteria(sheet_of(analysis=analysis(dict.fromkeys(CRITERIA, 80)))))
    )
