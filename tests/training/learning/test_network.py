import torch

from consultant_app.training.learning.network import SkinNetwork, parameter_groups, preprocess
from consultant_app.training.render.scene import CHANNELS


def test_the_encoder_takes_the_published_weights_and_has_its_strides() -> None:
    network = SkinNetwork()
    network.encoder.load_imagenet()
    with torch.no_grad():
        taps = network.encoder.eval()(torch.zeros(1, 3, 64, 64))
    assert [64 // tap.shape[-1] for tap in taps] == [2, 4, 8, 16, 32]
    assert network.encoder._conv_stem.weight.std() > 0.1


def test_maps_have_a_quarter_of_the_side_and_variances_a_thirty_second_whatever_the_size() -> None:
    network = SkinNetwork().eval()
    with torch.no_grad():
        for height, width in ((64, 64), (96, 160)):
            out = network(torch.zeros(2, 3, height, width))
            assert out.logits.shape == (2, len(CHANNELS), height // 4, width // 4)
            assert out.log_variance.shape == (2, len(CHANNELS), height // 32, width // 32)


def test_a_fresh_network_sees_little() -> None:
    with torch.no_grad():
        evidence = torch.sigmoid(SkinNetwork().eval()(torch.zeros(1, 3, 64, 64)).logits)
    assert evidence.max() < 0.3


def test_doubt_never_shapes_what_is_seen() -> None:
    network = SkinNetwork().eval()
    network(torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)).log_variance.sum().backward()
    moved = {name for name, value in network.named_parameters() if value.grad is not None and value.grad.any()}
    assert moved
    assert all(name.startswith("doubt.") for name in moved)


def test_every_weight_learns_once_and_the_encoder_slower() -> None:
    network = SkinNetwork()
    encoder, head = parameter_groups(network, 0.01)
    assert encoder["lr"] < head["lr"] == 0.01
    learning = [id(value) for group in (encoder, head) for value in group["params"]]
    assert sorted(learning) == sorted(id(value) for value in network.parameters())


def test_input_is_scaled_as_the_encoder_was_trained() -> None:
    assert preprocess(torch.tensor([127, 255], dtype=torch.uint8)).tolist() == [0.0, 1.0]
