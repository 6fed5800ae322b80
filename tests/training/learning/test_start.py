from pathlib import Path

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.learner import start_from
from consultant_app.training.learning.network import SkinNetwork


def test_what_fits_is_taken_over_and_the_rest_stays(tmp_path: Path) -> None:
    torch.manual_seed(0)
    given, network = SkinNetwork().state_dict(), SkinNetwork()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    rows = len(given["out.weight"]) - 1
    given["out.weight"], given["out.bias"] = given["out.weight"][:rows], given["out.bias"][:rows] + 1
    given["lateral.3.weight"] = torch.zeros(64, 320, 1, 1)
    torch.save(given, tmp_path / "weights.pt")
    start_from(network, tmp_path / "weights.pt")
    after = network.state_dict()
    assert torch.equal(after["fine.weight"], given["fine.weight"])
    assert torch.equal(after["out.bias"][:rows], given["out.bias"])
    assert torch.equal(after["out.weight"][rows:], before["out.weight"][rows:])
    assert torch.equal(after["lateral.3.weight"], before["lateral.3.weight"])


def test_weights_of_another_network_are_refused_and_nothing_is_taken_over(tmp_path: Path) -> None:
    network = SkinNetwork()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    torch.save({"fine.weight": torch.ones(64, 16, 3, 3)}, tmp_path / "other.pt")
    with pytest.raises(ConsultantError, match="another kind"):
        start_from(network, tmp_path / "other.pt")
    with pytest.raises(ConsultantError, match="start from"):
        start_from(network, tmp_path / "missing.pt")
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
