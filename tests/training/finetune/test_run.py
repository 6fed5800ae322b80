import dataclasses
import errno
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.inference.manifest import parse_manifest
from consultant_app.training.finetune import run as run_module
from consultant_app.training.finetune.findings import GradesError
from consultant_app.training.finetune.run import Sources, finetune
from consultant_app.training.finetune.settings import FinetuneSettings
from consultant_app.training.render.scene import CHANNELS
from tests.training.finetune.conftest import REDNESS, SIDE, SmallHouse, one_torch_thread

SETTINGS = FinetuneSettings(epochs=5, side=SIDE, patience=2, test_share=0.4, choose_share=0.35)


@pytest.fixture(autouse=True)
def no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """The export to ONNX has tests of its own and takes its time."""
    monkeypatch.setattr(run_module, "onnx_bytes", lambda _: b"onnx")


def sources_of(house: SmallHouse, folder: Path, table: str) -> Sources:
    grades = folder / "grades.csv"
    grades.write_text(table, encoding="utf-8")
    return dataclasses.replace(house.sources, grades=grades)


@pytest.fixture(scope="module")
def finished(small_house: SmallHouse, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A house that calls every face 0.6 times as marked as it was drawn."""
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch, one_torch_thread():
        patch.setattr(run_module, "onnx_bytes", lambda _: b"onnx")
        record = finetune(sources_of(small_house, folder, small_house.table(0.6)), folder / "run", SETTINGS, "2.0")
    return folder / "run", record


def test_the_error_on_persons_never_seen_falls_to_about_what_graders_differ_by(finished) -> None:
    _, record = finished
    redness = record["judged"]["redness"]
    assert redness["data"]["persons"] == record["persons"]["judge"] >= 3
    assert redness["after"]["mae"] < 0.6 * redness["before"]["mae"]
    assert redness["change"]["mae"] == pytest.approx(redness["after"]["mae"] - redness["before"]["mae"], abs=0.002)
    assert record["kept"]["redness"]["curve"] == "house"
    assert record["kept"]["redness"]["kept_mae"] <= record["kept"]["redness"]["start_mae"]
    assert min(record["history"]) < record["history"][0]
    assert 0 < record["graders"]["redness"]["mean_difference"] < 0.3


def test_the_run_leaves_weights_a_model_to_sign_and_its_record(finished) -> None:
    run, record = finished
    assert json.loads((run / "report.json").read_text()) == record
    assert "| redness |" in (run / "report.md").read_text()
    manifest = parse_manifest((run / "model" / "model.json").read_bytes())
    assert manifest.version == "2.0"
    assert (run / "model" / manifest.file).read_bytes() == b"onnx"
    assert manifest.calibrations["redness"].grade[-1] < 3.5  # the house's scale is shorter
    everything = json.dumps(record) + (run / "model" / "model.json").read_text()
    assert '"P1"' not in everything
    assert '"G1"' not in everything


def test_only_the_graded_map_can_change(finished, small_house) -> None:
    start = torch.load(small_house.sources.weights[0], weights_only=True)
    tuned = torch.load(finished[0] / "weights_finetuned.pt", weights_only=True)
    others = [index for index in range(len(CHANNELS)) if index != REDNESS]
    for name, value in start.items():
        rows = others if name.startswith("out.") else ...
        assert torch.equal(tuned[name][rows], value[rows]), name


def test_a_finished_run_is_not_overwritten(finished, small_house, tmp_path) -> None:
    with pytest.raises(ConsultantError, match="--run"):
        finetune(sources_of(small_house, tmp_path, small_house.table(0.6)), finished[0], SETTINGS, "2.0")


def test_all_faults_of_table_and_photos_are_told_at_once_and_nothing_is_written(small_house, tmp_path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    first, second = list(small_house.severities)[::5][:2]
    for name in (first, second):
        shutil.copy(small_house.sources.photos / name, photos)
    shutil.copy(photos / first, photos / "copy.jpg")
    table = (
        "photo;person;criterion;zone;grade;grader\r\n"
        f"{first};P1;redness;;1,5;G1\r\n"
        f"{first};P1;redness;face;2;G1\r\n"
        f"{second};P2;rednes;;7;G1\r\n"
        f"{second};P2;redness;chin;7;\r\n"
        "copy.jpg;P3;redness;;1;G1\r\n"
        "gone.jpg;P4;redness;elbow;1;G1\r\n"
    )
    sources = dataclasses.replace(sources_of(small_house, tmp_path, table), photos=photos)
    with pytest.raises(GradesError) as caught:
        finetune(sources, tmp_path / "run", SETTINGS, "2.0")
    places = [(found.row, found.column) for found in caught.value.findings]
    assert places == [
        (3, "grader"), (4, "criterion"), (5, "grade"), (5, "grader"), (6, "photo"), (7, "photo"), (7, "zone"),
    ]  # fmt: skip
    assert "nothing was trained" in str(caught.value)
    assert not (tmp_path / "run").exists()


def test_a_full_disk_says_what_to_do_and_leaves_no_record(small_house, tmp_path, monkeypatch) -> None:
    names = list(small_house.severities)[:8]
    lines = small_house.table(0.6).splitlines()
    few = [lines[0], *(line for line in lines if line.split(",")[0] in names)]
    real = run_module.write_atomically

    def full(path: Path, data: bytes) -> None:
        if path.name == "report.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    monkeypatch.setattr(run_module, "write_atomically", full)
    settings = dataclasses.replace(SETTINGS, epochs=1)
    with pytest.raises(ConsultantError, match=r"No space left.*run it again"):
        finetune(sources_of(small_house, tmp_path, "\n".join(few)), tmp_path / "run", settings, "2.0")
    assert not (tmp_path / "run" / "report.json").exists()


def test_without_the_starting_model_it_says_what_to_give(small_house, tmp_path) -> None:
    sources = dataclasses.replace(small_house.sources, model=tmp_path)
    with pytest.raises(ConsultantError, match="--model"):
        finetune(sources, tmp_path / "run", SETTINGS, "2.0")
    other = parse_manifest((small_house.sources.model / "model.json").read_bytes())
    (tmp_path / "model.json").write_text(json.dumps(other.model_dump() | {"channels": ["lines"]}))
    with pytest.raises(ConsultantError, match="other maps"):
        finetune(sources, tmp_path / "run", SETTINGS, "2.0")
