"""Cost of the quality gate. Not part of the test run: ``pytest tests/benchmarks/bench_gate.py``.

Target: at most 25 ms of one CPU core a photo, besides the masks and the parsing network, which scoring needs too.
"""

import time
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.imaging.quality import View, assess
from consultant_app.services.analysis import AnalysisService
from consultant_app.texts import texts


@pytest.fixture(scope="module", params=[3, 8], ids=["780 rows", "2080 rows"])
def view(request: pytest.FixtureRequest) -> View:
    cv2.setNumThreads(1)
    rgb = np.ascontiguousarray(data.astronaut()[:260, 110:350])
    large = cv2.resize(rgb, None, fx=request.param, fy=request.param, interpolation=cv2.INTER_CUBIC)
    return AnalysisService(threads=1).view(large.astype(np.uint8))


@pytest.mark.benchmark(timer=time.process_time)
def test_a_photo_is_judged(benchmark: Any, view: View) -> None:
    # A copy each time: a view keeps what it has computed.
    benchmark.pedantic(lambda: assess(replace(view), texts("en")), rounds=15, warmup_rounds=2)
    assert benchmark.stats.stats.median < 0.025
