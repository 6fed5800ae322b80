from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from consultant_app.training.evaluation import cost as subject


def network(side: int | str) -> bytes:
    """An ONNX file that doubles its input."""
    shape = [1, 3, side, side]
    takes, gives = (helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("image", "out"))
    graph = helper.make_graph([helper.make_node("Add", ["image", "image"], ["out"])], "twice", [takes], [gives])
    return onnx.helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    ).SerializeToString()


@pytest.fixture(autouse=True)
def here_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, one run each: how long it takes is not what is tested."""
    monkeypatch.setattr(subject, "_apart", lambda work, *values: work(*values))
    monkeypatch.setattr(subject, "_RUNS", 1)


def test_a_file_of_one_size_is_scaled_by_area_and_one_of_any_size_measured() -> None:
    fixed = subject._passes(network(64), "CPUExecutionProvider", 1, 64)
    assert set(fixed) == {"own_size_ms", "asked_size_scaled_ms"}
    free = subject._passes(network("side"), "CPUExecutionProvider", 1, 64)
    assert set(free) == {"own_size_ms", "asked_size_ms"}


def test_the_whole_analysis_is_timed_without_the_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = []

    def analyse(path: Path, *, force: bool) -> SimpleNamespace:
        calls.append((path, force))
        ms = 1000.0 if len(calls) == 1 else 100.0 + len(calls)
        return SimpleNamespace(analysis=SimpleNamespace(timings_ms={"model": 50.0, "total": ms}))

    monkeypatch.setattr(subject, "AnalysisService", lambda *_, **__: SimpleNamespace(analyse=analyse))
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "skin.onnx").write_bytes(network(32))
    figures = subject.cost(
        tmp_path / "model", SimpleNamespace(file="skin.onnx", input_size=32), [Path("a.jpg"), Path("b.jpg")], []
    )
    assert [path.name for path, _ in calls] == ["a.jpg", "a.jpg", "b.jpg"]
    assert figures["analyse"]["median_ms"] == 102.5
    assert figures["analyse"]["model_ms"] == 50
    assert figures["size_mb"] == 0
    assert set(figures["passes"]["CPUExecutionProvider"]) == {"threads 1", "threads 2"}
    assert "torch_eager" not in figures


def test_torch_runs_the_same_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from consultant_app.training.release import weights

    seen = []
    monkeypatch.setattr(weights, "load_network", lambda _: lambda photo: seen.append(tuple(photo.shape)))
    figures = subject._torch_passes(["w.pt"], 32)
    assert {"threads 1 own_size_ms", "threads 2 own_size_ms"} <= set(figures)
    assert set(seen) == {(1, 3, 32, 32)}


def test_the_picture_is_the_same_every_time() -> None:
    assert np.array_equal(subject._picture(8), subject._picture(8))
