import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.services.analysis import AnalysisService
from consultant_app.training import cli
from consultant_app.training.evaluation import gate
from consultant_app.training.evaluation.gate import (
    GateSettings,
    Gauge,
    half_of,
    measure_gate,
    read_rows,
    score_error,
    sorted_photos,
)
from consultant_app.training.evaluation.gate_spoil import SPOILS


@pytest.fixture(scope="module")
def service() -> AnalysisService:
    return AnalysisService(threads=1)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind of each sort: the course is tested, not the whole table."""
    monkeypatch.setattr(gate, "SPOILS", {key: SPOILS[key] for key in ("grey", "far")})
    monkeypatch.setattr(gate, "COVERS", {"glasses": "glasses"})


def drawn(view: Any, *_: object) -> np.ndarray:
    return view.photo // 2


@pytest.mark.usefixtures("few")
def test_all_rows_are_taken_and_a_second_run_takes_none_again(
    face_data: Path, tmp_path: Path, service: AnalysisService
) -> None:
    settings = GateSettings(spoilt=1, curves=1)
    said: list[str] = []
    gauge = Gauge(service, tmp_path / "rows.jsonl", drawn, drawn)
    rows = measure_gate(face_data, gauge, settings, said.append)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("none") == 2
    assert [kind for kind in kinds if kind != "none" and not kind.startswith("curve")] == [
        "grey", "far", "glasses", "two faces",
    ]  # fmt: skip
    assert kinds.count("curve far") == kinds.count("curve turned") == 5
    by_kind = {row["kind"]: row for row in rows}
    assert "no_colour" in by_kind["grey"]["refused"]
    assert by_kind["two faces"]["refused"] == ["several_faces"]
    assert by_kind["none"]["measures"]["face_small"] > 90
    errors = [row["error"] for row in rows if row["kind"] == "curve far"]
    assert errors[0] < 5
    again = Gauge(service, tmp_path / "rows.jsonl", drawn, drawn)
    assert measure_gate(face_data, again, settings, said.append) == rows
    assert said[0] == "2 usable photographs"


def test_only_frontal_adults_and_picked_tiles_are_usable(tmp_path: Path) -> None:
    rows = [
        ("studio/a.jpg", "studio", "0.1", ""),
        ("studio/b.jpg", "studio", "0.4", ""),
        ("studio/e.jpg", "studio", "-0.9", ""),
        ("portraits/c.jpg", "portraits", "0.0", "17"),
        ("portraits/d.jpg", "portraits", "0.2", "60"),
        ("portraits/male_95.jpg", "portraits", "0.0", "60"),
        ("tiles/unknown.jpg", "tiles", "0.0", ""),
        ("tiles/textual_search_2_Hair_Color_top_10_matches_r0c9.jpg", "tiles", "0.0", ""),
    ]
    (tmp_path / "faces").mkdir()
    with (tmp_path / "faces" / "index.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("file", "set", "yaw", "age_in_prompt"), *rows])
    usable, turned = sorted_photos(tmp_path)
    assert turned == ["studio/e.jpg"]
    assert set(usable) == {
        "studio/a.jpg", "portraits/d.jpg", "tiles/textual_search_2_Hair_Color_top_10_matches_r0c9.jpg",
    }  # fmt: skip


def test_missing_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--data"):
        sorted_photos(tmp_path)


def test_identities_are_halved_for_good() -> None:
    names = [f"portraits/{number}.jpg" for number in range(400)]
    halves = [half_of(name) for name in names]
    assert halves == [half_of(name) for name in names]
    assert 0.4 < np.mean(halves) < 0.6


def test_a_photo_that_can_no_longer_be_read_has_no_error(service: AnalysisService) -> None:
    before: Any = type("Before", (), {"photo": "x", "criteria": ()})()
    assert score_error(service, before, np.zeros((200, 200, 3), np.uint8)) is None


def test_an_unknown_file_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "none.jsonl") == []


def test_the_command_writes_rows_figures_and_table(
    face_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, Any] = {}

    def measured(data: Path, gauge: Gauge, settings: GateSettings, _: object) -> list[dict[str, Any]]:
        asked.update(data=data, file=gauge.file, settings=settings)
        return []

    monkeypatch.setattr(gate, "measure_gate", measured)
    flags = ["--data", str(face_data), "--out", str(tmp_path / "out"), "--spoilt", "3", "--curves", "2"]
    assert cli.main(["gate", *flags]) == 0
    assert asked == {
        "data": face_data, "file": tmp_path / "out" / "rows.jsonl", "settings": GateSettings(3, 2, 1),
    }  # fmt: skip
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / name) for name in ("gate.json", "gate.md")]


def test_a_photo_error_counts_as_refused(tmp_path: Path) -> None:
    class Blind:
        def view(self, _: object) -> None:
            raise PhotoError("no_face")

    gauge = Gauge(Blind(), tmp_path / "rows.jsonl", drawn, drawn)  # type: ignore[arg-type]
    who: Any = type("Who", (), {"name": "studio/a.jpg", "ita": 40.0})()
    row = gauge.take(who, "none", 0, lambda: np.zeros((9, 9, 3), np.uint8))
    assert row is not None
    assert (row["refused"], row["measures"]) == (["no_face"], {})
    assert gauge.take(who, "none", 1, lambda: np.zeros((9, 9, 3), np.uint8)) is not None
