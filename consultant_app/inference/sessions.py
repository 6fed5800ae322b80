"""One factory for ONNX Runtime sessions: the fastest provider of this machine, checked against the CPU."""

import logging
import platform
import threading
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB

_log = logging.getLogger(__name__)

Tensors = dict[str, NDArray[np.float32]]

_ACCELERATORS = {"Windows": "DmlExecutionProvider", "Darwin": "CoreMLExecutionProvider"}
# Largest difference on the golden input that rounding explains; a broken driver is off by orders more.
_TOLERANCE = 2e-2


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """Which provider runs a model, and why: for the log, the settings page and the evaluation."""

    provider: str
    note: str


class Session:
    """A verified model ready to run. DirectML allows one run at a time: a lock holds to it everywhere."""

    def __init__(self, session: ort.InferenceSession, choice: ProviderChoice) -> None:
        self._session = session
        self._lock = threading.Lock()
        self.choice = choice
        self.output_names = tuple(output.name for output in session.get_outputs())

    def run(self, inputs: Tensors) -> Tensors:
        """Outputs by name."""
        with self._lock:
            values = self._session.run(list(self.output_names), inputs)
        return dict(zip(self.output_names, values, strict=True))


def create_session(model: bytes, golden: Tensors, threads: int = 2) -> Session:
    """A session on the accelerator where it agrees with the CPU on the golden input, else on the CPU.

    Args:
        model: Verified ONNX bytes.
        golden: An input for the self-check.
        threads: CPU threads for one run.
    """
    cpu = _open(model, "CPUExecutionProvider", threads)
    wanted = _ACCELERATORS.get(platform.system(), "")
    if wanted not in ort.get_available_providers():
        return Session(cpu, ProviderChoice("CPUExecutionProvider", "no accelerator on this machine"))
    try:
        fast = _open(model, wanted, threads)
        difference = largest_difference(cpu.run(None, golden), fast.run(None, golden))
    except Exception as error:  # noqa: BLE001 - drivers raise anything; the CPU always works
        _log.info("%s could not run the model (%s): using the CPU", wanted, type(error).__name__)
        return Session(cpu, ProviderChoice("CPUExecutionProvider", f"{wanted} could not run the model"))
    if not difference <= _TOLERANCE:
        _log.info("%s differs from the CPU by %.3g on the self-check: using the CPU", wanted, difference)
        return Session(cpu, ProviderChoice("CPUExecutionProvider", f"{wanted} differs by {difference:.3g}"))
    return Session(fast, ProviderChoice(wanted, f"agrees with the CPU within {difference:.1e}"))


def largest_difference(first: list[NDArray[np.float32]], second: list[NDArray[np.float32]]) -> float:
    """Largest absolute difference over all outputs, relative to each output's own largest value (at least 1)."""
    return max(
        float(np.abs(a - b).max() / max(1.0, float(np.abs(a).max()))) for a, b in zip(first, second, strict=True)
    )


def golden_crop(size: int) -> RGB:
    """A fixed picture uint8 [size, size, 3] with edges, gradients and grain, for the self-check of a model."""
    y, x = np.mgrid[0:size, 0:size]
    waves = np.stack([np.sin(x / period) * np.cos(y / (1.7 * period)) for period in (3.0, 11.0, 47.0)], axis=-1)
    return np.asarray((127 + 90 * waves).astype(np.uint8))


def _open(model: bytes, provider: str, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    if provider == "DmlExecutionProvider":
        options.enable_mem_pattern = False  # DirectML's own requirement
    return ort.InferenceSession(model, options, providers=[provider])
