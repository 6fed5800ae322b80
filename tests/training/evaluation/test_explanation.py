from dataclasses import replace

import numpy as np
import pytest
import torch

from consultant_app.training.evaluation.drawn import Drawn
from consultant_app.training.evaluation.explanation import Effort, explain, sanity, table
from consultant_app.training.evaluation.head_features import features_sheet, head_features
from consultant_app.training.evaluation.probes import Row
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Two grey faces; one channel is "drawn" in one place, the others nowhere."""
    photos = np.random.default_rng(0).integers(90, 170, (2, 256, 256, 3)).astype(np.uint8)
    truth = np.zeros((2, len(CHANNELS), 64, 64), np.uint8)
    truth[:, CHANNELS.index("redness"), 20:40, 20:40] = 255
    skin = np.full((2, 64, 64), 255, np.uint8)
    return Drawn(photos, truth, skin, np.zeros(skin.shape, np.uint16), ("a", "b"))


@pytest.fixture(scope="module")
def network() -> SkinNetwork:
    torch.manual_seed(0)
    return SkinNetwork().eval()


def test_every_figure_is_there_finite_and_the_same_again(network: SkinNetwork, drawn: Drawn) -> None:
    effort = Effort(per_channel=1, perturbed=1, sanity=0)
    figures = explain(network, drawn, seed=1, effort=effort)
    assert set(figures["channels"]) == {"redness"}
    found = figures["channels"]["redness"]
    assert (found["photos"], found["identities"]) == (1, 1)
    methods = {"evidence", "gradcam_encoder", "gradcam_head", "classical", "chance"}
    for measure in ("pointing", "auprc"):
        assert set(found[measure]) == methods | {f"gain_over_{name}" for name in methods - {"evidence"}}
        assert all(-1 <= value <= 1 for value in found[measure].values())
    assert found["auprc"]["chance"] == pytest.approx(400 / 4096, abs=1e-3)
    assert figures["sanity"] == []
    assert explain(network, drawn, seed=1, effort=effort) == figures


def test_faces_with_some_of_the_channels_are_held_against_the_same_answers(
    network: SkinNetwork, drawn: Drawn
) -> None:
    column = CHANNELS.index("redness")
    some = replace(drawn, truth=drawn.truth[:, column : column + 1], channels=("redness",))
    effort = Effort(per_channel=1, perturbed=0, sanity=0)
    values = [
        explain(network, faces, seed=1, effort=effort)["channels"]["redness"]["auprc"] for faces in (drawn, some)
    ]
    assert values[0]["evidence"] == values[1]["evidence"]


def test_random_weights_give_other_maps(network: SkinNetwork, drawn: Drawn) -> None:
    stages = sanity(network, drawn, photos=1, seed=0)
    assert stages[0]["stage"] == "out"
    assert all(abs(stage["spearman"]) < 0.9 for stage in stages)


def _rows(evidence: list[float], random: list[float], weight: float) -> list[Row]:
    out = []
    for index, (own, other) in enumerate(zip(evidence, random, strict=True)):
        identity = f"face {index % 4}"
        out.append(Row("pores", "deletion", "evidence", identity, index, own, weight))
        out.append(Row("pores", "deletion", "random", identity, index, other, weight))
    return out


def test_curves_are_shares_of_the_answer_and_less_deletion_is_a_gain() -> None:
    rows = _rows([0.1, 0.12, 0.1, 0.08] * 3, [0.3, 0.34, 0.3, 0.26] * 3, weight=0.5)
    found = table(rows)["deletion"]
    assert found["evidence"] == pytest.approx(0.2)
    assert found["random"] == pytest.approx(0.6)
    assert found["gain_over_random"] == pytest.approx(0.4)
    assert 0.3 < found["gain_over_random_low"] <= 0.4 <= found["gain_over_random_high"] < 0.5


def test_the_strongest_features_are_named_by_weight_times_activation(drawn: Drawn) -> None:
    torch.manual_seed(0)
    network = SkinNetwork().eval().requires_grad_(False)
    channel = CHANNELS.index("redness")
    network.out.weight[channel] = 0
    network.out.weight[channel, 17] = 1.5
    found = head_features(network, drawn, photos=1, strongest=2)
    assert set(found) == {"redness"}
    assert found["redness"][0]["feature"] == 17
    assert found["redness"][0]["weight"] == 1.5
    assert found["redness"][0]["share"] == pytest.approx(1.0)
    sheet = features_sheet(network, drawn, found)
    assert sheet.dtype == np.uint8
    assert sheet.shape[1] == 5 * 160
