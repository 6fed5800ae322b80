"""What the report says of the editor that ships: true pairs beside the baseline, and the closed loop."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import RGB
from consultant_app.imaging.baseline_layers import baseline_layers
from consultant_app.inference.layer_model import LayerModel
from consultant_app.training.evaluation.editing.identity import Identity
from consultant_app.training.evaluation.editing.loop import closed_loop, loop_faces, summed_up
from consultant_app.training.evaluation.editing.pairs import true_pairs
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import EditSet

PAIRED_FACES = 60
"""Held-out faces of a set whose true pairs are looked at."""


def baseline_of(engine: Engine) -> Layers:
    """The editor to beat: the scorer's own evidence times what an edge-preserving filter removes."""

    def layers(crop: RGB) -> Mapping[str, NDArray[np.float32]]:
        return baseline_layers(crop, engine.look(crop).maps)

    return layers


def editing(
    engine: Engine, editor: LayerModel, sets: Sequence[EditSet], data: Path, identity: Identity
) -> dict[str, Any]:
    """All figures of the editor, by the path of the application.

    Args:
        engine: The scorer, with its curves.
        editor: As the application loads it.
        sets: Held-out faces with and without single attributes.
        data: Folder with ``faces/index.csv``.
        identity: Tells whether an edit keeps the person.

    Returns:
        ``editor``, ``true_pairs``, ``closed_loop`` and ``asked_seen``: criterion -> [asked, seen] of each picture.
    """
    _, judged = loop_faces(data)
    loops = closed_loop(engine, judged, editor.layers, editor.powers, identity.likeness)
    return {
        "editor": {"id": editor.manifest.id, "version": editor.manifest.version, "sha256": editor.manifest.sha256},
        "true_pairs": true_pairs(
            engine, sets, PAIRED_FACES, {"editor": editor.layers, "baseline": baseline_of(engine)}
        ),
        "closed_loop": {key: summed_up(rows) for key, rows in loops.items()},
        "asked_seen": {
            key: [[round(row.asked, 1), round(row.seen, 1)] for row in rows] for key, rows in loops.items()
        },
    }
