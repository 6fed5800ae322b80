from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from consultant_app.files import resource
from consultant_app.inference import sessions
from consultant_app.inference.face_detector import FaceDetector
from consultant_app.inference.sessions import create_session, largest_difference

MODEL = resource("models", "face", "face_detection_short_range.onnx").read_bytes()
GOLDEN = FaceDetector.golden()


class Accelerator:
    """A driver that answers like the CPU, plus an error."""

    def __init__(self, error: float) -> None:
        self._cpu = ort.InferenceSession(MODEL, providers=["CPUExecutionProvider"])
        self._error = error

    def run(self, names: list[str] | None, inputs: dict[str, Any]) -> list[np.ndarray]:
        return [value + self._error for value in self._cpu.run(names, inputs)]

    def get_outputs(self) -> list[Any]:
        return list(self._cpu.get_outputs())


def with_accelerator(monkeypatch: pytest.MonkeyPatch, error: float | None) -> None:
    open_cpu = sessions._open

    def opened(model: bytes, provider: str, threads: int) -> Any:
        if provider == "CPUExecutionProvider":
            return open_cpu(model, provider, threads)
        if error is None:
            raise RuntimeError("device removed")
        return Accelerator(error)

    monkeypatch.setattr(sessions, "_open", opened)
    monkeypatch.setattr(sessions.platform, "system", lambda: "Windows")
    monkeypatch.setattr(ort, "get_available_providers", lambda: ["DmlExecutionProvider", "CPUExecutionProvider"])


def test_without_an_accelerator_the_cpu_runs() -> None:
    session = create_session(MODEL, GOLDEN)
    assert session.choice.provider == "CPUExecutionProvider"
    assert set(session.run(GOLDEN)) == {"regressors", "classificators"}


def test_an_accelerator_that_agrees_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with_accelerator(monkeypatch, 1e-4)
    session = create_session(MODEL, GOLDEN)
    assert session.choice.provider == "DmlExecutionProvider"
    assert "agrees" in session.choice.note


@pytest.mark.parametrize(
    ("error", "said"), [(50.0, "differs"), (float("nan"), "differs"), (None, "could not run")]
)
def test_an_accelerator_that_fails_the_self_check_is_left_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, error: float | None, said: str
) -> None:
    with_accelerator(monkeypatch, error)
    session = create_session(MODEL, GOLDEN)
    assert session.choice.provider == "CPUExecutionProvider"
    assert said in session.choice.note


def test_difference_is_relative_for_large_outputs() -> None:
    first = [np.array([100.0, 0.0], np.float32)]
    assert largest_difference(first, [np.array([101.0, 0.0], np.float32)]) == pytest.approx(0.01)
