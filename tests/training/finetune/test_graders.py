import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.training.finetune.graders import agreement_of_graders
from consultant_app.training.finetune.grades import Grade

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""The textbook's table (1979): four judges, six targets, ICC(1,1) = 0.17."""


def graded(*shots: tuple[float, ...]) -> list[Grade]:
    return [
        Grade(2, f"{photo}.jpg", f"p{photo}", f"g{grader}", "redness", Zone.FACE, grade, "")
        for photo, grades in enumerate(shots)
        for grader, grade in enumerate(grades)
    ]


def test_icc_is_the_textbooks() -> None:
    figures = agreement_of_graders(graded(*SHROUT_FLEISS))["redness"]
    assert figures["icc"] == pytest.approx(0.17, abs=0.005)
    assert figures["graded_by_several"] == 6


def test_graders_of_one_mind_agree_wholly_whoever_is_missing() -> None:
    figures = agreement_of_graders(graded((0, 0), (1, 1, 1), (4, 4), (2,), (3, 3)))["redness"]
    assert (figures["mean_difference"], figures["icc"], figures["qwk"]) == (0, 1, 1)
    assert figures["graded_by_several"] == 4


def test_the_mean_difference_is_of_all_pairs() -> None:
    assert agreement_of_graders(graded((0, 1, 3)))["redness"] == {"graded_by_several": 1, "mean_difference": 2.0,
                                                                  "qwk": pytest.approx(-0.5, abs=0.2)}  # fmt: skip


def test_one_grader_agrees_with_nobody() -> None:
    assert agreement_of_graders(graded((1,), (2,))) == {}
