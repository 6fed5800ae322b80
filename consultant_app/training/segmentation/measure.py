"""How well a parsing network tells skin from what covers it, on held-out identities."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from consultant_app.imaging.visibility import visible_skin
from consultant_app.training.learning.network import preprocess
from consultant_app.training.segmentation.augment import plain
from consultant_app.training.segmentation.labels import (
    CLASSES,
    HAIR,
    IGNORE,
    OCCLUDER,
    SKIN,
)
from consultant_app.training.segmentation.network import INPUT_SIZE, ParsingNetwork, probabilities
from consultant_app.training.segmentation.parsing_set import ParsingSet


def predict(network: ParsingNetwork, photo: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Probabilities float32 [C, 256, 256] of a crop uint8 [256, 256, 3]."""
    with torch.inference_mode():
        share = probabilities(network(preprocess(torch.from_numpy(photo).permute(2, 0, 1)[None])))
        full = torch.nn.functional.interpolate(share, size=INPUT_SIZE, mode="bilinear", align_corners=False)
    return np.asarray(full[0].numpy(), np.float32)


def measure(network: ParsingNetwork, data: ParsingSet) -> dict[str, Any]:
    """Overlap of each class, and what matters to a score: covered pixels still taken for skin, skin given up.

    ``covered_as_skin`` counts pixels that the mesh calls skin and a drawn thing hides; ``skin_lost`` counts those
    that nothing hides.
    """
    both, either = np.zeros(len(CLASSES)), np.zeros(len(CLASSES))
    leaked = {"hair": [0, 0], "occluder": [0, 0]}
    lost = np.zeros(2, np.int64)
    for index in range(len(data.photos)):
        photo, labels = plain(np.asarray(data.photos[index]), np.asarray(data.labels[index]))
        share = predict(network, photo)
        known, answer = labels != IGNORE, share.argmax(axis=0)
        for kind in range(len(CLASSES)):
            truth, said = (labels == kind) & known, (answer == kind) & known
            both[kind] += (truth & said).sum()
            either[kind] += (truth | said).sum()
        visible = visible_skin(np.ones(labels.shape, np.bool_), dict(zip(CLASSES, share, strict=True)))
        skin = labels == SKIN
        lost += [int((skin & ~visible).sum()), int(skin.sum())]
        if data.covered[index]:
            _, before = plain(np.asarray(data.photos[index - 1]), np.asarray(data.labels[index - 1]))
            for name, kind in (("hair", HAIR), ("occluder", OCCLUDER)):
                hidden = (before == SKIN) & (labels == kind)
                leaked[name][0] += int((hidden & visible).sum())
                leaked[name][1] += int(hidden.sum())
    overlap = {name: round(float(b / max(1, e)), 3) for name, b, e in zip(CLASSES, both, either, strict=True)}
    return {
        "photographs": len(data.photos),
        "identities": len(set(data.names)),
        "iou": overlap,
        "mean_iou": round(float(np.mean(list(overlap.values()))), 3),
        "covered_as_skin": {name: round(a / max(1, b), 3) for name, (a, b) in leaked.items()},
        "skin_lost": round(float(lost[0] / max(1, lost[1])), 4),
    }
