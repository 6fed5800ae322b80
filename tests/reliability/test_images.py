# ruff: noqa: S311 - chance that can be repeated is what is wanted here
import random
import sys

import pytest

from tests.reliability.image_process import mutated, originals
from tests.reliability.images import LONGEST_S, MOST_MB, decode_mutated

PHOTOS = 300


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as POSIX does")
def test_mutated_photos_are_decoded_or_refused_in_time_and_memory() -> None:
    found = decode_mutated(PHOTOS, seed=3)
    assert found["photos"] == PHOTOS + 1
    assert found["crashed"] == 0
    assert found["refused"] > PHOTOS / 10
    assert found["decoded"] > PHOTOS / 20
    assert found["slowest_s"] < LONGEST_S
    assert found["grown_mb"] < MOST_MB


def test_mutations_differ_and_repeat() -> None:
    [original, *_] = originals()
    first = [mutated(original, random.Random(seed)) for seed in range(20)]
    assert first == [mutated(original, random.Random(seed)) for seed in range(20)]
    assert len(set(first)) > 15
