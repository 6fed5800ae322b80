"""Speed of guidance and of the preview's way. Not part of the run: ``pytest tests/benchmarks/bench_guidance.py``.

Targets on two CPU cores at 1920 x 1080: at least 30 pictures a second with guidance, guidance within 100 ms. Both
are CPU time of one core: below 33 ms for everything that is done with one picture, both hold with a core to spare.
"""

import time
from typing import Any

import cv2
import numpy as np
import pytest

from consultant_app.capture.frame import Frame
from consultant_app.capture.machine import CameraMachine
from consultant_app.capture.pixels import Standard, rgb_from_nv12, rgb_from_planes
from consultant_app.capture.synthetic import Shot, SyntheticSource
from consultant_app.services.guidance import LiveGuide

_PICTURES = 30


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    """A second of a scene, drawn beforehand: the drawing is not what is measured."""
    cv2.setNumThreads(1)
    now = [0.0]
    source = SyntheticSource(lambda: now[0], script=lambda at: Shot(x=0.5 + 0.01 * at))
    source.start()
    made = []
    for place in range(_PICTURES):
        now[0] = place / 30 + 1e-6
        frame = source.latest()
        assert frame is not None
        made.append(frame)
    return made


@pytest.mark.benchmark(timer=time.process_time)
def test_guidance_of_a_second_of_pictures(benchmark: Any, frames: list[Frame]) -> None:
    guide = LiveGuide(threads=1)
    guide.measure(frames[0].rgb, frames[0].at)

    def second() -> None:
        for frame in frames:
            guide.measure(frame.rgb, frame.at)

    benchmark.pedantic(second, rounds=3, warmup_rounds=1)
    benchmark.extra_info["ms_per_picture"] = round(1000 * benchmark.stats.stats.median / _PICTURES, 1)
    assert benchmark.stats.stats.median / _PICTURES < 0.025


@pytest.mark.benchmark(timer=time.process_time)
def test_finding_a_lost_face(benchmark: Any, frames: list[Frame]) -> None:
    guide = LiveGuide(threads=1)

    def find() -> None:
        guide.forget()
        guide.measure(frames[0].rgb, frames[0].at)

    benchmark.pedantic(find, rounds=10, warmup_rounds=1)
    assert benchmark.stats.stats.median < 0.100


@pytest.mark.benchmark(timer=time.process_time)
def test_an_empty_counter(benchmark: Any) -> None:
    guide = LiveGuide(threads=1)
    empty = np.full((1080, 1920, 3), 120, np.uint8)
    benchmark.pedantic(guide.measure, args=(empty, 0.0), rounds=10, warmup_rounds=1)
    assert benchmark.stats.stats.median < 0.025


@pytest.mark.benchmark(timer=time.process_time)
def test_judging_a_picture(benchmark: Any, frames: list[Frame]) -> None:
    now = [0.0]
    machine = CameraMachine(lambda: now[0])
    machine.open()

    def judge() -> None:
        for frame in frames:
            now[0] = frame.at
            machine.saw(frame)
        machine.open()

    benchmark.pedantic(judge, rounds=5, warmup_rounds=1)
    assert benchmark.stats.stats.median / _PICTURES < 0.002


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("kind", ["nv12", "nv12-full", "i422-full"])
def test_converting_a_picture(benchmark: Any, kind: str) -> None:
    cv2.setNumThreads(1)
    y = np.random.default_rng(0).integers(16, 235, (1080, 1920), dtype=np.uint8)
    full = kind.endswith("full")
    if kind.startswith("nv12"):
        uv = np.ascontiguousarray(np.stack([y[::2, ::2], y[1::2, 1::2]], axis=-1))
        benchmark.pedantic(
            rgb_from_nv12, (y, uv, Standard.BT601), {"full_range": full}, rounds=20, warmup_rounds=2
        )
    else:
        u, v = np.ascontiguousarray(y[:, ::2]), np.ascontiguousarray(y[:, 1::2])
        arguments = (y, u, v, Standard.BT601)
        benchmark.pedantic(rgb_from_planes, arguments, {"full_range": full}, rounds=20, warmup_rounds=2)
    assert benchmark.stats.stats.median < 0.015
