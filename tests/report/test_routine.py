from collections.abc import Callable

from consultant_app.domain.catalogue import Step, Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Reason, Routine
from consultant_app.report.routine import routine
from consultant_app.report.sheet import Sheet

from .conftest import advice, said

RED = Reason("redness", Zone.CHEEK_LEFT, "calm")


def test_a_product_for_both_times_is_explained_once(sheet_of: Callable[..., Sheet]) -> None:
    milk = advice("Milk", Step.CLEANSER, Time.BOTH, "Rinse.", RED)
    found = list(said(routine(sheet_of(routine=Routine((milk,))))))
    assert found.count("Milk") == 2
    assert found.count("Rinse.") == 1
    assert found.index("Rinse.") < found.index("Evening") < found.index("As in the morning.")


def test_an_evening_product_is_explained_in_the_evening(sheet_of: Callable[..., Sheet]) -> None:
    cream = advice("Cream", Step.MOISTURISER, Time.EVENING, "A hazelnut.", RED)
    found = list(said(routine(sheet_of(routine=Routine((cream,))))))
    assert "Morning" not in found
    assert [text for text in found if text in ("Why", "How to use")] == ["Why", "How to use"]
    assert found.index("Evening") < found.index("Cream") < found.index("A hazelnut.")


def test_a_rule_with_several_scores_is_explained_once(sheet_of: Callable[..., Sheet]) -> None:
    reasons = (RED, Reason("shine", Zone.NOSE, "calm"), RED)
    serum = advice("Serum", Step.SERUM, Time.MORNING, "Press in.", *reasons)
    found = list(said(routine(sheet_of(routine=Routine((serum,))))))
    start = found.index("Redness · left cheek")
    assert found[start : start + 3] == [
        "Redness · left cheek",
        "Shine · nose",
        "A low score for redness calls for soothing actives.",
    ]


def test_without_a_rationale_the_scores_and_zones_remain(sheet_of: Callable[..., Sheet]) -> None:
    serum = advice("Serum", Step.SERUM, Time.MORNING, "Press in.", RED)
    found = list(said(routine(sheet_of(routine=Routine((serum,)), rationale=None))))
    assert "Redness · left cheek" in found
    assert not any("calls for" in text for text in found)


def test_instructions_follow_the_language(sheet_of: Callable[..., Sheet]) -> None:
    serum = advice("Serum", Step.SERUM, Time.MORNING, "Press in.", RED)
    assert "FR Press in." in list(said(routine(sheet_of("fr", routine=Routine((serum,))))))
