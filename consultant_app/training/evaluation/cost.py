"""What an analysis costs: bytes, milliseconds, memory. Only these figures of the report change from run to run."""

import multiprocessing
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.inference.manifest import SkinManifest
from consultant_app.services.analysis import AnalysisService
from consultant_app.training.evaluation.statistics import Figures

THREADS = (1, 2)
ASKED_SIZE = 512
"""Side of the crop for which the goal of one pass is set."""

_RUNS = 7


def cost(model: Path, manifest: SkinManifest, photos: Sequence[Path], weights: Sequence[Path]) -> dict[str, Any]:
    """All figures of the cost.

    Args:
        model: Folder of the model; it must be one that the application accepts.
        manifest: Its manifest.
        photos: Portraits for the whole analysis.
        weights: Weights of the same network for the comparison with torch; may be empty.

    Returns:
        ``machine``, ``size_mb``, ``passes`` (provider -> ``threads N`` -> figures), ``analyse`` and, with weights,
        ``torch_eager``; milliseconds are medians.
    """
    data = (model / manifest.file).read_bytes()
    size = manifest.input_size
    providers = [name for name in ort.get_available_providers() if name != "AzureExecutionProvider"]
    out: dict[str, Any] = {
        "machine": {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()},
        "size_mb": round(len(data) / 1e6, 2),
        "input_size": size,
        "passes": {name: {f"threads {n}": _passes(data, name, n, size) for n in THREADS} for name in providers},
        "analyse": _analyse(model, photos),
    }
    if weights:
        out["torch_eager"] = _apart(_torch_passes, [str(path) for path in weights], size)
    return out


def _passes(data: bytes, provider: str, threads: int, size: int) -> Figures:
    """One pass at the model's own size and ``ASKED_SIZE``: measured if the file takes it, else scaled by area."""
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    session = ort.InferenceSession(data, options, providers=[provider])
    takes = session.get_inputs()[0]
    own = _median_ms(lambda: session.run(None, {takes.name: _picture(size)}))
    if isinstance(takes.shape[2], int):
        return {"own_size_ms": own, "asked_size_scaled_ms": round(own * (ASKED_SIZE / size) ** 2, 1)}
    asked = _median_ms(lambda: session.run(None, {takes.name: _picture(ASKED_SIZE)}))
    return {"own_size_ms": own, "asked_size_ms": asked}


def _picture(size: int) -> NDArray[np.float32]:
    return np.random.default_rng(0).uniform(-1, 1, (1, 3, size, size)).astype(np.float32)


def _median_ms(run: Callable[[], object]) -> float:
    """Median of several runs after two that warm up."""
    times = []
    for _ in range(_RUNS + 2):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return round(float(np.median(times[2:])), 1)


def _analyse(model: Path, photos: Sequence[Path]) -> Figures:
    """The whole analysis, file to result, by the application's own service."""
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder)
        shutil.copytree(model, models / "skin")
        shutil.copytree(resource("models", "face"), models / "face")
        return _apart(_analyses, str(models), [str(path) for path in photos])


def _analyses(models: str, photos: list[str]) -> Figures:
    service = AnalysisService(Path(models), threads=2)
    before = _peak_mb()
    totals: list[float] = []
    parts: dict[str, list[float]] = {}
    for place, path in enumerate([photos[0], *photos]):
        try:
            took = service.analyse(Path(path), force=True).analysis.timings_ms
        except ConsultantError:
            continue
        if place:  # the first only warms up
            totals.append(took["total"])
            for step, ms in took.items():
                parts.setdefault(step, []).append(ms)
    out: Figures = {"photos": len(totals), "median_ms": round(float(np.median(totals)), 1)}
    out |= {f"{step}_ms": round(float(np.median(ms)), 1) for step, ms in parts.items() if step != "total"}
    return out | ({"peak_memory_mb": _peak_mb(), "loaded_memory_mb": before} if before else {})


def _torch_passes(weights: list[str], size: int) -> Figures:
    """The same network in torch without compilation."""
    import torch

    from consultant_app.training.release.weights import load_network

    network = load_network([Path(path) for path in weights])
    photo = torch.from_numpy(_picture(size))
    out: Figures = {}
    for threads in THREADS:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            out[f"threads {threads} own_size_ms"] = _median_ms(lambda: network(photo))
    peak = _peak_mb()
    return out | ({"peak_memory_mb": peak} if peak else {})


def _apart(work: Callable[..., Figures], *values: object) -> Figures:
    """Run in a fresh process, so that memory is that of the work alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, values)


def _peak_mb() -> float:
    """Largest resident memory of this process so far; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    status = Path("/proc/self/status")
    if status.is_file():
        # What getrusage tells a process that a large one started is the large one's peak.
        return round(int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1e3, 1)
    import resource as system

    peak = system.getrusage(system.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)
