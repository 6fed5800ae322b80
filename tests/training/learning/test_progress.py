import pytest
import torch
from torch import nn

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.distributed import World
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.learning.progress import Window, sheet
from consultant_app.training.render.scene import CHANNELS


def test_a_look_gives_the_means_since_the_last_one() -> None:
    window = Window(World())
    window.add({"a": torch.tensor(1.0), "b": torch.tensor(0.5)}, torch.tensor(4.0))
    window.add({"a": torch.tensor(3.0), "b": torch.tensor(0.5)}, torch.tensor(2.0))
    assert window.means() == {"loss": 2.5, "a": 2.0, "b": 0.5, "norm": 3.0}
    window.add({"a": torch.tensor(7.0)}, torch.tensor(1.0))
    assert window.means() == {"loss": 7.0, "a": 7.0, "norm": 1.0}


@pytest.mark.parametrize(("loss", "norm"), [(float("nan"), 1.0), (1.0, float("inf"))])
def test_a_step_that_gave_no_number_ends_the_training(loss: float, norm: float) -> None:
    window = Window(World())
    window.add({"a": torch.tensor(loss)}, torch.tensor(norm))
    window.add({"a": torch.tensor(1.0)}, torch.tensor(1.0))
    with pytest.raises(ConsultantError, match=r"diverged.*lower --rate"):
        window.means()


def test_a_sheet_shows_both_photographs_and_all_their_maps() -> None:
    network: nn.Module = SkinNetwork()
    picture = sheet(network, torch.rand(2, 3, 64, 64) * 255)
    assert picture.shape == (3, 2 * 16, (1 + len(CHANNELS)) * 16)
    assert 0 <= picture.min() <= picture.max() <= 1
