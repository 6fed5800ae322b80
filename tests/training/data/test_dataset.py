import json
import shutil
from pathlib import Path

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data import dataset
from consultant_app.training.data.dataset import RenderSettings, open_set, render_set, split_of
from consultant_app.training.render.scene import CHANNELS


@pytest.fixture(scope="module")
def rendered(face_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("set")
    split = split_of("studio/astronaut_0.png")
    render_set(face_data, out, RenderSettings(count=2, seed=1, split=split))
    return out


def test_a_set_reads_back_with_its_manifest(rendered: Path) -> None:
    data = open_set(rendered)
    assert data.photos.shape == (2, 2, 640, 640, 3)
    assert data.truth.shape == (2, len(CHANNELS), 160, 160)
    assert data.truth.max() > 0
    manifest = json.loads((rendered / "manifest.json").read_text())
    assert manifest["settings"]["seed"] == 1
    names = {"studio/astronaut_0.png", "studio/astronaut_1.png"}
    assert {part for name in data.identities for part in name.split("+")} <= names
    assert set(data.kinds) <= {"absolute", "increment"}


def test_identities_of_the_splits_do_not_meet() -> None:
    names = [f"portraits/{index}.jpg" for index in range(600)]
    held = sum(split_of(name) == "holdout" for name in names)
    assert 60 < held < 140


def test_a_half_rendered_set_is_refused(rendered: Path, tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="consultant-train render"):
        open_set(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(rendered, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"channels": ["lines"]}))
    with pytest.raises(ConsultantError, match="Render it again"):
        open_set(copy)


def test_without_face_images_it_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--data"):
        dataset.load_canvases(tmp_path, "train")
