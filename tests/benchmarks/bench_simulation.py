"""Speed and memory of the simulation. Not part of the test run: ``pytest tests/benchmarks/bench_simulation.py``.

Targets on two CPU cores, a photo of 1920 x 1080 with a face 700-900 pixels tall: a frame under 16.6 ms (60 a
second), the first picture under 500 ms after the analysis without the network's own time, at most 600 MB more.
"""

from typing import Any

import cv2
import numpy as np
import psutil
import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtWidgets import QApplication
from skimage import data

from consultant_app.brand import load_brand
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.baseline_layers import SCALES_MM, baseline_layers
from consultant_app.imaging.compose import Composer
from consultant_app.imaging.jaw_warp import jaw_warp
from consultant_app.imaging.layers import attribute_layers, fit_layers
from consultant_app.imaging.skin import skin_mask, zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.ui.theme import Theme
from consultant_app.ui.widgets.compare_view import CompareView, Layout

FACE_TALL = 850


@pytest.fixture(scope="module")
def photo() -> tuple[np.ndarray, np.ndarray]:
    """The portrait in a frame of 1920 x 1080, and its landmarks."""
    finder = FaceFinder(resource("models", "face"), threads=2)
    portrait = data.astronaut()[:260, 60:420]
    points = finder.find_one(np.ascontiguousarray(portrait)).points
    scale = FACE_TALL / float(np.ptp(points[:468, 1]))
    large = cv2.resize(portrait, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    top = max(0, int(points[10, 1] * scale) - 80)
    rgb = np.full((1080, 1920, 3), 128, np.uint8)
    part = large[top : top + 1080, :1920]
    rgb[: part.shape[0], : part.shape[1]] = part
    return rgb, (points * scale - np.array([0, top, 0])).astype(np.float32)


def made(rgb: np.ndarray, points: np.ndarray, answer: dict[str, np.ndarray]) -> Composer:
    """All that stands between the analysis and the first picture, but the editor's own time."""
    face = align(rgb, points)
    skin, zones = skin_mask(face.rgb, face.points), zone_masks(face.points, CROP_SIZE)
    fits = fit_layers(face, skin, zones, answer)
    layers = attribute_layers(rgb, face.crop_from_photo, fits.values())
    return Composer(rgb, layers, jaw_warp(points, rgb.shape, 0.5))


@pytest.fixture(scope="module")
def answer(photo: tuple[np.ndarray, np.ndarray]) -> dict[str, np.ndarray]:
    crop = align(*photo).rgb
    return baseline_layers(crop, dict.fromkeys(SCALES_MM, np.full((160, 160), 0.5, np.float32)))


def test_the_first_picture(benchmark: Any, photo: tuple[np.ndarray, np.ndarray], answer: Any) -> None:
    before = psutil.Process().memory_info().rss
    composer = benchmark.pedantic(made, args=(*photo, answer), rounds=5, warmup_rounds=1)
    composer.show(dict.fromkeys(composer.keys, -0.5))
    benchmark.extra_info["more_mb"] = round((psutil.Process().memory_info().rss - before) / 2**20)


@pytest.mark.parametrize("moving", ["redness", "tone_evenness", "crows_feet", "firmness", "all"])
def test_a_frame(benchmark: Any, photo: Any, answer: Any, moving: str) -> None:
    """One slider moves while all the others stand somewhere."""
    composer = made(*photo, answer)
    at = {"step": 0}

    def frame() -> None:
        at["step"] += 1
        value = float(np.sin(at["step"] / 7))
        settings = dict.fromkeys(composer.keys, -0.4)
        settings.update(dict.fromkeys(composer.keys, value) if moving == "all" else {moving: value})
        composer.show(settings)

    benchmark(frame)
    benchmark.extra_info["frames_per_second"] = round(1 / benchmark.stats["median"])


@pytest.mark.parametrize("layout", list(Layout))
def test_a_frame_on_screen(benchmark: Any, photo: Any, answer: Any, qapp: QApplication, layout: Layout) -> None:
    """The same, and drawn: what a finger on a slider waits for."""
    composer, theme = made(*photo, answer), Theme(load_brand())
    theme.dress(qapp)
    view = CompareView(theme)
    view.resize(715, 620)
    view.arrange(layout)
    view.say("Before", "After", "Illustration of this attribute, not the result of a product")
    low, high = photo[1][:468, :2].min(axis=0), photo[1][:468, :2].max(axis=0)
    view.show_pictures(photo[0], composer.image, QRectF(*map(float, low), *map(float, high - low)))
    view.show()
    at = {"step": 0}

    def frame() -> None:
        at["step"] += 1
        composer.show({"redness": float(np.sin(at["step"] / 7)), "shine": -0.4, "dark_spots": -0.5})
        view.repaint()

    benchmark(frame)
    benchmark.extra_info["frames_per_second"] = round(1 / benchmark.stats["median"])
