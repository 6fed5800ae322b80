import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from consultant_app.training.render.scene import CHANNELS

SIDE = 128


@pytest.fixture(scope="session")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of four pairs in the rendered form, made of smooth noise: quick, and no face in it."""
    folder = tmp_path_factory.mktemp("small_set")
    random = np.random.default_rng(7)
    cells = SIDE // 4
    photos = random.integers(60, 200, (4, 2, cells, cells, 3)).repeat(4, axis=2).repeat(4, axis=3)
    truth = random.integers(0, 256, (4, len(CHANNELS), cells, cells)) * (random.random((4, 1, cells, cells)) < 0.1)
    arrays = {
        "photos": photos.astype(np.uint8),
        "truth": truth.astype(np.uint8),
        "weight": random.integers(100, 256, truth.shape).astype(np.uint8),
        "skin": np.full((4, cells, cells), 255, np.uint8),
        "zones": np.ones((4, cells, cells), np.uint16),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    kinds = ("absolute", "increment", "absolute", "absolute")
    manifest = {
        "settings": {"count": 4, "seed": 7, "split": "train"},
        "channels": CHANNELS,
        "facts": [
            {"identity": f"noise/{index}", "kind": kind, "scales": [3.0, 3.0], "tone": 20.0, "age": None}
            for index, kind in enumerate(kinds)
        ],
        "sha256": {name: hashlib.sha256(array.tobytes()).hexdigest() for name, array in arrays.items()},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
