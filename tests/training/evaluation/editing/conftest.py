"""An editor and a scorer that see one thing: how dark the skin is."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.layers.edit_set import LAYERED, EditSet

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
