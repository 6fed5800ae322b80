import math
from datetime import timedelta

import pytest

from consultant_app.domain.analysis import (
    Analysis,
)
from consultant_app.domain.change import Change, Obstacle
from consultant_app.domain.clients import VisitSummary
from consultant_app.domain.evolution import Evolution, PastVisit, Period
from tests.domain.stories import BOTH_CHEEKS, MODEL, ONE_FROM_THE_SIDE, OTHER, START, analysis, seen_from


def visit(day: int, told: Analysis, again: Analysis | None = None, *, photo: bool = True) -> PastVisit:
    summary = VisitSummary(f"v{day}", "c", START + timedelta(days=day), None, None, told.model.version, photo)
    return PastVisit(summary, told, again, (f"Serum {day}",))


@pytest.fixture
def story() -> Evolution:
    return Evolution(
        MODEL,
        (
            visit(0, analysis({"redness": 40.0}, OTHER)),
            visit(30, analysis({"redness": 44.0}, OTHER), analysis({"redness": 50.0})),
            visit(60, analysis({"redness": 52.0, "pores": None})),
            visit(90, analysis({"redness": 90.0}, OTHER), photo=False),
            visit(120, analysis({"redness": 80.0})),
        ),
        {"redness": 12.0},
    )


def test_a_curve_takes_the_scores_of_the_model_in_use_where_there_are_any(story: Evolution) -> None:
    points = story.series("redness").points
    assert [point.score for point in points] == [40, 50, 52, 90, 80]
    assert [point.comparable for point in points] == [False, True, True, False, True]
    assert {point.score for point in story.series("pores").points} == {None}
    assert story.said() == ("redness",)


def test_what_was_told_stays_what_is_shown_where_the_model_spoke_itself(story: Evolution) -> None:
    told = analysis({"redness": 70.0})
    assert visit(1, told, analysis({"redness": 10.0}, OTHER)).scored_by(MODEL) == told
    assert visit(1, told, analysis({"redness": 10.0}, OTHER)).scored_by(OTHER).model == OTHER
    assert story.visit("v30").told.criterion("redness").score == 44


def test_verdicts_follow_the_chosen_visits(story: Evolution) -> None:
    assert story.verdicts("v30", "v120")["redness"].change is Change.IMPROVED
    assert story.verdicts("v0", "v120")["redness"].obstacle is Obstacle.OTHER_MODEL
    # Two visits by one older model compare; what the model in use can detect says nothing of it.
    assert story.verdicts("v0", "v90")["redness"].standard_error == pytest.approx(math.hypot(4.5, 4.5))
    assert story.verdicts("v30", "v60")["redness"].standard_error == pytest.approx(math.hypot(4.5, 4.5))
    with pytest.raises(KeyError):
        story.verdicts("v0", "nowhere")


def test_only_visits_with_a_photo_can_be_scored_again(story: Evolution) -> None:
    assert story.to_rescore() == ("v0",)


def test_what_was_advised_in_between_begins_with_the_earlier_visit(story: Evolution) -> None:
    days = [START + timedelta(days=day) for day in (30, 60, 90)]
    assert story.periods("v30", "v90") == (
        Period(days[0], days[1], ("Serum 30",)),
        Period(days[1], days[2], ("Serum 60",)),
    )
    assert story.periods("v30", "v30") == ()


def test_in_a_curve_the_visits_looked_at_in_the_usual_way_stand_together() -> None:
    front = seen_from(analysis({"texture": 60.0}), "texture", *BOTH_CHEEKS)
    side = seen_from(analysis({"texture": 60.0}), "texture", *ONE_FROM_THE_SIDE)

    def comparable(*told: Analysis) -> list[bool]:
        visits = tuple(
            PastVisit(VisitSummary(f"v{n}", "c", START + timedelta(days=n), 80, 3, "1", has_photo=True), told=each)
            for n, each in enumerate(told)
        )
        return [point.comparable for point in Evolution(MODEL, visits, {}).series("texture").points]

    assert comparable(front, side, front) == [True, False, True]
    assert comparable(side, front, side) == [True, False, True]
    assert comparable(front, side) == [True, False]
    assert comparable(side) == [True]
