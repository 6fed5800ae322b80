"""Speed and memory of an analysis. Not part of the test run: ``pytest tests/benchmarks/bench_analysis.py``.

Targets on two CPU cores with the models loaded: under 1 s a photo, under 1.5 GB.
"""

from typing import Any

import cv2
import numpy as np
import psutil
import pytest
from skimage import data

from consultant_app.services.analysis import AnalysisService


@pytest.fixture(scope="module")
def engine() -> AnalysisService:
    return AnalysisService(threads=2)


@pytest.mark.parametrize("side", [1080, 3000])
def test_an_analysis(benchmark: Any, engine: AnalysisService, side: int) -> None:
    portrait = data.astronaut()[:260, 100:360]
    rgb = np.ascontiguousarray(cv2.resize(portrait, (side, side), interpolation=cv2.INTER_CUBIC))
    result = benchmark.pedantic(engine.analyse_rgb, args=(rgb, "portrait"), rounds=5, warmup_rounds=1)
    benchmark.extra_info["timings_ms"] = result.analysis.timings_ms
    benchmark.extra_info["resident_mb"] = round(psutil.Process().memory_info().rss / 2**20)
