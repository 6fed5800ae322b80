"""How far two ONNX models lie apart: ``python comparison.py MODEL OTHER LOW HIGH``.

Both get the same random inputs, uniform in LOW..HIGH; exit code 1 where an output differs by more than a
thousandth. Runs in the throw-away environment.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

TOLERANCE = 1e-3
"""Largest difference of an output that is accepted. Outputs are pixels (boxes, points) or logits (scores)."""

_SEED = 478
_INPUTS = 8


def largest_differences(one: Path, other: Path, low: float, high: float) -> dict[str, float]:
    """Largest absolute difference of each output over the random inputs.

    Args:
        one: Model with one input float32 of fixed shape.
        other: Model with the same input and the same outputs.
        low: Least value of the input.
        high: Greatest value of the input.

    Raises:
        ValueError: inputs or outputs differ in name or shape.
    """
    sessions = [_session(path) for path in (one, other)]
    signatures = [_signature(session) for session in sessions]
    if signatures[0] != signatures[1]:
        raise ValueError(f"The models take or give different tensors: {signatures[0]} and {signatures[1]}.")
    (name, shape), *_ = signatures[0][0]
    names = [output for output, _ in signatures[0][1]]
    generator = np.random.default_rng(_SEED)
    worst = dict.fromkeys(names, 0.0)
    for _ in range(_INPUTS):
        values = {name: generator.uniform(low, high, shape).astype(np.float32)}
        for output, a, b in zip(names, *(session.run(names, values) for session in sessions), strict=True):
            # NumPy's maximum, unlike Python's, keeps a NaN.
            worst[output] = float(np.maximum(worst[output], np.abs(a - b).max()))
    return worst


def equal_constants(one: Path, other: Path) -> tuple[int, int]:
    """How many constants both models hold, bit for bit, and how many the one that holds more has."""
    counts = [_constants(path) for path in (one, other)]
    return (counts[0] & counts[1]).total(), max(count.total() for count in counts)


def _constants(path: Path) -> Counter[tuple[tuple[int, ...], int, bytes]]:
    tensors = onnx.load(path).graph.initializer
    return Counter((tuple(t.dims), int(t.data_type), numpy_helper.to_array(t).tobytes()) for t in tensors)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _signature(session: onnxruntime.InferenceSession) -> tuple[list[tuple[str, tuple[int, ...]]], ...]:
    """Names and shapes of the inputs, and of the outputs sorted by name."""
    inputs = [(tensor.name, tuple(tensor.shape)) for tensor in session.get_inputs()]
    return inputs, sorted((tensor.name, tuple(tensor.shape)) for tensor in session.get_outputs())


def main(arguments: Sequence[str]) -> int:
    """Print the differences; 0 where all of them lie within the tolerance."""
    one, other = Path(arguments[0]), Path(arguments[1])
    differences = largest_differences(one, other, float(arguments[2]), float(arguments[3]))
    same, total = equal_constants(one, other)
    print(f"{same} of {total} constants are the same bit for bit")
    for name, value in differences.items():
        print(f"largest difference of {name}: {value:.3g}")
    # Not max(...) > TOLERANCE: a model that gives NaN must fail too.
    return 0 if all(value <= TOLERANCE for value in differences.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
