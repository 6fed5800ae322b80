from pathlib import Path
from typing import Any

from consultant_app.training.evaluation.paper.plots import draw_charts


def test_the_same_figures_are_the_same_bytes(figures: dict[str, Any], tmp_path: Path) -> None:
    first = draw_charts(figures, tmp_path / "a")
    again = draw_charts(figures, tmp_path / "b")
    assert {path.stem for path in first} == {
        "agreement",
        "repeatability",
        "coverage",
        "fairness",
        "age",
        "real_skin",
    }
    for one, two in zip(first, again, strict=True):
        assert one.read_bytes() == two.read_bytes()
        assert b"<svg" in one.read_bytes()


def test_asked_and_seen_are_drawn_where_an_editor_was_measured(
    figures: dict[str, Any], editing: dict[str, Any], tmp_path: Path
) -> None:
    assert "asked_seen" in {path.stem for path in draw_charts(figures | {"editing": editing}, tmp_path)}


def test_charts_without_material_are_left_out(figures: dict[str, Any], tmp_path: Path) -> None:
    del figures["real_skin"]
    figures["fairness"] = {}
    assert "asked_seen" not in {path.stem for path in draw_charts(figures, tmp_path)}
    assert "real_skin" not in {path.stem for path in draw_charts(figures, tmp_path)}
