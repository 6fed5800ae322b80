import numpy as np
import torch

from consultant_app.training.evaluation.drawn import Drawn
from consultant_app.training.evaluation.probes import probe
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS


def test_only_what_was_chosen_is_measured_and_only_a_part_of_it_disturbed() -> None:
    torch.manual_seed(0)
    network = SkinNetwork().eval()
    with torch.no_grad():
        # Evidence that falls where the photo is smoothed, so that there is an answer to explain.
        network.out.bias.fill_(0.0)
    photos = np.random.default_rng(0).integers(20, 230, (2, 256, 256, 3)).astype(np.uint8)
    truth = np.zeros((2, len(CHANNELS), 64, 64), np.uint8)
    truth[:, 7:9, 20:40, 20:40] = 255
    skin = np.full((2, 64, 64), 255, np.uint8)
    drawn = Drawn(photos, truth, skin, np.zeros(skin.shape, np.uint16), ("a", "b"))
    first, second = CHANNELS[7:9]
    nothing: dict[str, list[int]] = {name: [] for name in CHANNELS}
    rows = list(probe(network, drawn, {**nothing, first: [1, 0], second: [0]}, 0, seed=0))
    assert {(row.channel, row.photo) for row in rows} == {(first, 0), (first, 1), (second, 0)}
    assert {row.measure for row in rows} == {"pointing", "auprc"}
    assert all(row.identity == "ab"[row.photo] for row in rows)
    assert not any(parameter.requires_grad for parameter in network.parameters())
    disturbed = list(probe(network, drawn, {**nothing, first: [1], second: [0]}, 1, seed=0))
    curves = [row for row in disturbed if row.measure in {"deletion", "insertion"}]
    assert all(row.weight > 0 for row in curves)
    assert {row.method for row in curves} <= {"evidence", "gradcam_encoder", "gradcam_head", "random"}
