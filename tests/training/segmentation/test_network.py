import torch

from consultant_app.training.learning.network import preprocess
from consultant_app.training.segmentation.labels import CLASSES
from consultant_app.training.segmentation.network import (
    INPUT_SIZE,
    STRIDE,
    ParsingNetwork,
    probabilities,
)


def test_it_answers_every_class_at_half_the_side_and_is_small() -> None:
    network = ParsingNetwork().eval()
    with torch.no_grad():
        share = probabilities(network(preprocess(torch.randint(0, 256, (2, 3, INPUT_SIZE, INPUT_SIZE)))))
    assert share.shape == (2, len(CLASSES), INPUT_SIZE // STRIDE, INPUT_SIZE // STRIDE)
    assert torch.allclose(share.sum(1), torch.ones(()), atol=1e-5)
    assert sum(parameter.numel() for parameter in network.parameters()) < 1_000_000
