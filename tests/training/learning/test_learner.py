from itertools import pairwise
from pathlib import Path

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import checkpoint
from consultant_app.training.learning.config import TrainSettings
from consultant_app.training.learning.learner import Learner, _rate
from consultant_app.training.learning.network import SkinNetwork


def test_the_rate_warms_up_then_falls_to_a_fiftieth() -> None:
    rates = [_rate(step, 1000) for step in range(1001)]
    assert rates[0] == pytest.approx(0.01)
    assert max(rates) == rates[99]
    assert rates[-1] == pytest.approx(0.02)
    assert all(later < earlier for earlier, later in pairwise(rates[99:]))


def test_a_learner_goes_on_from_a_state_as_the_one_it_was_taken_from(tmp_path: Path) -> None:
    settings, device = TrainSettings(steps=3), torch.device("cpu")

    def loss(learner: Learner) -> torch.Tensor:
        return learner.network(torch.ones(1, 3, 64, 64)).logits.square().mean()

    torch.manual_seed(1)
    first = Learner.fresh(SkinNetwork(), settings, device)
    first.follow(loss(first))
    second = Learner.fresh(SkinNetwork(), settings, device)
    checkpoint.save(tmp_path / "last.pt", first.state())
    second.load(checkpoint.load(tmp_path / "last.pt"))
    norms = [learner.follow(loss(learner)) for learner in (first, second)]
    assert norms[0] == norms[1] > 0
    assert (first.step, first.rate) == (second.step, second.rate)
    one, other = first.mean.state_dict(), second.mean.state_dict()
    assert all(torch.equal(value, other[name]) for name, value in one.items())


@pytest.mark.parametrize("missing", ["network", "optimiser"])
def test_a_state_of_another_network_is_refused(missing: str) -> None:
    learner = Learner.fresh(SkinNetwork(), TrainSettings(), torch.device("cpu"))
    other = torch.nn.Linear(2, 2)
    parts = {"network": other.state_dict(), "optimiser": torch.optim.AdamW(other.parameters()).state_dict()}
    with pytest.raises(ConsultantError, match="another version"):
        learner.load({**learner.state(), missing: parts[missing]})
