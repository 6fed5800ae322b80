from collections.abc import Callable

import pytest

from consultant_app.report.evolution import shown, since_last_visit
from consultant_app.report.sheet import Sheet
from consultant_app.report.trend import Trend
from consultant_app.texts import texts

from .conftest import parts, said, story_of


def test_a_first_visit_has_no_story(sheet_of: Callable[..., Sheet]) -> None:
    assert since_last_visit(sheet_of()) == []
    assert since_last_visit(sheet_of(evolution=story_of({}))) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_changed_is_named_and_what_did_not_too(sheet_of: Callable[..., Sheet], language: str) -> None:
    sheet = sheet_of(language, evolution=story_of({"redness": 5, "pores": 100}, {}))
    found = list(said(since_last_visit(sheet)))
    words = texts(language)
    improved, declined, same = (
        words(f"evolution.change.{change}") for change in ("improved", "declined", "no_measurable_change")
    )
    assert f"{improved}, +42 points" in found
    assert f"{declined}, −34 points" in found
    whole = " ".join(found)
    assert f"{improved.capitalize()}" in whole
    sentence = next(text for text in found if text.startswith(same.capitalize()))
    assert sheet.name("shine") in sentence
    assert sheet.name("redness") not in sentence


def test_curves_show_changes_before_priorities_and_say_their_points(sheet_of: Callable[..., Sheet]) -> None:
    story = story_of({"shine": 10}, {})
    sheet = sheet_of(evolution=story)
    verdicts = story.verdicts("v0", "v1")
    assert shown(story, verdicts, ("redness", "crows_feet", "pores")) == ("shine", "redness", "crows_feet")
    first = next(parts(since_last_visit(sheet), Trend))
    assert first.element.alt == "Shine over your visits. January 3, 2026: 10 ± 4. March 4, 2026: 100 ± 4."


def test_what_does_not_compare_says_why(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(evolution=story_of({"pores": None}, {}))
    found = " ".join(said(since_last_visit(sheet)))
    assert f"{texts('en')('evolution.obstacle.unsaid_before').rstrip('.')}: Visible pores." in found
    assert "Firmness" not in found, "never said, so nothing is missing"
