import re
from typing import Any

from consultant_app.training.evaluation.paper.targets import Goal, failures, target_table


def row(table: str, question: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(f"| {question}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_goal_is_kept_surely_only_with_its_whole_interval() -> None:
    goal = Goal("q", "r", at_least=0.9)
    assert goal.kept({"r": 0.9})
    assert not goal.surely({"r": 0.91, "r_low": 0.85, "r_high": 0.95})
    assert goal.surely({"r": 0.93, "r_low": 0.91, "r_high": 0.95})
    assert goal.kept({}) is None
    both = Goal("q", "c", at_least=0.65, at_most=0.71)
    assert both.limit == "0.65 to 0.71"
    assert (both.distance(0.5), both.distance(0.68)) == (0.15000000000000002, 0.0)


def test_the_table_says_in_part_and_names_what_is_furthest_off(figures: dict[str, Any]) -> None:
    table = target_table(figures)
    assert row(table, "Rendered hold-out, r")[2:] == [
        "in part", "1 of 2 criteria, 1 with their whole interval; furthest off: redness, 0.80 [0.78, 0.82]",
    ]  # fmt: skip
    assert row(table, "Rendered hold-out, within")[2] == "yes"
    assert row(table, "Whole analysis")[2:] == ["no", "220"]
    assert row(table, "Better than the best classical")[2] == "yes"
    assert row(table, "The two intervals lie apart")[2:] == ["no", "-0.04"]
    assert row(table, "Blemishes, expert")[2] == "yes"
    assert "interval reaches beyond" not in row(table, "Circled marks")[3]


def test_what_was_not_measured_is_not_reached(figures: dict[str, Any]) -> None:
    del figures["real_skin"]
    assert row(target_table(figures), "Blemishes, expert")[2] == "not measured"


def test_failures_name_the_criterion_the_figure_and_the_goal(figures: dict[str, Any]) -> None:
    sentences = list(failures(figures))
    assert sentences[0].startswith("**Redness** misses 6")
    assert re.search(r"0\.80 \[0\.78, 0\.82\] \(goal ≥ 0\.9\)", sentences[0])
    assert "(goal ≤ 0.5)" in sentences[0]
    assert not any("Pores" in sentence for sentence in sentences)


def test_an_editor_is_held_to_the_closed_loop_and_to_the_baseline(
    figures: dict[str, Any], editing: dict[str, Any]
) -> None:
    table = target_table(figures | {"editing": editing})
    assert row(table, "Slider: seen over asked")[2:] == [
        "in part", "1 of 2 criteria, 1 with their whole interval; furthest off: redness, 0.40 [0.38, 0.42]",
    ]  # fmt: skip
    assert row(table, "Slider: nearer to the true")[3] == "1 of 2 criteria; furthest off: redness, -0.50"
    assert row(table, "Slider: change outside")[2] == "yes"
    assert row(target_table(figures), "Slider: seen over asked")[2] == "not measured"
