"""Speed of the preview's painting. Not part of the test run: ``pytest tests/benchmarks/bench_preview.py``.

Target on two CPU cores: 30 pictures of 1920 x 1080 a second beside guidance: 8 ms of one core each.
"""

import time
from typing import Any

import cv2
import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication

from consultant_app.brand import load_brand
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.live_preview import LivePreview


@pytest.mark.benchmark(timer=time.process_time)
def test_a_picture_on_screen(benchmark: Any, qapp: QApplication) -> None:
    cv2.setNumThreads(1)
    theme = Theme(load_brand())
    theme.dress(qapp)
    preview = LivePreview(theme)
    preview.resize(1030, 672)
    preview.show()
    qapp.processEvents()
    preview.say("Come a little closer")
    noise = np.random.default_rng(0)
    pictures = [noise.integers(0, 255, (1080, 1920, 3), dtype=np.uint8) for _ in range(2)]
    shown = [0]

    def paint() -> None:
        shown[0] += 1
        preview.show_picture(pictures[shown[0] % 2])
        preview.repaint()

    benchmark.pedantic(paint, rounds=40, warmup_rounds=3)
    preview.close()
    assert benchmark.stats.stats.median < 0.008
