from typing import Any

from consultant_app.training.evaluation.paper.results_editing import editing_chapter


def test_the_chapter_names_who_falls_behind_the_baseline(editing: dict[str, Any]) -> None:
    text = editing_chapter({"editing": editing})
    assert "Not nearer to the truth than the baseline: redness." in text
    assert "| Redness | 12 | 0.40 [0.38, 0.42] | 1.5 | 0 | 0.980 |" in text
    assert "figures/asked_seen.svg" in text


def test_a_run_without_an_editor_says_so() -> None:
    assert editing_chapter({}).startswith("Not measured")
