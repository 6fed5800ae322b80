"""The editor network: what each attribute adds to a face, as layers of log light on the aligned crop.

``photo = clean x exp(sum of layers)``: scaling one layer takes its attribute away or shows it more strongly.
"""

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.errors import ModelError
from consultant_app.domain.photo import RGB
from consultant_app.inference.manifest import verified_bytes
from consultant_app.inference.sessions import Tensors, create_session, golden_crop
from consultant_app.inference.signature import signed_manifest

_COLOURS = 3


class LayerManifest(BaseModel):
    """What belongs to the editor network's file.

    Attributes:
        id, version: Identity.
        file: Name of the ONNX file beside the manifest.
        sha256: Digest of its bytes; other bytes are never run.
        input_name, output_name: Tensor names.
        input_size: Side of the aligned crop fed to it.
        stride: Pixels of the input per pixel of the layers.
        subtract, divide: Preprocessing, ``(rgb - subtract) / divide`` of uint8 sRGB, layout NCHW.
        channels: Attributes in the order of the output, which holds red, green and blue of the first, then of the
            second, and so on: float32 [1, 3 * len(channels), S / stride, S / stride], natural logarithm of LINEAR
            light.
        powers: Criterion -> power of its slider (see ``imaging.layers.strength``); 1 where it is not named.
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
    channels: Annotated[tuple[str, ...], Field(min_length=1)]
    powers: dict[str, Annotated[float, Field(gt=0, le=4)]] = {}
    licence: str
    training_data: dict[str, Any]
    metrics: dict[str, Any]


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
        self.manifest = _parsed(signed_manifest(folder, trusted).data)
        data = verified_bytes(folder / self.manifest.file, self.manifest.sha256)
        golden = _feed(self.manifest, golden_crop(self.manifest.input_size))
        self._session = create_session(data, golden, threads)
        if self.manifest.output_name not in self._session.output_names:
            raise _unfit()

    @property
    def identity(self) -> ModelIdentity:
        """What is kept with every illustration."""
        return ModelIdentity(self.manifest.id, self.manifest.version, self.manifest.sha256)

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
        stack = self._session.run(_feed(self.manifest, crop))[self.manifest.output_name][0]
        names, side = self.manifest.channels, size // self.manifest.stride
        if stack.shape != (_COLOURS * len(names), side, side):
            raise _unfit()
        planes = stack.reshape(len(names), _COLOURS, side, side).transpose(0, 2, 3, 1)
        return {name: np.ascontiguousarray(planes[index]) for index, name in enumerate(names)}


def _parsed(data: bytes) -> LayerManifest:
    try:
        return LayerManifest.model_validate(json.loads(data))
    except (ValidationError, ValueError) as error:
        raise ModelError(
            "The editor model's description model.json is damaged. Install the application again."
        ) from error


def _unfit() -> ModelError:
    return ModelError("The editor model does not fit its description. Install the application again.")


def _feed(manifest: LayerManifest, crop: RGB) -> Tensors:
    values: NDArray[np.float32] = (crop.astype(np.float32) - manifest.subtract) / manifest.divide
    return {manifest.input_name: np.ascontiguousarray(values.transpose(2, 0, 1)[None], np.float32)}
