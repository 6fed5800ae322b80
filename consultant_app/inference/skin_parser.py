"""The parsing network: which parts of the aligned crop are skin, and what hides it where the mesh expects skin."""

from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
from pydantic import Field

from consultant_app.domain.photo import RGB, Map
from consultant_app.inference.manifest import ModelManifest
from consultant_app.inference.signed_model import open_model, unfit

_NEEDED = {"background", "skin", "hair", "occluder"}


class ParserManifest(ModelManifest):
    """What belongs to the parsing network's file; the crop is reduced to its input size.

    Attributes:
        stride: Pixels of the input per pixel of the answer.
        classes: Names of the output's channels, in order.
    """

    stride: Annotated[int, Field(gt=0)]
    classes: tuple[str, ...]


class SkinParser:
    """A verified parsing network with its manifest; one instance may be asked from one thread at a time."""

    def __init__(self, folder: Path, threads: int = 2, trusted: Path | None = None) -> None:
        """Load the network whose ``model.json`` lies in ``folder``.

        Args:
            folder: Holds the manifest, its signature and the ONNX file.
            threads: CPU threads for one run.
            trusted: Folder of the keys that may have signed it; the bundled one by default.

        Raises:
            ModelError: a file is missing, altered, not signed by a trusted key, or does not fit its manifest.
        """
        self._model = open_model(folder, ParserManifest, threads, trusted, lambda m: {m.output_name})
        self.manifest = self._model.manifest
        if not set(self.manifest.classes) >= _NEEDED:
            raise unfit(self.manifest)

    def parse(self, crop: RGB) -> dict[str, Map]:
        """Probability 0..1 of each class, float32 [M, M], of an aligned crop uint8 [S, S, 3] of any side.

        M is the input's side over the stride.
        """
        size = (self.manifest.input_size, self.manifest.input_size)
        small = crop if crop.shape[:2] == size else cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
        answer = self._model.answer(np.asarray(small, np.uint8))[self.manifest.output_name][0]
        return {name: np.ascontiguousarray(answer[index]) for index, name in enumerate(self.manifest.classes)}
