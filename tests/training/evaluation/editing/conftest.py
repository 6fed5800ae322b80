"""An editor and a scorer that see one thing: how dark the skin is."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.render.scene import CHANNELS

DARKER = 0.8
"""By how much the attribute of these tests darkens all skin, in coded values."""

KEY = "dark_spots"


@pytest.fixture(scope="session")
def darkening() -> Callable[[float], Layers]:
    """An editor that finds this share of what was drawn."""

    def editor(share: float) -> Layers:
        def found(_: RGB) -> Mapping[str, NDArray[np.float32]]:
            return {KEY: np.full((320, 320, 3), 2.2 * share * np.log(DARKER), np.float32)}

        return found

    return editor


@pytest.fixture(scope="module")
def faces(canvas: Canvas) -> EditSet:
    dark = np.asarray((canvas.photo * DARKER).round(), np.uint8)
    count = 5
    return EditSet(
        photos=np.stack([dark] * count),
        shown=np.stack([np.stack([dark, canvas.photo, canvas.photo])] * count),
        skin=np.stack([(255 * canvas.skin).astype(np.uint8)] * count),
        points=np.stack([canvas.points] * count),
        channels=np.full((count, 1), LAYERED.index(KEY)),
        identities=tuple(f"face {index}" for index in range(count)),
    )


def darkness(crop: RGB) -> Evidence:
    """A scorer that sees how dark the crop is, in one channel."""
    level = 1 - crop.astype(np.float32).mean(axis=2).reshape(160, 4, 160, 4).mean(axis=(1, 3)) / 255
    maps = {name: level if name == KEY else np.full_like(level, 0.2) for name in CHANNELS}
    return Evidence(maps, {name: np.zeros_like(level) for name in CHANNELS})


@pytest.fixture(scope="session")
def scorer() -> Engine:
    """Reads the darkness of the skin as dark spots; redness is always the same."""
    curve = Calibration(
        channel=KEY, evidence=(0.0, 1.0), grade=(0.0, 5.0), error_grade=(0.0,), error=(0.2,), smallest_scale=0.5
    )
    other = curve.model_copy(update={"channel": "redness"})
    return Engine(darkness, {KEY: curve, "redness": other}, FaceFinder(resource("models", "face"), 1))
