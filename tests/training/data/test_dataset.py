import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data import dataset
from consultant_app.training.data.clean import PIXELS_PER_MM
from consultant_app.training.data.dataset import (
    RenderSettings,
    keeps_its_own,
    open_set,
    render_set,
    split_of,
)
from consultant_app.training.render.scene import CHANNELS

NAMES = {"studio/astronaut_0.png", "studio/astronaut_1.png"}
SETTINGS = RenderSettings(
    count=2, seed=2, split=split_of("studio/astronaut_0.png"), camera=0.0, increments=0.5, blends=0.5
)
"""A pair of each kind; cameras that change nothing, so that both photographs can be compared."""


@pytest.fixture(scope="module")
def rendered(face_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("set")
    render_set(face_data, out, SETTINGS)
    return out


def test_a_set_reads_back_with_its_manifest(rendered: Path) -> None:
    data = open_set(rendered)
    assert data.photos.shape == (2, 2, 640, 640, 3)
    assert data.truth.shape == data.weight.shape == (2, len(CHANNELS), 160, 160)
    assert data.skin.shape == data.zones.shape == (2, 160, 160)
    assert data.truth.max(axis=(1, 2, 3)).min() > 0
    assert (data.zones > 0).any(axis=(1, 2)).all()
    manifest = json.loads((rendered / "manifest.json").read_text())
    assert manifest["settings"] == {name: getattr(SETTINGS, name) for name in RenderSettings.__slots__}
    assert tuple(manifest["channels"]) == CHANNELS


def test_the_digests_are_those_of_the_files(rendered: Path) -> None:
    digests = open_set(rendered).digests
    assert set(digests) == {"photos", "truth", "weight", "skin", "zones"}
    for name, digest in digests.items():
        assert hashlib.sha256((rendered / f"{name}.npy").read_bytes()).hexdigest() == digest


def test_what_is_known_of_each_pair_is_kept(rendered: Path) -> None:
    data = open_set(rendered)
    assert [fact.kind for fact in data.facts] == ["increment", "absolute"]
    for fact in data.facts:
        assert set(fact.identity.split("+")) <= NAMES
        assert fact.scales == (PIXELS_PER_MM, PIXELS_PER_MM)
        assert -60 < fact.tone < 75
        assert fact.age is None


def test_an_increment_shows_the_untouched_face_first_and_else_both_show_the_drawn_skin(rendered: Path) -> None:
    data = open_set(rendered)
    apart = np.abs(data.photos[:, 0].astype(int) - data.photos[:, 1]).mean(axis=-1)
    small = apart.reshape(2, 160, 4, 160, 4).mean(axis=(2, 4))
    drawn = (data.truth.max(axis=1) > 100) & (data.skin > 250)
    assert drawn.sum(axis=(1, 2)).min() > 300
    # What is left between two photographs of one light is compression.
    assert small[0][drawn[0]].mean() > 2 * small[1][drawn[1]].mean()
    assert small[1].mean() < 6


def test_a_face_that_keeps_lines_of_its_own_teaches_increments_only(
    face_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvases = [replace(canvas, age=61.0) for canvas in dataset.load_canvases(face_data, SETTINGS.split)]
    monkeypatch.setattr(dataset, "load_canvases", lambda *_: canvases)
    render_set(face_data, tmp_path, replace(SETTINGS, count=1, increments=0.0))
    assert [fact.kind for fact in open_set(tmp_path).facts] == ["increment"]
    assert [keeps_its_own(age) for age in (None, 60.0, 61.0)] == [False, False, True]


def test_a_pair_follows_from_seed_and_number_alone(rendered: Path, face_data: Path, tmp_path: Path) -> None:
    settings = RenderSettings(
        **{name: getattr(SETTINGS, name) for name in RenderSettings.__slots__} | {"count": 1}
    )
    render_set(face_data, tmp_path, settings)
    first, again = open_set(rendered), open_set(tmp_path)
    assert again.facts == first.facts[:1]
    for name in again.digests:
        assert np.array_equal(getattr(first, name)[:1], getattr(again, name)), name


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
    for changed in ({"channels": ["lines"]}, {"facts": None}):
        kept = {name: value for name, value in (manifest | changed).items() if value is not None}
        (copy / "manifest.json").write_text(json.dumps(kept))
        with pytest.raises(ConsultantError, match="Render it again"):
            open_set(copy)


def test_without_face_images_it_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="--data"):
        dataset.load_canvases(tmp_path, "train")
