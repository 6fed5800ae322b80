import dataclasses

import numpy as np
import pytest
import torch

from consultant_app.training.finetune.curves import start_curves
from consultant_app.training.finetune.items import Items, pooled_evidence, read_grades
from consultant_app.training.finetune.learn import _read, joined, pooled_means, tune
from consultant_app.training.finetune.photos import SKIN_SLOT, SLOTS, Photo
from consultant_app.training.finetune.settings import FinetuneSettings
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS
from tests.training.finetune.conftest import start_manifest

CURVES = start_curves(start_manifest())
SIDE, COUNT = 64, 6
SETTINGS = FinetuneSettings(epochs=2, batch=3, side=SIDE, rate=0.02)


@pytest.fixture(scope="module")
def start() -> SkinNetwork:
    torch.manual_seed(3)
    return SkinNetwork().eval()


@pytest.fixture(scope="module")
def photos() -> list[Photo]:
    random = np.random.default_rng(1)
    areas = np.zeros((SLOTS, SIDE // 4, SIDE // 4), bool)
    areas[:, 2:12, 3:13] = True
    areas[0] = False
    look = np.zeros(4, np.float32)
    return [
        Photo(f"{i}.jpg", f"P{i}", "", random.integers(0, 255, (SIDE, SIDE, 3)).astype(np.uint8), areas, 2.0, look)
        for i in range(COUNT)
    ]


def items(photos: range, key: str = "redness") -> Items:
    count = len(photos)
    share = np.zeros((count, SLOTS), np.float32)
    share[:, 6], share[:, SKIN_SLOT] = 0.3, 0.7
    channel = CHANNELS.index(CURVES[key].channel)
    return Items(
        np.full(count, key), np.array(photos, np.intp), np.array([f"P{i}" for i in photos]),
        np.full(count, channel), np.ones(count, bool), share, np.linspace(1, 3, count), np.full(count, 2.0),
    )  # fmt: skip


def test_means_are_taken_over_each_area_and_a_hidden_one_has_none(start, photos) -> None:
    means = pooled_means(start, photos, batch=4)
    assert means.shape == (COUNT, len(CHANNELS), SLOTS)
    assert (means[:, :, 0] == 0).all()
    assert np.allclose(means[:, :, 1], means[:, :, 2])
    assert ((means[:, :, 1:] > 0) & (means[:, :, 1:] < 1)).all()
    assert pooled_evidence(items(range(COUNT)), means).shape == (COUNT,)


def test_it_learns_from_the_same_grades_as_the_application_reads(start, photos) -> None:
    from consultant_app.training.finetune.curves import LearnedCurve

    found, means = items(range(COUNT)), pooled_means(start, photos, batch=4)
    heads = torch.nn.ModuleDict({"redness": LearnedCurve(CURVES["redness"], 4)})
    learned = _read(torch.from_numpy(means), heads, found, np.arange(COUNT)).detach().numpy()
    assert 4 * learned == pytest.approx(read_grades(found, means, CURVES), abs=1e-4)


@pytest.mark.parametrize("scope", ["readout", "head", "all"])
def test_only_what_may_move_moves_and_the_start_never(start, photos, scope) -> None:
    before = {name: value.clone() for name, value in start.state_dict().items()}
    settings = dataclasses.replace(SETTINGS, scope=scope)
    tuned = tune(start, photos, items(range(4)), items(range(4, COUNT)), CURVES, settings)
    changed = {name for name, value in tuned.network.state_dict().items() if not torch.equal(value, before[name])}
    assert len(tuned.history) >= 2
    assert min(tuned.history) < tuned.history[0]
    assert "out.weight" in changed
    assert any(name.startswith("encoder.") for name in changed) == (scope == "all")
    assert (changed <= {"out.weight", "out.bias"}) == (scope == "readout")
    assert not any("running" in name for name in changed)
    assert all(torch.equal(value, before[name]) for name, value in start.state_dict().items())


def test_the_same_seed_learns_the_same(start, photos) -> None:
    runs = [tune(start, photos, items(range(4)), items(range(4, COUNT)), CURVES, SETTINGS) for _ in range(2)]
    assert runs[0].history == runs[1].history
    assert torch.equal(runs[0].network.out.weight, runs[1].network.out.weight)
    assert runs[0].curves == runs[1].curves


def test_where_nothing_can_be_chosen_by_nothing_is_learned(start, photos) -> None:
    tuned = tune(start, photos, items(range(4)), items(range(4, COUNT), "pores"), CURVES, SETTINGS)
    assert torch.equal(tuned.network.out.weight, start.out.weight)
    assert tuned.curves["redness"] == CURVES["redness"]


def test_maps_are_joined_one_by_one_or_all(start) -> None:
    other = SkinNetwork().eval()
    one = joined(start, other, [2], apart=True)
    assert torch.equal(one.out.weight[2], other.out.weight[2])
    assert torch.equal(one.out.weight[3], start.out.weight[3])
    assert torch.equal(joined(start, other, [], apart=True).out.weight, start.out.weight)
    assert joined(start, other, [2], apart=False) is other
    assert joined(start, other, [], apart=False) is start
