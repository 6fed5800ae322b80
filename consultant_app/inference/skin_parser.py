"""The parsing network: which parts of the aligned crop are skin, and what hides it where the mesh expects skin."""

import json
from pathlib import Path
from typing import Annotated, Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.errors import ModelError
from consultant_app.domain.photo import RGB, Map
from consultant_app.inference.manifest import verified_bytes
from consultant_app.inference.sessions import Tensors, create_session, golden_crop
from consultant_app.inference.signature import signed_manifest

_NEEDED = {"background", "skin", "hair", "occluder"}


class ParserManifest(BaseModel):
    """What belongs to the parsing network's file.

    Attributes:
        id, version: Identity.
        file: Name of the ONNX file beside the manifest.
        sha256: Digest of its bytes; other bytes are never run.
        input_name, output_name: Tensor names.
        input_size: Side to which the aligned crop is reduced.
        stride: Pixels of the input per pixel of the answer.
        subtract, divide: Preprocessing, ``(rgb - subtract) / divide`` of uint8 sRGB, layout NCHW.
        classes: Names of the output's channels, in order.
        licence, training_data, metrics: Origin and measured quality.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    file: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    input_name: str
    output_name: str
    input_size: Annotated[int, Field(gt=0)]
    stride: Annotated[int, Field(gt=0)]
    subtract: float
    divide: Annotated[float, Field(gt=0)]
    classes: tuple[str, ...]
    licence: str
    training_data: dict[str, Any]
    metrics: dict[str, Any]


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
        self.manifest = _parsed(signed_manifest(folder, trusted).data)
        data = verified_bytes(folder / self.manifest.file, self.manifest.sha256)
        self._session = create_session(data, _feed(self.manifest, golden_crop(self.manifest.input_size)), threads)
        fits = self.manifest.output_name in self._session.output_names and set(self.manifest.classes) >= _NEEDED
        if not fits:
            raise ModelError("The parsing model does not fit its description. Install the application again.")

    def parse(self, crop: RGB) -> dict[str, Map]:
        """Probability 0..1 of each class, float32 [M, M], of an aligned crop uint8 [S, S, 3] of any side.

        M is the input's side over the stride.
        """
        answer = self._session.run(_feed(self.manifest, crop))[self.manifest.output_name][0]
        return {name: np.ascontiguousarray(answer[index]) for index, name in enumerate(self.manifest.classes)}


def _parsed(data: bytes) -> ParserManifest:
    try:
        return ParserManifest.model_validate(json.loads(data))
    except (ValidationError, ValueError) as error:
        raise ModelError(
            "The parsing model's description model.json is damaged. Install the application again."
        ) from error


def _feed(manifest: ParserManifest, crop: RGB) -> Tensors:
    size = (manifest.input_size, manifest.input_size)
    small = crop if crop.shape[:2] == size else cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    values: NDArray[np.float32] = (small.astype(np.float32) - manifest.subtract) / manifest.divide
    return {manifest.input_name: np.ascontiguousarray(values.transpose(2, 0, 1)[None], np.float32)}
