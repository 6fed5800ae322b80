from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from consultant_app.training.layers.batches import LayerBatch, draw, log_light
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.layers.network import STRIDE, LayerNetwork
from consultant_app.training.layers.objective import LayerWeights, terms

SIDE, CROP, COUNT = 128, 64, len(LAYERED)
SETTINGS = SimpleNamespace(seed=5, crop=CROP)
FIRST, SECOND = 2, 7


def faces(count: int = 2) -> EditSet:
    """A light that falls off; one channel darkens the left half by a quarter, another the right by an eighth."""
    base = np.broadcast_to(np.linspace(60, 220, SIDE, dtype=np.float32)[:, None, None], (SIDE, SIDE, 3))
    left = np.ones((SIDE, SIDE, 1), np.float32)
    right = left.copy()
    left[:, : SIDE // 2], right[:, SIDE // 2 :] = 0.75, 0.875
    shown = np.stack([base * left * right, base, base * right, base * left]).round().astype(np.uint8)
    skin = np.full((count, SIDE, SIDE), 255, np.uint8)
    channels = np.tile([FIRST, SECOND], (count, 1))
    names = tuple(f"face {i}" for i in range(count))
    points = np.zeros((count, 478, 3), np.float32)
    return EditSet(np.stack([shown[0]] * count), np.stack([shown] * count), skin, points, channels, names)


def test_layers_are_what_the_photographs_without_them_lack() -> None:
    batch = draw([faces()], SETTINGS, 0, range(8))
    assert batch.photos.shape == (8, 3, CROP, CROP)
    assert batch.layers.shape == (8, COUNT, 3, CROP // STRIDE, CROP // STRIDE)
    assert batch.known.sum(1).tolist() == [2.0] * 8
    expected = 2.2 * np.log(0.75)
    darkest = batch.layers[:, FIRST].amin((1, 2, 3))
    assert ((darkest - expected).abs() < 0.05).sum() >= 4  # crops that see the left half
    assert (batch.layers.sum(1) - batch.total).abs().max() < 0.03
    unknown = [c for c in range(COUNT) if c not in (FIRST, SECOND)]
    assert batch.layers[:, unknown].abs().max() == 0


def test_a_crop_depends_on_seed_step_and_item_alone() -> None:
    sets = [faces(3), faces(1)]
    whole = draw(sets, SETTINGS, 3, range(4))
    again = draw(sets, SETTINGS, 3, range(2, 4))
    assert torch.equal(whole.photos[2:], again.photos)
    assert not torch.equal(whole.photos, draw(sets, SETTINGS, 4, range(4)).photos)


class Says(nn.Module):
    def __init__(self, layers: Tensor) -> None:
        super().__init__()
        self.layers = nn.Parameter(layers)

    def forward(self, _: Tensor) -> Tensor:
        return self.layers.flatten(1, 2)


def loss(batch: LayerBatch, layers: Tensor) -> dict[str, float]:
    found = terms(Says(layers), batch, LayerWeights())
    return {name: float(term.total.detach()) for name, term in found.items()}


def test_the_layers_as_drawn_cost_nothing_and_others_do() -> None:
    batch = draw([faces()], SETTINGS, 0, range(4))
    right = loss(batch, batch.layers)
    wrong = loss(batch, torch.zeros_like(batch.layers))
    assert right["layer"] == 0
    assert right["total"] < 0.02 * wrong["total"]
    assert wrong["layer"] > 0
    assert right["outside"] == wrong["outside"] == 0  # all of it is skin


def test_what_is_painted_off_the_skin_costs() -> None:
    batch = draw([faces()], SETTINGS, 0, range(4))
    batch.skin[:] = 0
    costs = loss(batch, batch.layers)
    assert costs["outside"] > 0
    assert costs["layer"] == costs["total"] == 0


def test_a_channel_that_no_photograph_tells_of_is_free() -> None:
    batch = draw([faces()], SETTINGS, 0, range(4))
    other = batch.layers.clone()
    other[:, 0] = 0.3
    assert loss(batch, other)["layer"] == 0


def test_the_network_gives_three_colours_a_channel_at_half_the_side() -> None:
    torch.manual_seed(1)
    network = LayerNetwork().eval()
    with torch.no_grad():
        layers = network(torch.zeros(1, 3, 96, 64))
    assert layers.shape == (1, 3 * COUNT, 48, 32)
    assert layers.abs().max() < 0.2  # nothing is painted before anything is learned


def test_log_light_is_that_of_a_power_law() -> None:
    photos = torch.full((2, 3, 8, 8), 100.0)
    brighter = log_light(photos * 2) - log_light(photos)
    assert brighter.shape == (2, 3, 4, 4)
    assert brighter.mean().item() == pytest.approx(2.2 * np.log(2), abs=0.03)
