import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.analysis import CriterionResult, RawMeasure, State
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.scoring import Word, overall_of, priorities_of, score_of, strengths_of, word_of


def result(key: str, score: int | None, plus_minus: int | None = 5) -> CriterionResult:
    said = score is not None
    return CriterionResult(
        key=key,
        grade=1.0 if said else None,
        grade_max=CRITERIA[key].grade_max,
        score=score,
        plus_minus=plus_minus if said else None,
        state=State.OK if said else State.CANNOT_SAY,
        reason=None if said else "reason.zone_hidden",
        raw=RawMeasure(None, ""),
        zones=(),
    )


def test_there_are_sixteen_criteria_over_known_zones() -> None:
    assert len(CRITERIA) == 16
    assert all(isinstance(zone, Zone) for criterion in CRITERIA.values() for zone in criterion.zones)


@pytest.mark.parametrize(("grade", "score"), [(0, 100), (3, 50), (6, 0), (1.5, 75)])
def test_the_score_is_the_grade_turned_over(grade: float, score: int) -> None:
    assert score_of(grade, 6) == score


@pytest.mark.parametrize("grade", [-0.1, 6.1, float("nan")])
def test_a_grade_outside_its_scale_is_a_bug(grade: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        score_of(grade, 6)


@given(st.floats(0, 5), st.floats(0, 5))
def test_a_higher_grade_never_scores_higher(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert score_of(low, 5) >= score_of(high, 5)


@pytest.mark.parametrize(
    ("score", "word"),
    [(100, Word.EXCELLENT), (85, Word.EXCELLENT), (84, Word.GOOD), (70, Word.GOOD), (69, Word.LOOK_AFTER),
     (50, Word.LOOK_AFTER), (49, Word.PRIORITY), (0, Word.PRIORITY)],
)  # fmt: skip
def test_words_change_where_the_product_says(score: int, word: Word) -> None:
    assert word_of(score) is word


def test_the_overall_score_is_a_weighted_mean_without_radiance_and_without_the_unsaid() -> None:
    results = [result("pores", 80), result("redness", 40), result("radiance", 0), result("shine", None)]
    overall = overall_of(results, {"pores": 3.0, "redness": 1.0, "radiance": 9.0, "shine": 9.0})
    assert overall.score == 70


def test_errors_of_many_criteria_average_out() -> None:
    results = [result(key, 50, 10) for key in ("pores", "redness", "shine", "texture")]
    overall = overall_of(results, dict.fromkeys(CRITERIA, 1.0))
    assert overall.plus_minus == 5


def test_nothing_said_gives_no_overall_score() -> None:
    assert overall_of([result("pores", None)], {"pores": 1.0}).score is None


def test_strengths_come_best_first_and_priorities_worst_first() -> None:
    results = [result("pores", 72), result("redness", 30), result("shine", 95), result("texture", 60)]
    assert strengths_of(results) == ("shine", "pores")
    assert priorities_of(results) == ("redness", "texture")
