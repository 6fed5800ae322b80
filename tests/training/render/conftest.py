from pathlib import Path

import numpy as np
import pytest

from consultant_app.training.data.canvas import Canvas, load_canvas, usable_faces


@pytest.fixture(scope="session")
def canvas(face_data: Path) -> Canvas:
    points = np.load(face_data / "faces" / "landmarks.npz")
    return load_canvas(face_data, usable_faces(face_data)[0], points["studio/astronaut_0"])
