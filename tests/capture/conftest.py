"""A clock that stands until it is moved, and small pictures with a sensor's noise."""

import numpy as np
import pytest

from consultant_app.capture.frame import Frame


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


class Pictures:
    """Frames of a camera, each a little different."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._number = 0
        self._noise = np.random.default_rng(3)

    def made(self, low: int, high: int, size: tuple[int, int] = (32, 48), at: float | None = None) -> Frame:
        self._number += 1
        rgb = self._noise.integers(low, high, (*size, 3), dtype=np.uint8)
        return Frame(rgb, self._number, self._clock() if at is None else at)

    def good(self, **options) -> Frame:
        return self.made(40, 200, **options)

    def black(self, **options) -> Frame:
        return self.made(0, 8, **options)

    def again(self, frame: Frame) -> Frame:
        self._number += 1
        return Frame(frame.rgb.copy(), self._number, self._clock())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pictures(clock: Clock) -> Pictures:
    return Pictures(clock)
