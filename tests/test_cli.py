import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from consultant_app.cli import main
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.serial import analysis_from_json


@pytest.fixture(scope="module")
def portrait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "portrait.png"
    Image.fromarray(data.astronaut()).save(path)
    return path


def test_one_photo_gives_one_object_of_the_contract(portrait: Path, tmp_path: Path) -> None:
    out, pdf, maps = tmp_path / "a.json", tmp_path / "a.pdf", tmp_path / "maps"
    assert main(["analyse", str(portrait), "--json", str(out), "--pdf", str(pdf), "--maps", str(maps)]) == 0
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert list(answer) == [
        "photo", "model", "quality", "tone", "overall", "criteria", "strengths", "priorities", "sides",
        "recommendations", "timings_ms",
    ]  # fmt: skip
    assert answer["photo"] == "portrait.png"
    assert [c["key"] for c in answer["criteria"]] == list(CRITERIA)
    assert analysis_from_json(answer).model.sha256 == answer["model"]["sha256"]
    assert pdf.read_bytes().startswith(b"%PDF")
    heat = np.load(maps / "portrait.redness.npy")
    assert heat.shape == (512, 512)
    assert heat.dtype == np.float32
    assert 0 <= heat.min() <= heat.max() <= 1
    with Image.open(maps / "portrait.redness.png") as picture:
        assert picture.size == (512, 512)
    for advice in answer["recommendations"]:
        assert set(advice) == {"product", "step", "time", "reasons"}
        assert advice["reasons"]


def test_a_bad_file_does_not_stop_the_others(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, pair = tmp_path / "bad.jpg", tmp_path / "pair.png"
    bad.write_bytes(b"no image at all")
    person = data.astronaut()[:300, 100:360]
    Image.fromarray(np.hstack([person, person])).save(pair)
    assert main(["analyse", str(bad), str(portrait), str(pair)]) == 4
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert [line["photo"] for line in lines] == ["bad.jpg", "portrait.png", "pair.png"]
    assert lines[0]["error"]["key"] == "no_image"
    assert lines[1]["criteria"]
    assert lines[2]["error"]["key"] == "several_faces"
    assert "bad.jpg" in captured.err


def test_a_refused_photo_has_its_reasons_in_the_json_and_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = tmp_path / "tiny.png"
    Image.fromarray(cv2.resize(data.astronaut(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)).save(tiny)
    assert main(["--language", "fr", "analyse", str(tiny)]) == 3
    captured = capsys.readouterr()
    quality = json.loads(captured.out)["quality"]
    assert not quality["accepted"]
    assert "face_small" in {f["key"] for f in quality["findings"] if f["severity"] == "refuse"}
    assert "Rapprochez-vous" in captured.err
    assert main(["analyse", str(tiny), "--force", "--json", str(tmp_path / "forced.json")]) == 0


def test_an_output_that_cannot_be_written_is_said(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert main(["analyse", str(portrait), "--json", str(blocked / "a.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_one_report_is_of_one_photo(portrait: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["analyse", str(portrait), str(portrait), "--pdf", "x.pdf"])
    assert caught.value.code == 2


def test_maps_of_photos_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    photos = [str(tmp_path / folder / "face.png") for folder in ("monday", "friday")]
    with pytest.raises(SystemExit) as caught:
        main(["analyse", *photos, "--maps", str(tmp_path)])
    assert caught.value.code == 2


def test_the_model_shows_its_card_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "fr", "model"]) == 0
    assert "Limites connues" in capsys.readouterr().out
    assert main(["model", "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert list(card) == ["model", "signed_by", "truth", "sources", "held_out_identities", "criteria", "limits"]
    assert [c["key"] for c in card["criteria"]] == list(CRITERIA)
    assert len(card["model"]["sha256"]) == 64


def test_a_criterion_is_explained_on_one_picture(portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "why.jpg"
    assert main(["--lang", "fr", "explain", str(portrait), "--criterion", "redness", "--out", str(out)]) == 0
    with Image.open(out) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 1200))


def test_an_unknown_criterion_or_format_is_told_with_what_there_is(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["explain", str(portrait), "--criterion", "wrinkles", "--out", str(tmp_path / "why.png")])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert all(key in told for key in CRITERIA)
    with pytest.raises(SystemExit) as caught:
        main(["explain", str(portrait), "--criterion", "redness", "--out", str(tmp_path / "why.gif")])
    assert caught.value.code == 2
    assert ".jpg, .jpeg, .png" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_explained_says_why(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, tiny, blocked = tmp_path / "empty.png", tmp_path / "tiny.png", tmp_path / "file"
    Image.fromarray(np.full((300, 300, 3), 120, np.uint8)).save(empty)
    Image.fromarray(cv2.resize(data.astronaut(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)).save(tiny)
    blocked.write_text("in the way")
    ask = ["--criterion", "pores", "--out"]
    assert main(["explain", str(empty), *ask, str(tmp_path / "why.png")]) == 4
    assert "empty.png" in capsys.readouterr().err
    assert main(["explain", str(tiny), *ask, str(tmp_path / "why.png")]) == 3
    assert "Come closer" in capsys.readouterr().err
    assert not (tmp_path / "why.png").exists()
    assert main(["explain", str(tiny), "--force", *ask, str(tmp_path / "why.png")]) == 0
    assert main(["explain", str(portrait), *ask, str(blocked / "why.png")]) == 1
    assert "could not be saved" in capsys.readouterr().err


def test_without_a_display_the_demonstration_runs_headless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    for _ in range(2):  # the second visit finds the store that the first one made
        assert main(["demo", "--folder", str(tmp_path / "store"), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "visit.pdf").read_bytes().startswith(b"%PDF")
    assert len(json.loads((tmp_path / "out" / "visit.json").read_text(encoding="utf-8"))["criteria"]) == 16
    assert "visit.pdf" in capsys.readouterr().out
    assert main([]) == 1
    assert "no display" in capsys.readouterr().err


def test_a_photo_that_shows_no_side_is_told_and_left_out(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.json"
    assert main(["analyse", str(portrait), "--left", str(portrait), "--json", str(out)]) == 3
    assert "not turned far enough" in capsys.readouterr().err
    assert json.loads(out.read_text(encoding="utf-8"))["sides"] == []
    assert main(["--language", "fr", "analyse", str(portrait), "--right", str(tmp_path / "gone.png")]) == 4


def test_a_side_view_that_is_forced_is_named_and_changes_nothing_that_was_seen(
    portrait: Path, tmp_path: Path
) -> None:
    out, alone, maps = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "maps"
    command = ["analyse", str(portrait), "--force", "--json"]
    assert main([*command, str(out), "--left", str(portrait), "--maps", str(maps)]) == 0
    assert main([*command, str(alone)]) == 0
    answer, before = (json.loads(path.read_text(encoding="utf-8")) for path in (out, alone))
    assert [(side["view"], side["photo"]) for side in answer["sides"]] == [("left", "portrait.png")]
    assert [finding["key"] for finding in answer["sides"][0]["quality"]["findings"]][-1] == "side_little"
    read = {(c["key"], z["key"]): z for c in before["criteria"] for z in c["zones"] if z["grade"] is not None}
    for criterion in answer["criteria"]:
        for zone in criterion["zones"]:
            assert zone == read.get((criterion["key"], zone["key"]), zone)


def test_a_side_belongs_to_one_photo(portrait: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["analyse", str(portrait), str(portrait), "--left", str(portrait)])
    assert stopped.value.code == 2


def test_the_house_of_the_command_line_is_the_one_that_everything_asks_for(
    portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULTANT_APP_BRAND", "maison_aurelle")
    options = ["analyse", str(portrait), "--json", str(tmp_path / "a.json"), "--pdf", str(tmp_path / "a.pdf")]
    assert main(["--brand", "no_such_house", *options]) == 1
    assert "bundled are: atelier_noe, maison_aurelle" in capsys.readouterr().err
