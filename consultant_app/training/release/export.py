"""The skin network as an ONNX file: what the application asks of it."""

import torch
from torch import Tensor, nn

from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.training.release.onnx_file import checked_onnx

INPUT_NAME, OUTPUT_NAME, VARIANCE_NAME = "image", "evidence", "log_variance"
_TOLERANCE = 1e-3


class _Evidence(nn.Module):
    """The network with the sigmoid that makes logits evidence."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        out = self.network(image)
        return torch.sigmoid(out.logits), out.log_variance


def onnx_bytes(network: nn.Module) -> bytes:
    """The ONNX file of a network.

    Raises:
        RuntimeError: ONNX Runtime's answer differs from torch's by more than 0.001.
    """
    example = torch.linspace(-1, 1, 3 * CROP_SIZE * CROP_SIZE).reshape(1, 3, CROP_SIZE, CROP_SIZE)
    return checked_onnx(_Evidence(network), example, INPUT_NAME, [OUTPUT_NAME, VARIANCE_NAME], _TOLERANCE)
