import json
from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data.dataset import split_of
from consultant_app.training.layers.edit_set import LAYERED, EditSettings, open_edit_set, render_edit_set

SETTINGS = EditSettings(count=1, seed=4, split=split_of("studio/astronaut_0.png"), without=len(LAYERED))


@pytest.fixture(scope="module")
def rendered(face_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("edits")
    render_edit_set(face_data, out, SETTINGS)
    return out


def test_a_photograph_without_an_attribute_differs_by_it_alone(rendered: Path) -> None:
    data = open_edit_set(rendered)
    assert data.photos.shape == (1, 640, 640, 3)
    assert data.shown.shape == (1, 2 + len(LAYERED), 640, 640, 3)
    assert data.points.shape == (1, 478, 3)
    assert 200 < data.points[0, 1, 0] < 440  # the tip of the nose is near the middle
    assert sorted(data.channels[0]) == list(range(len(LAYERED)))
    logs = np.log(data.shown[0].astype(np.float32) + 2)
    skin = data.skin[0] > 250
    off = data.skin[0] == 0
    layers = logs[0] - logs[2:]
    # Sharpening reaches over the border of the skin by a pixel or two.
    assert np.abs(layers[:, off]).mean() < 0.005
    assert (np.abs(layers[:, skin]).mean(axis=(1, 2)) > 1e-4).sum() >= 5
    together = logs[0] - logs[1]
    assert np.abs(layers.sum(0) - together)[skin].mean() < 0.35 * np.abs(together)[skin].mean()


def test_the_photograph_is_compressed_and_what_it_is_compared_with_is_not(rendered: Path) -> None:
    data = open_edit_set(rendered)
    apart = np.abs(data.photos[0].astype(int) - data.shown[0, 0]).mean()
    assert 0.1 < apart < 6


def test_a_set_that_is_not_there_or_of_other_layers_is_refused(rendered: Path, tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="consultant-train layers"):
        open_edit_set(tmp_path)
    manifest = json.loads((rendered / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"layers": ["lines"]}))
    with pytest.raises(ConsultantError, match="Render it again"):
        open_edit_set(tmp_path)
