import json
from pathlib import Path

import numpy as np
import pytest

from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.evaluation import circled as subject
from consultant_app.training.evaluation.engine import Located

SKIN = np.ones((160, 160), bool)


def test_circles_are_read_and_may_be_missing(tmp_path: Path) -> None:
    assert subject.read_circles(tmp_path / "lesions.json") == {}
    (tmp_path / "lesions.json").write_text(json.dumps({"a": [[1, 2, 3]]}), encoding="utf-8")
    assert subject.read_circles(tmp_path / "lesions.json") == {"a": [(1.0, 2.0, 3.0)]}


def test_circles_of_the_photo_fall_on_their_place_on_the_map() -> None:
    # The crop shows the photo at half its size, shifted by (100, 40).
    affine = np.array([[0.5, 0, 100], [0, 0.5, 40]])
    face = AlignedFace(np.zeros((640, 640, 3), np.uint8), np.zeros((478, 3), np.float32), affine)
    mask = subject.circle_mask([(400.0, 600.0, 24.0)], Located(face, SKIN, {}, 2.6), 160)
    y, x = np.nonzero(mask)
    assert x.mean() == pytest.approx((0.5 * 400 + 100) / 4, abs=0.6)
    assert y.mean() == pytest.approx((0.5 * 600 + 40) / 4, abs=0.6)
    assert np.ptp(x) == 6


def lit(*places: tuple[int, int]) -> np.ndarray:
    heat = np.random.default_rng(0).uniform(0, 0.1, (160, 160)).astype(np.float32)
    for strength, (y, x) in zip((1.0, 0.9, 0.8), places, strict=False):
        heat[y, x] = strength
    return heat


def test_a_map_that_lights_up_in_the_circles_wins() -> None:
    circles = np.zeros((160, 160), bool)
    circles[38:43, 38:43] = circles[98:103, 58:63] = True
    row = subject.circled_row(lit((40, 40), (100, 60)), circles, SKIN, 2, np.random.default_rng(0))
    assert row["hit"] == 1
    assert row["peaks_on_circles"] == 1
    assert row["expected"] < 0.01
    miss = subject.circled_row(lit((10, 10), (100, 60)), circles, SKIN, 2, np.random.default_rng(0))
    assert miss["hit"] == 0
    assert miss["peaks_on_circles"] == 0.5
    assert 0 <= miss["auc"] < row["auc"] <= 1


def test_peaks_are_apart_and_strongest_first() -> None:
    assert subject.strongest_peaks(lit((50, 50), (50, 51), (90, 20)), 2) == [(50, 50), (90, 20)]
    assert subject.strongest_peaks(np.zeros((20, 20), np.float32), 3) == []


def test_the_figures_are_means_and_their_ratio() -> None:
    rows = [{"hit": float(i % 2), "expected": 0.1, "peaks_on_circles": 0.5, "auc": 0.8} for i in range(40)]
    figures = subject.circled_figures(rows)
    assert figures["pointing"] == 0.5
    assert figures["times_chance"] == pytest.approx(5)
    assert 3 < figures["times_chance_low"] < 5 < figures["times_chance_high"] < 7
    assert subject.circled_figures([]) == {}
