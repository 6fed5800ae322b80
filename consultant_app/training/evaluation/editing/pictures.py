"""An editor's picture of a face, made as the application makes it, on the aligned crop itself."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.box import NO_BOX
from consultant_app.domain.photo import RGB
from consultant_app.imaging.compose import composed
from consultant_app.imaging.layers import FittedLayer, attribute_layers, fit_layers, layer_box
from consultant_app.training.evaluation.engine import Located

Layers = Callable[[RGB], Mapping[str, NDArray[np.float32]]]
"""Aligned crop uint8 [S, S, 3] -> channel -> float32 [M, M, 3], log of linear light."""

STILL = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
"""A crop is its own photograph."""


def fits_of(located: Located, layers: Layers) -> dict[str, FittedLayer]:
    """The layers of a face as the application fits them, on the crop itself."""
    return fit_layers(located.face, located.skin, located.zones, layers(located.face.rgb))


def edited(rgb: RGB, fits: Mapping[str, FittedLayer], settings: Mapping[str, float]) -> RGB:
    """The crop with so much of each layer laid on, as the application does it, uint8 [S, S, 3]."""
    chosen = [fits[key] for key in settings]
    box = NO_BOX
    for fit in chosen:
        box = box.joined(layer_box(fit, STILL, rgb.shape))
    return composed(rgb, attribute_layers(rgb, STILL, chosen), box, settings)
