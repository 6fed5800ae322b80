import torch

from consultant_app.training.learning.network import SkinNetwork, preprocess
from consultant_app.training.render.scene import CHANNELS


def test_the_encoder_takes_the_published_weights_and_has_its_strides() -> None:
    network = SkinNetwork()
    network.encoder.load_imagenet()
    with torch.no_grad():
        taps = network.encoder.eval()(torch.zeros(1, 3, 64, 64))
    assert [64 // tap.shape[-1] for tap in taps] == [2, 4, 8, 16, 32]
    assert network.encoder._conv_stem.weight.std() > 0.1


def test_maps_have_a_quarter_of_the_side_whatever_the_size() -> None:
    network = SkinNetwork().eval()
    with torch.no_grad():
        for height, width in ((64, 64), (96, 160)):
            assert network(torch.zeros(2, 3, height, width)).shape == (2, len(CHANNELS), height // 4, width // 4)


def test_input_is_scaled_as_the_encoder_was_trained() -> None:
    assert preprocess(torch.tensor([127, 255], dtype=torch.uint8)).tolist() == [0.0, 1.0]
