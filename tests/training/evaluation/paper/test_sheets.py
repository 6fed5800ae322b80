from pathlib import Path

import cv2
import numpy as np
import pytest

from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.paper import sheets

NAMES = ("redness", "dark_spots", "pores", "shine")


@pytest.fixture(scope="module")
def engine() -> Engine:
    maps = {name: np.full((160, 160), place / 3, np.float32) for place, name in enumerate(NAMES)}
    return Engine(lambda _: Evidence(maps, maps), {}, FaceFinder(resource("models", "face"), threads=1))


def test_each_channel_has_its_tile_in_an_absolute_scale(engine: Engine) -> None:
    out = sheets.sheet(engine, sheets.astronaut())
    assert out.shape == (400, 800, 3)
    red, none, full = out[100, 300], out[100, 300], out[300, 100]
    assert np.ptp(none.astype(int)) == 0  # no evidence: grey
    assert full.astype(int).tolist() == [190, 60, 40]
    assert red.tolist() == none.tolist()


def test_photographs_without_a_face_are_left_out(engine: Engine, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "face.png"), sheets.astronaut()[..., ::-1])
    cv2.imwrite(str(tmp_path / "grey.png"), np.full((200, 200, 3), 99, np.uint8))
    out = tmp_path / "out"
    assert sheets.write_sheets(engine, [tmp_path / "face.png", tmp_path / "grey.png"], out) == 1
    assert [path.name for path in out.iterdir()] == ["face.png"]
