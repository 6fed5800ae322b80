import copy
from typing import Any

from consultant_app.training.evaluation.paper.results_counter import counter_chapter
from consultant_app.training.evaluation.paper.targets import target_table


def test_every_way_stands_beside_what_is_left(figures: dict[str, Any]) -> None:
    text = counter_chapter(figures)
    assert "20 untouched held-out faces, each at 4 simulated counters" in text
    row = next(line for line in text.splitlines() if line.startswith("| Visible pores"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1:3] == ["20", "8.0 [7.5, 8.5]"]
    assert cells[5:7] == ["1.6 [1.1, 2.1]", "0.20 [0.15, 0.25]"]
    assert cells[7:] == ["4.0 [3.5, 4.5]", "1.6 [1.1, 2.1]", "0.40 [0.35, 0.45]"]


def test_what_the_gate_refused_and_what_the_chart_left_is_said(figures: dict[str, Any]) -> None:
    text = counter_chapter(figures)
    assert "saw 100 photos and refused 20 (20 %): `blurred` 15, `dim` 8;" in text
    assert "At 1 of 80 counters it let none of 6 attempts pass" in text
    assert "Of 80 charts held up, 2 could not be read" in text
    assert "4.0 before, 2.0 after" in text


def test_a_gate_that_refuses_nothing_and_a_run_without_it(figures: dict[str, Any]) -> None:
    calm = copy.deepcopy(figures)
    calm["counter"]["refused"] = {}
    assert "refused 0 (0 %). At 1" in counter_chapter(calm)
    assert "Not measured" in counter_chapter({})


def test_the_goals_ask_for_both_ratios(figures: dict[str, Any]) -> None:
    rows = {line.split("|")[1].strip(): line for line in target_table(figures).splitlines() if "|" in line}
    assert "| in part | 1 of 2" in rows["Careless counters, after gate, calibration, burst: SD in points"]
    assert "| yes | 2 of 2" in rows["The same over a single photo there"]
    assert "| in part | 1 of 2" in rows["Calm counters, after all three: SD in points"]
    assert "redness, 0.90 [0.85, 0.95]" in rows["The same over a single photo at calm counters"]
