"""From a module to the bytes of an ONNX file that answers as the module does."""

import io
from collections.abc import Sequence

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

_OPSET = 18


def checked_onnx(
    module: nn.Module, example: Tensor, input_name: str, output_names: Sequence[str], tolerance: float
) -> bytes:
    """The ONNX file of a module that gives a tensor or several; the shape of ``example`` becomes fixed.

    Raises:
        RuntimeError: ONNX Runtime's answer to ``example`` differs from torch's by more than ``tolerance``.
    """
    module = module.eval()
    program = torch.onnx.export(
        module,
        (example,),
        input_names=[input_name],
        output_names=list(output_names),
        opset_version=_OPSET,
        dynamo=True,
        verbose=False,
    )
    if program is None:
        raise RuntimeError("the exporter gave no model")
    buffer = io.BytesIO()
    program.save(buffer)  # type: ignore[arg-type]
    data = buffer.getvalue()
    with torch.no_grad():
        answer = module(example)
    expected = [answer] if isinstance(answer, Tensor) else list(answer)
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    answers = session.run(list(output_names), {input_name: example.numpy()})
    difference = max(float(np.abs(a.numpy() - b).max()) for a, b in zip(expected, answers, strict=True))
    if difference > tolerance:
        raise RuntimeError(f"ONNX differs from torch by {difference:.5f}")
    return data
