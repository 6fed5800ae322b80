import itertools
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.evaluation import realskin as subject
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.realskin import Graded
from consultant_app.training.render.scene import CHANNELS


def _darkness(crop: np.ndarray) -> Evidence:
    """A measure of dark cells: finds the black dots below and grows with their number."""
    grey = cv2.resize(crop.mean(axis=2).astype(np.float32), (160, 160), interpolation=cv2.INTER_AREA)
    dark = np.clip(1 - grey / 60, 0, 1).astype(np.float32)
    return Evidence(dict.fromkeys(CHANNELS, dark), dict.fromkeys(CHANNELS, np.zeros_like(dark)))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(_darkness, {}, FaceFinder(resource("models", "face"), threads=1))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Path:
    """A folder like the graded one: a face that a package ships, with dots on the cheek by grade."""
    folder = tmp_path_factory.mktemp("graded")
    (folder / "photos").mkdir()
    face = cv2.resize(data.astronaut()[:260, 110:350], None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    cheek = engine.finder.find_one(face).points[[50, 205, 280, 425], :2]
    rows, circles = ["file,blemish_grade_0_3,lesion_count,mesh_found"], {}
    for number in range(4):
        photo = face.copy()
        for x, y in cheek[:number]:
            cv2.circle(photo, (round(x), round(y)), 6, (0, 0, 0), -1)
        cv2.imwrite(str(folder / "photos" / f"{number}.png"), photo[..., ::-1])
        rows.append(f"photos/{number}.png,{number},{number},1")
        circles[str(number)] = [[float(x), float(y), 7.0] for x, y in cheek[:number]]
    cv2.imwrite(str(folder / "photos" / "grey.png"), np.full((300, 300, 3), 120, np.uint8))
    rows.append("photos/grey.png,0,0,0")
    (folder / "grades.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "lesions.json").write_text(json.dumps(circles), encoding="utf-8")
    return folder


Found = tuple[list[Graded], list[str]]


@pytest.fixture(scope="module")
def found(engine: Engine, graded: Path) -> Found:
    return subject.read_graded(engine, graded)


def test_photographs_are_read_and_those_without_a_face_named(found: Found) -> None:
    photos, lost = found
    assert lost == ["photos/grey.png"]
    assert [photo.grade for photo in photos] == [0, 1, 2, 3]
    assert all(a.evidence < b.evidence for a, b in itertools.pairwise(photos))
    assert [photo.read for photo in photos] == [None] * 4
    assert "model" not in photos[0].on_circles
    assert photos[3].on_circles["model"]["hit"] == 1
    assert photos[3].on_circles["model"]["auc"] > 0.7


@pytest.mark.usefixtures("few_draws")
def test_all_figures_are_there(
    engine: Engine, graded: Path, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos, lost = found
    monkeypatch.setattr(subject, "read_graded", lambda *_: (photos * 6, lost))
    baseline = {"spearman": 0.5, "values": [photo.grade % 3 for photo in photos * 6]}
    monkeypatch.setattr(subject, "blemish_baselines", lambda *_: baseline)
    figures = subject.real_skin(engine, graded)
    assert figures["photos"] == 24
    assert figures["grades"] == {"0": 6, "1": 6, "2": 6, "3": 6}
    assert figures["model"]["spearman"] == 1
    assert figures["model"]["qwk_quantile_matched"] == 1
    assert "qwk_as_shown" not in figures["model"]
    assert figures["classical"]["spearman"] == 0.5
    assert figures["difference"]["spearman"] > 0.5
    assert figures["circled"]["model"]["times_chance"] > 3
    assert "values" not in figures["classical"]
    json.dumps(figures)


def test_too_few_faces_are_no_judge(
    engine: Engine, found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConsultantError, match=r"grades\.csv"):
        subject.real_skin(engine, tmp_path)
    monkeypatch.setattr(subject, "read_graded", lambda *_: found)
    with pytest.raises(ConsultantError, match="too few"):
        subject.real_skin(engine, tmp_path)
