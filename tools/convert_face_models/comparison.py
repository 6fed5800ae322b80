"""How far two ONNX models lie apart: ``python comparison.py MODEL OTHER LOW HIGH``.

Both get the same random inputs, uniform in LOW..HIGH; exit code 1 where an output differs by more than a
thousandth. Runs in the throw-away environment.
"""

from __future__ import annotations

import hashlib
import sys
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


def same_computation(one: Path, other: Path) -> bool:
    """Whether each output is the same formula of the input: same operations, settings and constants, bit for bit.

    Names of tensors, order and notes may differ: they follow from how the converter counted.
    """
    return _formulas(one) == _formulas(other)


def _formulas(path: Path) -> dict[str, str]:
    """Output -> digest of all that it is computed from, back to inputs and constants."""
    graph = onnx.load(path).graph
    digests = {value.name: value.name for value in graph.input}
    # Missing optional inputs have the empty name.
    digests[""] = ""
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        digests[tensor.name] = _digest(array.dtype.str, array.shape, array.tobytes())
    for node in graph.node:
        settings = sorted((item.name, item.SerializeToString(deterministic=True)) for item in node.attribute)
        sources = [digests[name] for name in node.input]
        for index, name in enumerate(node.output):
            digests[name] = _digest(node.domain, node.op_type, settings, sources, index)
    return {value.name: digests[value.name] for value in graph.output}


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


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
    same = same_computation(one, other)
    print("the same computation, bit for bit" if same else "another computation")
    for name, value in differences.items():
        print(f"largest difference of {name}: {value:.3g}")
    # Not max(...) > TOLERANCE: a model that gives NaN must fail too.
    return 0 if all(value <= TOLERANCE for value in differences.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
