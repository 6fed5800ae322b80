"""What is measured of an editor before it is released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from consultant_app.domain.photo import RGB
from consultant_app.inference.layer_model import in_passes
from consultant_app.training.evaluation.editing.identity import Identity
from consultant_app.training.evaluation.editing.loop import closed_loop, fitted_powers, loop_faces, summed_up
from consultant_app.training.evaluation.editing.pairs import true_pairs
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.editing.report import PAIRED_FACES, baseline_of
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.learning.network import preprocess


@dataclass(frozen=True, eq=False)
class Measured:
    """What was found.

    Attributes:
        passes: How often the network is asked of one crop.
        powers: Criterion -> power of its slider.
        metrics: For the manifest.
    """

    passes: int
    powers: dict[str, float]
    metrics: dict[str, Any]


def layers_of(network: nn.Module, passes: int = 1) -> Layers:
    """A network asked as the application asks its ONNX file."""

    def once(crop: RGB) -> NDArray[np.float32]:
        with torch.inference_mode():
            out = network(preprocess(torch.tensor(crop).permute(2, 0, 1)[None]))[0]
        return np.asarray(out.unflatten(0, (len(LAYERED), 3)).permute(0, 2, 3, 1).numpy(), np.float32)

    def layers(crop: RGB) -> Mapping[str, NDArray[np.float32]]:
        planes = in_passes(once, crop, passes)
        return {name: np.ascontiguousarray(plane) for name, plane in zip(LAYERED, planes, strict=True)}

    return layers


def measure(
    network: nn.Module, passes: int, engine: Engine, sets: Sequence[EditSet], data: Path, identity: Identity
) -> Measured:
    """Distance to true pairs beside the baseline, and the closed loop on real, untouched, held-out faces.

    Args:
        network: The editor.
        passes: How often it is asked of one crop.
        engine: The scorer.
        sets: Held-out faces with and without single attributes.
        data: Folder with ``faces/index.csv``.
        identity: Tells whether an edit keeps the person.
    """
    layers = layers_of(network, passes)
    fitted, judged = loop_faces(data)
    powers = fitted_powers(engine, fitted, layers)
    loops = closed_loop(engine, judged, layers, powers, identity.likeness)
    metrics = {
        "true_pairs": true_pairs(engine, sets, PAIRED_FACES, {"editor": layers, "baseline": baseline_of(engine)}),
        "closed_loop": {key: summed_up(rows) for key, rows in loops.items()},
    }
    return Measured(passes, powers, metrics)
