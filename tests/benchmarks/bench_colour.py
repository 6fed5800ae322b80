"""What true colours cost in CPU time. Not part of the run: ``pytest tests/benchmarks/bench_colour.py``."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from consultant_app.imaging.colour_chart import read_chart
from consultant_app.imaging.colour_correction import ColourCorrection, fit_chart
from tests.card_scenes import WARM, chart_scene

FULL_HD = (1080, 1920)


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    return WARM.photograph(chart_scene(FULL_HD)[0])


def least_ms(work: Callable[[], object], rounds: int) -> float:
    """CPU milliseconds of the quickest round."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - start))
    print(f"{min(spent):.1f} ms")  # noqa: T201 - what a benchmark is run for
    return min(spent)


def test_correcting_a_photo_takes_15_ms_at_most(photo):
    correction = ColourCorrection(np.array([[0.9, 0.05, 0.0], [0.0, 1.0, 0.02], [0.0, -0.1, 1.3]]))
    assert least_ms(lambda: correction(photo), 20) < 15


def test_a_chart_is_read_within_a_second(photo):
    assert least_ms(lambda: fit_chart(read_chart(photo)), 3) < 1000
