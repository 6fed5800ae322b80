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

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Load the network whose ``model.json`` lies in ``folder``.

        Raises:
            ModelError: a file is missing, altered, or does not fit its manifest.
        """
        self.manifest = read_parser_manifest(folder / "model.json")
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


def read_parser_manifest(path: Path) -> ParserManifest:
    """Read and check a manifest.

    Raises:
        ModelError: it is missing or not as it should be.
    """
    try:
        return ParserManifest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ModelError(
            f"The model's description {path.name} is missing. Install the application again."
        ) from error
    except (ValidationError, ValueError) as error:
        raise ModelError(
            f"The model's description {path.name} is damaged. Install the application again."
        ) from error


def _feed(manifest: ParserManifest, crop: RGB) -> Tensors:
    size = (manifest.input_size, manifest.input_size)
    small = crop if crop.shape[:2] == size else cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    values: NDArray[np.float32] = (small.astype(np.float32) - manifest.subtract) / manifest.divide
    return {manifest.input_name: np.ascontiguousarray(values.transpose(2, 0, 1)[None], np.float32)}
