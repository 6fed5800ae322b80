import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data import dataset
from consultant_app.training.data.dataset import RenderSettings, open_set, render_set, split_of
from consultant_app.training.learning.loop import TrainSettings, evidence_loss, train
from consultant_app.training.learning.network import SkinNetwork, parameter_groups, preprocess
from consultant_app.training.render.scene import CHANNELS

SETTINGS = TrainSettings(steps=4, batch=2, crop=64, save_every=2, seed=5)


@pytest.fixture(scope="module")
def rendered(face_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("set")
    split = split_of("studio/astronaut_0.png")
    render_set(face_data, out, RenderSettings(count=2, seed=1, split=split))
    return out


def test_a_set_reads_back_with_its_manifest(rendered: Path) -> None:
    data = open_set(rendered)
    assert data.photos.shape == (2, 640, 640, 3)
    assert data.truth.shape == (2, len(CHANNELS), 160, 160)
    assert data.truth.max() > 0
    manifest = json.loads((rendered / "manifest.json").read_text())
    assert manifest["settings"]["seed"] == 1
    assert set(manifest["identities"]) <= {"studio/astronaut_0.png", "studio/astronaut_1.png"}


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


def test_a_run_that_was_cut_goes_on_as_if_it_had_not_been(rendered: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train([rendered], whole, SETTINGS)
    train_until(rendered, cut, SETTINGS, 2)
    assert not (cut / "weights_000004.pt").exists()
    train([rendered], cut, SETTINGS)
    first, second = (torch.load(run / "weights_000004.pt", weights_only=True) for run in (whole, cut))
    assert all(torch.equal(first[name], second[name]) for name in first)


def train_until(rendered: Path, run: Path, settings: TrainSettings, step: int) -> None:
    """Run and stop right after a checkpoint, as a kill would."""

    class Killed(Exception):  # noqa: N818
        pass

    real_save = torch.save

    def save(thing: object, path: Path) -> None:
        real_save(thing, path)
        if path.name == f"weights_{step:06d}.pt":
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch, "save", save)
        with pytest.raises(Killed):
            train([rendered], run, settings)


def test_one_batch_can_be_learned_by_heart(rendered: Path) -> None:
    data = open_set(rendered)
    photos = torch.from_numpy(np.array(data.photos[:1, 192:320, 192:320])).permute(0, 3, 1, 2)
    truth = torch.from_numpy(np.array(data.truth[:1, :, 48:80, 48:80])).float() / 255
    torch.manual_seed(0)
    network = SkinNetwork().train()
    optimiser = torch.optim.AdamW(parameter_groups(network, 4e-3))
    trust, rarity = torch.ones_like(truth), torch.ones(len(CHANNELS))
    losses = []
    for _ in range(30):
        loss = evidence_loss(network(preprocess(photos)), truth, trust, rarity)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    # Soft targets keep the entropy as a floor: what is left above it must shrink.
    floor = torch.nn.functional.binary_cross_entropy(truth, truth).item()
    assert losses[-1] - floor < 0.4 * (losses[0] - floor)


def test_untrusted_zeros_do_not_teach_and_what_is_drawn_always_does() -> None:
    logits = torch.zeros(1, len(CHANNELS), 4, 4, requires_grad=True)
    truth = torch.zeros(1, len(CHANNELS), 4, 4)
    truth[0, 0, 0, 0] = 1
    evidence_loss(logits, truth, torch.zeros_like(truth), torch.ones(len(CHANNELS))).backward()
    gradient = logits.grad
    assert gradient is not None
    assert gradient[0, 0, 0, 0] < 0
    assert gradient.abs().sum() == gradient[0, 0, 0, 0].abs()
