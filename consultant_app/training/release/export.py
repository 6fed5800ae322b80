"""Export a trained network to ONNX, checked against torch, fixed shape, opset 18."""

import io

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from consultant_app.imaging.alignment import CROP_SIZE

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
    module = _Evidence(network).eval()
    example = torch.linspace(-1, 1, 3 * CROP_SIZE * CROP_SIZE).reshape(1, 3, CROP_SIZE, CROP_SIZE)
    program = torch.onnx.export(
        module,
        (example,),
        input_names=[INPUT_NAME],
        output_names=[OUTPUT_NAME, VARIANCE_NAME],
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
        expected = [output.numpy() for output in module(example)]
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    answers = session.run([OUTPUT_NAME, VARIANCE_NAME], {INPUT_NAME: example.numpy()})
    difference = max(float(np.abs(a - b).max()) for a, b in zip(expected, answers, strict=True))
    if difference > _TOLERANCE:
        raise RuntimeError(f"ONNX differs from torch by {difference:.4f}")
    return data
