"""Speed of explaining a photo. Not part of the test run: ``pytest tests/benchmarks/bench_explanation.py``.

Targets on one CPU core: all explanations of a photo within 60 ms, another strength of a map within 100 ms. Both
are CPU time: what else the machine does counts little.
"""

import time
from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.imaging.overlay import HeatLayer
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.explanation import explain_all


@pytest.fixture(scope="module")
def photo() -> AnalysedPhoto:
    cv2.setNumThreads(1)
    portrait = data.astronaut()[:260, 100:360]
    rgb = np.ascontiguousarray(cv2.resize(portrait, (1800, 1800), interpolation=cv2.INTER_CUBIC))
    return AnalysisService(threads=1).analyse_rgb(rgb, "portrait")


@pytest.mark.benchmark(timer=time.process_time)
def test_all_explanations(benchmark: Any, photo: AnalysedPhoto) -> None:
    found = benchmark.pedantic(explain_all, args=(photo,), rounds=20, warmup_rounds=2)
    assert list(found) == list(CRITERIA)
    assert benchmark.stats.stats.median < 0.060


@pytest.mark.benchmark(timer=time.process_time)
def test_another_strength_of_a_map(benchmark: Any, photo: AnalysedPhoto) -> None:
    layer = HeatLayer(photo.rgb, photo.evidence, "redness")
    benchmark.pedantic(layer.at, args=(0.5,), rounds=10, warmup_rounds=1)
    assert benchmark.stats.stats.median < 0.100
