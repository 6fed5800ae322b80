from typing import NamedTuple

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from consultant_app.training.evaluation.attribution import (
    cascade,
    evidence_of,
    grad_cams,
    logits_of,
    passed,
)
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS


class Answer(NamedTuple):
    logits: Tensor
    doubt: Tensor


class TwoDeep(nn.Module):
    """The smallest network of the skin network's form: an encoder that gives a list, a head, a last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Taps()
        self.head = nn.Conv2d(6, 5, 1)
        self.out = nn.Conv2d(5, 2, 1)
        self.doubt = nn.Conv2d(5, 2, 1)

    def forward(self, x: Tensor) -> Answer:
        _, deep = self.encoder(x)
        top = F.interpolate(self.head(deep), scale_factor=8, mode="bilinear", align_corners=False)
        return Answer(self.out(top), self.doubt(top.detach()))


class Taps(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 4, stride=4)
        self.norm = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 6, 8, stride=8)

    def forward(self, x: Tensor) -> list[Tensor]:
        fine = F.relu(self.norm(self.first(x)))
        return [fine, F.relu(self.second(fine))]


@pytest.fixture
def network() -> TwoDeep:
    torch.manual_seed(2)
    return TwoDeep().eval()


PHOTO = np.random.default_rng(0).integers(0, 256, (128, 128, 3)).astype(np.uint8)
SKIN = np.ones((32, 32), bool)


def test_grad_cam_of_a_linear_head_is_weights_times_features(network: TwoDeep) -> None:
    seen = passed(network, PHOTO)
    for channel in range(2):
        _, fine = grad_cams(seen, channel, SKIN)
        weights = network.out.weight[channel, :, 0, 0]
        expected = F.relu((weights[:, None, None] * seen.fine[0]).sum(0)) / SKIN.size
        np.testing.assert_allclose(fine, expected.detach().numpy(), rtol=1e-4, atol=1e-8)
        # ... which is the logit without its bias, so the evidence itself where that is above zero.
        logit = seen.logits[0, channel] - network.out.bias[channel]
        np.testing.assert_allclose(fine * SKIN.size, F.relu(logit).detach().numpy(), rtol=1e-3, atol=1e-6)


def test_grad_cam_at_the_encoder_weighs_its_features_by_their_mean_gradient(network: TwoDeep) -> None:
    seen = passed(network, PHOTO)
    deep, _ = grad_cams(seen, 0, SKIN)
    weights = network.out.weight[0, :, 0, 0] @ network.head.weight[:, :, 0, 0] / seen.deep[0, 0].numel()
    expected = F.relu((weights[:, None, None] * seen.deep[0]).sum(0))[None, None]
    expected = F.interpolate(expected, size=(32, 32), mode="bilinear", align_corners=False)[0, 0]
    np.testing.assert_allclose(deep, expected.detach().numpy(), rtol=1e-4, atol=1e-7)


def test_looking_closer_changes_no_answer_and_leaves_no_hook(network: TwoDeep) -> None:
    plain = evidence_of(network, PHOTO[None])[0]
    np.testing.assert_allclose(passed(network, PHOTO).evidence, plain, atol=1e-6)
    assert not network.encoder._forward_hooks
    assert not network.out._forward_pre_hooks


def test_logits_are_found_alone_or_beside_other_answers() -> None:
    x = torch.zeros(1, 3, 8, 8)
    assert logits_of(nn.Identity(), x) is x


def test_the_cascade_breaks_the_answer_first_and_the_photo_s_end_last(network: TwoDeep) -> None:
    before = {name: value.clone() for name, value in network.state_dict().items()}
    changed: list[set[str]] = []
    stages = []
    for stage, broken in cascade(network, seed=1):
        stages.append(stage)
        now = broken.state_dict()
        weights = [name for name in before if name.endswith("weight") and now[name].ndim > 1]
        changed.append({name for name in weights if not torch.equal(now[name], before[name])})
    assert stages == ["out", "head", "encoder late", "encoder middle", "encoder early"]
    assert changed[0] == {"out.weight"}
    assert changed[1] == {"out.weight", "head.weight"}
    assert changed[-1] == {"out.weight", "head.weight", "encoder.first.weight", "encoder.second.weight"}
    assert all(torch.equal(network.state_dict()[name], value) for name, value in before.items())


def test_the_cascade_is_the_same_for_the_same_seed_and_leaves_torch_s_own_seed_alone(network: TwoDeep) -> None:
    torch.manual_seed(7)
    first = [evidence_of(broken, PHOTO[None]) for _, broken in cascade(network, seed=1)]
    drawn = torch.rand(1)
    torch.manual_seed(7)
    assert torch.equal(drawn, torch.rand(1))
    again = [evidence_of(broken, PHOTO[None]) for _, broken in cascade(network, seed=1)]
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one, other)


def test_the_skin_network_has_the_form_that_is_looked_into() -> None:
    torch.manual_seed(0)
    network = SkinNetwork().eval().requires_grad_(False)
    seen = passed(network, PHOTO)
    deep, fine = grad_cams(seen, 3, SKIN)
    assert deep.shape == fine.shape == (32, 32)
    assert seen.evidence.shape == (len(CHANNELS), 32, 32)
    stages = [stage for stage, _ in cascade(network, seed=0)]
    assert stages[0] == "out"
    assert stages[-1] == "encoder early"
