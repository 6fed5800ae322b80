"""Export a trained network to ONNX, checked against torch, fixed shape, opset 18."""

import io

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from consultant_app.imaging.alignment import CROP_SIZE

INPUT_NAME, OUTPUT_NAME = "image", "evidence"
_TOLERANCE = 1e-3


class _Evidence(nn.Module):
    """The network with the sigmoid that makes logits evidence."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        evidence: Tensor = torch.sigmoid(self.network(image))
        return evidence


def onnx_bytes(network: nn.Module) -> bytes:
    """The ONNX file of a network.

    Raises:
        RuntimeError: ONNX Runtime's answer differs from torch's by more than 0.001.
    """
    module = _Evidence(network).eval()
    example = torch.linspace(-1, 1, 3 * CROP_SIZE * CROP_SIZE).reshape(1, 3, CROP_SIZE, CROP_SIZE)
    program = torch.onnx.export(
        module,
        (example,),
        input_names=[INPUT_NAME],
        output_names=[OUTPUT_NAME],
        opset_version=18,
        dynamo=True,
        verbose=False,
    )
    if program is None:
        raise RuntimeError("the exporter gave no model")
    buffer = io.BytesIO()
    program.save(buffer)  # type: ignore[arg-type]
    data = buffer.getvalue()
    with torch.no_grad():
        expected = module(example).numpy()
    answer = ort.InferenceSession(data, providers=["CPUExecutionProvider"]).run(
        None, {INPUT_NAME: example.numpy()}
    )[0]
    difference = float(np.abs(expected - answer).max())
    if difference > _TOLERANCE:
        raise RuntimeError(f"ONNX differs from torch by {difference:.4f}")
    return data
