from dataclasses import replace

from consultant_app.services.report_story import story_up_to
from tests.report.conftest import AT, story_of


def test_a_first_visit_has_no_story() -> None:
    story = story_of({})
    assert story_up_to(replace(story, visits=()), story.visits[0].told, AT, None) is None
    assert story_up_to(story, story.visits[0].told, AT, "v0") is None


def test_a_visit_that_is_not_kept_yet_stands_last() -> None:
    story = story_of({"redness": 1}, {"redness": 2}, {})
    told = story_up_to(replace(story, visits=story.visits[:2]), story.visits[2].told, AT, None)
    assert told is not None
    assert [visit.told for visit in told.visits] == [visit.told for visit in story.visits]
    assert told.visits[-1].summary.at == AT
    assert told.verdicts(told.visits[0].summary.id, told.visits[-1].summary.id)


def test_of_a_past_visit_nothing_later_is_told() -> None:
    story = story_of({"redness": 1}, {"redness": 2}, {})
    middle = story.visits[1]
    told = story_up_to(story, middle.told, middle.summary.at, "v1")
    assert told is not None
    assert told.visits == story.visits[:2]
