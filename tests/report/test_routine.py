from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from consultant_app.domain.catalogue import Step, Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Reason, Routine
from consultant_app.report.drawing import PackFigure
from consultant_app.report.routine import routine
from consultant_app.report.sheet import Sheet

from .conftest import advice, parts, said

RED = Reason("redness", Zone.CHEEK_LEFT, "calm")


def test_a_product_for_both_times_stands_in_both_lists_and_is_explained_once(
    sheet_of: Callable[..., Sheet],
) -> None:
    milk = advice("Milk", Step.CLEANSER, Time.BOTH, "Rinse.", RED)
    found = list(said(routine(sheet_of(routine=Routine((milk,))))))
    assert found.count("Milk") == 3
    assert found.count("Rinse.") == 1
    assert found.index("Morning") < found.index("Evening") < found.index("Rinse.")


def test_a_time_without_products_is_left_out(sheet_of: Callable[..., Sheet]) -> None:
    cream = advice("Cream", Step.MOISTURISER, Time.EVENING, "A hazelnut.", RED)
    found = list(said(routine(sheet_of(routine=Routine((cream,))))))
    assert "Morning" not in found
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


def test_only_what_has_a_picture_shows_one(sheet_of: Callable[..., Sheet], tmp_path: Path) -> None:
    drawing = tmp_path / "serum.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 4"><path d="M0 0H2V4Z"/></svg>')
    serum, milk = (advice(name, Step.SERUM, Time.BOTH, "", RED) for name in ("Serum", "Milk"))
    sheet = sheet_of(routine=Routine((serum, milk)), packs={"serum": drawing})
    (pack,) = parts(routine(sheet), PackFigure)
    assert pack.element.alt == "Serum, its pack"
    assert pack.width == pack.height / 2


def test_the_consultants_note_goes_home_with_the_product(sheet_of: Callable[..., Sheet]) -> None:
    serum = replace(advice("Serum", Step.SERUM, Time.BOTH, "", RED), note="Begin on Monday.")
    assert "Your consultant adds: Begin on Monday." in list(said(routine(sheet_of(routine=Routine((serum,))))))
