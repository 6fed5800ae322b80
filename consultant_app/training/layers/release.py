"""From a trained editor to the files that the application loads: ONNX, checked, and its manifest."""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from torch import nn

from consultant_app.files import write_atomically
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.inference.layer_model import LayerManifest
from consultant_app.training.layers.edit_set import LAYERED
from consultant_app.training.layers.measure import Measured
from consultant_app.training.layers.network import STRIDE
from consultant_app.training.release.onnx_file import checked_onnx

FILE = "layers.onnx"
INPUT_NAME, OUTPUT_NAME = "image", "layers"
_TOLERANCE = 1e-3


def release(
    network: nn.Module, out: Path, version: str, measured: Measured, origin: dict[str, Any]
) -> LayerManifest:
    """Write the ONNX file, then the manifest that names its bytes; it is signed afterwards.

    Args:
        network: The trained editor.
        out: Folder of the two files.
        version: Version of the model.
        measured: What was found on held-out identities.
        origin: Settings and sets that the weights came from.

    Raises:
        RuntimeError: ONNX Runtime's answer differs from torch's by more than 0.001 of log light.
    """
    example = torch.linspace(-1, 1, 3 * CROP_SIZE**2).reshape(1, 3, CROP_SIZE, CROP_SIZE)
    data = checked_onnx(network, example, INPUT_NAME, [OUTPUT_NAME], _TOLERANCE)
    manifest = LayerManifest(
        id="skin-layers",
        version=version,
        file=FILE,
        sha256=hashlib.sha256(data).hexdigest(),
        input_name=INPUT_NAME,
        output_name=OUTPUT_NAME,
        input_size=CROP_SIZE,
        stride=STRIDE,
        subtract=127.0,
        divide=128.0,
        channels=LAYERED,
        licence="Encoder start: EfficientNet-lite0, Apache-2.0. Trained weights: the house's own.",
        training_data={
            "truth": "rendered: photographs with and without single attributes",
            "faces": "portraits of people who do not exist (CC0 1.0), studio faces (CC BY 4.0, DeBruine and "
            "Jones); no graded photograph",
            **origin,
        },
        passes=measured.passes,
        powers=measured.powers,
        metrics=measured.metrics,
    )
    write_atomically(out / FILE, data)
    write_atomically(out / "model.json", json.dumps(manifest.model_dump(), indent=1).encode())
    return manifest
