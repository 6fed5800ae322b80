"""The editor network: what each attribute adds to a face, as layers of log light on the aligned crop.

``photo = clean x exp(sum of layers)``: scaling one layer takes its attribute away or shows it more strongly.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.illustration import GAMMA
from consultant_app.domain.photo import RGB
from consultant_app.inference.manifest import ModelManifest
from consultant_app.inference.signed_model import open_model, unfit

_COLOURS = 3

Planes = NDArray[np.float32]
"""Layers of all channels, float32 [C, M, M, 3], natural logarithm of linear light."""


class LayerManifest(ModelManifest):
    """What belongs to the editor network's file.

    Attributes:
        stride: Pixels of the input per pixel of the layers.
        channels: Attributes in the order of the output, which holds red, green and blue of the first, then of the
            second, and so on: float32 [1, 3 * len(channels), S / stride, S / stride], natural logarithm of LINEAR
            light.
        passes: How often the network is asked: each time of the crop without what it has found so far. A layer
            that is found too weak at first, as real lines are, is found more fully.
        powers: Criterion -> power of its slider (see ``imaging.layers.strength``); 1 where it is not named.
    """

    stride: Annotated[int, Field(gt=0)]
    channels: Annotated[tuple[str, ...], Field(min_length=1)]
    passes: Annotated[int, Field(ge=1, le=4)] = 1
    powers: dict[str, Annotated[float, Field(gt=0, le=4)]] = Field(default_factory=dict)


class LayerModel:
    """A verified editor network with its manifest; one instance may be asked from one thread at a time."""

    def __init__(self, folder: Path, threads: int = 2, trusted: Path | None = None) -> None:
        """Load the network whose ``model.json`` lies in ``folder``.

        Args:
            folder: Holds the manifest, its signature and the ONNX file.
            threads: CPU threads for one run.
            trusted: Folder of the keys that may have signed it; the bundled one by default.

        Raises:
            ModelError: a file is missing, altered, not signed by a trusted key, or does not fit its manifest.
        """
        self._model = open_model(folder, LayerManifest, threads, trusted, lambda m: {m.output_name})
        self.manifest = self._model.manifest

    @property
    def identity(self) -> ModelIdentity:
        """What is kept with every illustration."""
        return self._model.identity

    @property
    def powers(self) -> dict[str, float]:
        """Criterion -> power of its slider."""
        return dict(self.manifest.powers)

    def layers(self, crop: RGB) -> dict[str, NDArray[np.float32]]:
        """What each attribute adds to an aligned crop uint8 [S, S, 3].

        Returns:
            Channel -> float32 [M, M, 3], natural logarithm of linear light, 0 where the attribute adds nothing;
            M is S over the stride.

        Raises:
            ValueError: the crop has another size than the network takes.
            ModelError: the network answers something else than its manifest says.
        """
        size = self.manifest.input_size
        if crop.shape != (size, size, 3):
            raise ValueError(f"the editor takes {size} x {size} RGB, not {crop.shape}")
        planes = in_passes(self._once, crop, self.manifest.passes)
        return {name: np.ascontiguousarray(planes[index]) for index, name in enumerate(self.manifest.channels)}

    def _once(self, crop: RGB) -> Planes:
        stack = self._model.answer(crop)[self.manifest.output_name][0]
        channels, side = len(self.manifest.channels), self.manifest.input_size // self.manifest.stride
        if stack.shape != (_COLOURS * channels, side, side):
            raise unfit(self.manifest)
        return np.asarray(stack.reshape(channels, _COLOURS, side, side).transpose(0, 2, 3, 1), np.float32)


def in_passes(once: Callable[[RGB], Planes], crop: RGB, passes: int) -> Planes:
    """Layers of a crop uint8 [S, S, 3], float32 [C, M, M, 3], in several passes of a network.

    Args:
        once: One pass.
        crop: The aligned crop.
        passes: How many, at least 1.
    """
    found = once(crop)
    for _ in range(passes - 1):
        found = found + once(_without(crop, found.sum(axis=0)))
    return found


def _without(crop: RGB, layer: NDArray[np.float32]) -> RGB:
    """The crop with a layer of linear light, float32 [M, M, 3], taken away."""
    size = (crop.shape[1], crop.shape[0])
    gain = np.exp(-cv2.resize(layer, size, interpolation=cv2.INTER_LINEAR) / GAMMA)
    return np.asarray(np.clip(np.rint(crop * gain), 0, 255), np.uint8)
