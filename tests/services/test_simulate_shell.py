import json

import numpy as np
import pytest
from PIL import Image
from skimage import data

from consultant_app.cli import main
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.simulate_shell import SimulateOptions, parse_settings, simulate_with
from consultant_app.services.simulation import SimulationService


@pytest.fixture(scope="module")
def portrait(tmp_path_factory):
    path = tmp_path_factory.mktemp("photos") / "portrait.png"
    Image.fromarray(data.astronaut()).save(path)
    return path


@pytest.fixture(scope="module")
def service(engine, baseline):
    return SimulationService(engine, baseline)


def test_settings_are_read_and_the_last_counts():
    assert parse_settings(["redness=-1", "pores=.5", "redness=+0.25"]) == {"redness": 0.25, "pores": 0.5}


@pytest.mark.parametrize("word", ["redness", "acne=1", "=1", "redness=2", "redness=x", "redness=nan", "redness="])
def test_a_wrong_setting_is_said_with_the_list_of_keys(word):
    with pytest.raises(ValueError, match="--set") as caught:
        parse_settings([word])
    assert all(key in str(caught.value) for key in CRITERIA)


@pytest.mark.parametrize(
    "words", [["--set", "nothing=1"], ["--set", "redness=1.5"], [], ["--set", "redness=1", "--out", "x.webp"]]
)
def test_wrong_arguments_end_in_two(portrait, tmp_path, words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["simulate", str(portrait), "--out", str(tmp_path / "o.png"), *words])
    assert caught.value.code == 2
    if words:
        assert ("radiance" in capsys.readouterr().err) is ("webp" not in " ".join(words))


def test_before_and_after_are_printed_and_the_picture_is_written(service, engine, portrait, tmp_path, capsys):
    out = tmp_path / "o.png"
    options = SimulateOptions(portrait, {"redness": -1.0}, out, score=True, language="fr")
    assert simulate_with(service, engine, options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 17
    assert lines[0].split() == ["avant", "après"]
    with Image.open(out) as image:
        shown = np.asarray(image)
    assert shown.shape == data.astronaut().shape
    assert (shown != data.astronaut()).any()


def test_json_gives_the_scores_of_all_criteria(service, engine, portrait, tmp_path, capsys):
    out = tmp_path / "o.jpg"
    options = SimulateOptions(portrait, {"redness": -1.0}, out, score=True, as_json=True)
    assert simulate_with(service, engine, options) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["photo", "out", "settings", "model", "scores"]
    assert answer["settings"] == {"redness": -1.0}
    assert list(answer["scores"]) == list(CRITERIA)
    assert answer["scores"]["redness"]["after"] > answer["scores"]["redness"]["before"]


def test_nothing_is_printed_unasked(service, engine, portrait, tmp_path, capsys):
    assert simulate_with(service, engine, SimulateOptions(portrait, {"pores": 1.0}, tmp_path / "o.png")) == 0
    assert capsys.readouterr().out == ""


def test_what_cannot_be_shown_on_this_photo_is_said_with_what_can(service, engine, portrait, tmp_path):
    options = SimulateOptions(portrait, {"forehead_lines": -1.0}, tmp_path / "o.png")
    with pytest.raises(ConsultantError, match=r"“forehead_lines” cannot be shown.*redness"):
        simulate_with(service, engine, options)
    assert not (tmp_path / "o.png").exists()


def test_without_an_editor_the_shell_says_so(portrait, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("consultant_app.services.simulate_shell.simulations_of", lambda _: None)
    assert main(["simulate", str(portrait), "--set", "redness=-1", "--out", str(tmp_path / "o.png")]) == 1
    assert "No editor model" in capsys.readouterr().err


def test_a_photo_without_a_face_or_unfit_ends_as_in_analyse(service, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("consultant_app.services.simulate_shell.simulations_of", lambda _: service)
    blank, tiny = tmp_path / "blank.png", tmp_path / "tiny.png"
    Image.new("RGB", (300, 300), "tan").save(blank)
    Image.fromarray(data.astronaut()).resize((256, 256)).save(tiny)
    words = ["--set", "redness=-1", "--out", str(tmp_path / "o.png")]
    assert main(["simulate", str(blank), *words]) == 4
    assert main(["simulate", str(tiny), *words]) == 3
    assert capsys.readouterr().err
