import itertools
import json
import re
from pathlib import Path
from typing import Any

from consultant_app.training.evaluation.paper.article import article, write_report


def decisions(folder: Path) -> Path:
    adr = folder / "docs" / "adr"
    adr.mkdir(parents=True)
    (adr / "0001-rendered-truth.md").write_text("# 1. Truth comes from rendering\n\nText.\n", encoding="utf-8")
    return adr


def test_the_report_lies_beside_its_figures_and_its_data(figures: dict[str, Any], tmp_path: Path) -> None:
    decisions(tmp_path)
    folder = tmp_path / "docs" / "report"
    write_report(figures, folder, tmp_path, "consultant-train evaluate")
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8")) == figures
    charts = set(re.findall(r"\]\((figures/[^)]+)\)", text)) - {"figures/astronaut.png"}
    assert charts == {f"figures/{path.name}" for path in (folder / "figures").iterdir()}
    assert "[1. Truth comes from rendering](../adr/0001-rendered-truth.md)" in text
    assert str(tmp_path) not in text


def test_every_chapter_has_a_text_and_the_abstract_the_runs_numbers(
    figures: dict[str, Any], tmp_path: Path
) -> None:
    text = article(figures, decisions(tmp_path), "command")
    chapters = re.split(r"^## .+\n", text, flags=re.MULTILINE)[1:]
    assert len(chapters) == 20
    assert all(len(chapter.strip()) > 5 for chapter in chapters)
    abstract = chapters[0]
    assert "80 rendered photographs of 20 held-out faces" in abstract
    assert "reaches 0.90 for 1 of 2 criteria" in abstract
    assert "Spearman 0.80 [0.78, 0.82]" in abstract
    assert "firmness of the oval" in abstract


def test_increments_are_told_where_old_faces_were_seen(figures: dict[str, Any], tmp_path: Path) -> None:
    assert "r of increments" not in article(figures, decisions(tmp_path), "command")
    row = {"zones": 48, "identities": 7, "r": 0.61, "r_low": 0.5, "r_high": 0.7}
    text = article(figures | {"increments": {"folds": row}}, tmp_path / "docs" / "adr", "command")
    assert "| 48 | 7 | 0.61 [0.50, 0.70] |" in text


def test_it_can_be_written_without_real_photographs_and_says_so(figures: dict[str, Any], tmp_path: Path) -> None:
    del figures["real_skin"]
    text = article(figures, decisions(tmp_path), "command")
    assert "no graded photographs were given" in text
    assert "none were given" in text  # nor weights for the explanations


def test_tables_are_whole(figures: dict[str, Any], tmp_path: Path) -> None:
    lines = article(figures, decisions(tmp_path), "command").splitlines()
    for above, below in itertools.pairwise(lines):
        if above.startswith("|") and below.startswith("|"):
            assert above.count("|") == below.count("|"), above
    assert not re.search(r"acne|rosacea|lesion|patient|diagnos", "\n".join(lines), re.IGNORECASE)
