from pathlib import Path

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.release.weights import load_network


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    path = tmp_path_factory.mktemp("weights") / "early.pt"
    torch.save(SkinNetwork().state_dict(), path)
    return path


def test_several_states_answer_as_their_mean(early: Path) -> None:
    first = torch.load(early, weights_only=True)
    late = early.with_name("late.pt")
    torch.save({name: value + 2 for name, value in first.items()}, late)
    network = load_network([early, late])
    assert not network.training
    for name, value in network.state_dict().items():
        assert value.dtype == first[name].dtype
        assert torch.allclose(value, first[name] + 1), name
    alone = load_network([early]).state_dict()
    assert all(torch.equal(value, first[name]) for name, value in alone.items())


def test_a_missing_file_is_named(early: Path, tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match=r"No weights in .*absent\.pt.*consultant-train train"):
        load_network([early, tmp_path / "absent.pt"])


@pytest.mark.parametrize("state", [{"a": torch.ones(2)}, {"out.bias": torch.ones(2)}, {}])
@pytest.mark.parametrize("place", [0, 1])
def test_weights_of_another_network_are_refused(
    early: Path, tmp_path: Path, state: dict[str, torch.Tensor], place: int
) -> None:
    torch.save(state, tmp_path / "other.pt")
    files = [early]
    files.insert(place, tmp_path / "other.pt")
    with pytest.raises(ConsultantError, match=r"other\.pt.*another network"):
        load_network(files)


def test_a_damaged_file_is_refused(early: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.pt").write_bytes(early.read_bytes()[:500])
    with pytest.raises(ConsultantError, match=r"cut\.pt.*cannot be read"):
        load_network([tmp_path / "cut.pt"])
