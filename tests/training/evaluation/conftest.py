from pathlib import Path

import numpy as np
import pytest

from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.dataset import load_canvases, split_of
from consultant_app.training.evaluation import statistics


@pytest.fixture(scope="session")
def astronaut_canvas(face_data: Path) -> Canvas:
    """The face that a package ships, as a canvas."""
    with np.load(face_data / "faces" / "landmarks.npz") as points:
        split = split_of(f"{points.files[0]}.png")
    return load_canvases(face_data, split)[0]


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coarse intervals, quickly: for tests of how figures are composed."""
    monkeypatch.setattr(statistics, "DRAWS", 30)
