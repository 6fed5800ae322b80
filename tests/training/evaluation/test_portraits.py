from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.evaluation import portraits as subject
from consultant_app.training.evaluation.engine import Engine, Reading
from consultant_app.training.evaluation.portraits import Portrait
from consultant_app.training.render.scene import CHANNELS

CURVE = Calibration(
    channel="lines", evidence=(0, 1), grade=(0, 4), error_grade=(0,), error=(0.5,), smallest_scale=1.0
)
LOOK = Evidence(
    dict.fromkeys(CHANNELS, np.full((160, 160), 0.5, np.float32)),
    dict.fromkeys(CHANNELS, np.zeros((160, 160), np.float32)),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    curves = dict.fromkeys(("forehead_lines", "folds", "redness"), CURVE)
    return Engine(lambda _: LOOK, curves, FaceFinder(resource("models", "face"), threads=1))


def test_only_adult_portraits_with_an_age_are_read(engine: Engine, face_data: Path, tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "a.png").write_bytes((face_data / "faces" / "studio" / "astronaut_0.png").read_bytes())
    rows = [
        "file,set,age_in_prompt",
        "a.png,portraits,44",
        "a.png,portraits,12",
        "a.png,portraits,",
        "a.png,studio,30",
    ]
    (tmp_path / "faces" / "index.csv").write_text("\n".join(rows), encoding="utf-8")
    found, lost = subject.read_portraits(engine, tmp_path)
    assert [portrait.age for portrait in found] == [44]
    assert found[0].read["folds"].grade == pytest.approx(2)
    assert lost == []


@pytest.mark.usefixtures("few_draws")
def test_figures_of_lines_that_follow_age_and_redness_that_follows_tone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(0)
    found = []
    for index in range(60):
        age, ita = float(random.uniform(18, 90)), float(random.uniform(-40, 60))
        read = {
            "forehead_lines": Reading(age / 20, 0.1),
            "folds": Reading(age / 25, 0.1),
            "redness": Reading(2 - ita / 50, 0.1),
        }
        found.append(Portrait(age, ita, index % 3 == 0, read))
    monkeypatch.setattr(subject, "read_portraits", lambda *_: (found, ["lost.jpg"]))
    figures = subject.portraits(engine, Path())
    assert figures["held_out"] == 20
    assert figures["age"]["forehead_lines"]["all"]["spearman"] == 1
    assert figures["age"]["mean of these"]["held_out"]["spearman"] == 1
    assert figures["tone"]["redness"]["partial_spearman"] == -1
    assert abs(figures["tone"]["folds"].get("partial_spearman", 0)) < 0.4


def test_missing_portraits_are_an_error_to_read(engine: Engine, tmp_path: Path, face_data: Path) -> None:
    with pytest.raises(ConsultantError, match=r"index\.csv"):
        subject.portraits(engine, tmp_path)
    with pytest.raises(ConsultantError, match="No portrait"):
        subject.portraits(engine, face_data)
