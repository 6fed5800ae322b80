"""From a trained parsing network to the files that the application loads: ONNX, checked, and its manifest."""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from consultant_app.files import write_atomically
from consultant_app.inference.skin_parser import ParserManifest
from consultant_app.training.release.onnx_file import checked_onnx
from consultant_app.training.segmentation.labels import CLASSES
from consultant_app.training.segmentation.network import INPUT_SIZE, STRIDE, ParsingNetwork, probabilities

FILE = "parsing.onnx"
INPUT_NAME, OUTPUT_NAME = "image", "classes"
_TOLERANCE = 1e-4

LICENCE = "Encoder start: EfficientNet-lite0, Apache-2.0. Trained weights: the house's own."
TRAINING_DATA = {
    "faces": "portraits of people who do not exist (CC0 1.0, faker-js/assets-person-portrait); generated faces of "
    "strong variety (MIT, SFHQ-T2I and SFHQ); studio faces (CC BY 4.0, DeBruine and Jones); no graded photograph",
    "labels": "lips, eyes, brows and face by the 478-point mesh; hair by MediaPipe's hair segmentation "
    "(Apache-2.0), which is not shipped; glasses, fringes, strands, beards, masks and hands drawn by our renderer",
}


class _Classes(nn.Module):
    """The network with the softmax that makes scores probabilities."""

    def __init__(self, network: ParsingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        return probabilities(self.network(image))


def onnx_bytes(network: ParsingNetwork) -> bytes:
    """The ONNX file of a network.

    Raises:
        RuntimeError: ONNX Runtime's answer differs from torch's by more than 0.0001.
    """
    example = torch.linspace(-1, 1, 3 * INPUT_SIZE**2).reshape(1, 3, INPUT_SIZE, INPUT_SIZE)
    return checked_onnx(_Classes(network), example, INPUT_NAME, [OUTPUT_NAME], _TOLERANCE)


def release(
    network: ParsingNetwork, out: Path, version: str, metrics: dict[str, Any], origin: dict[str, Any]
) -> None:
    """Write the ONNX file, then the manifest that names its bytes.

    Args:
        network: The trained network.
        out: Folder of the two files.
        version: Version of the model.
        metrics: What was measured on held-out identities.
        origin: Settings and sets that the weights came from.
    """
    data = onnx_bytes(network)
    manifest = ParserManifest(
        id="skin-parsing",
        version=version,
        file=FILE,
        sha256=hashlib.sha256(data).hexdigest(),
        input_name=INPUT_NAME,
        output_name=OUTPUT_NAME,
        input_size=INPUT_SIZE,
        stride=STRIDE,
        subtract=127.0,
        divide=128.0,
        classes=CLASSES,
        licence=LICENCE,
        training_data={**TRAINING_DATA, **origin},
        metrics=metrics,
    )
    write_atomically(out / FILE, data)
    write_atomically(out / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
