"""Read grades off evidence: a rising curve a criterion, and how far off it is, on held-out identities."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.data.severity import CHANNEL_OF, grade_from_truth, zone_means
from consultant_app.training.learning.network import preprocess
from consultant_app.training.render.scene import CHANNELS

SMALLEST_SCALE = {
    "pores": 1.6, "texture": 1.3, "under_eye_lines": 1.3, "forehead_lines": 1.0, "frown_lines": 1.0,
    "crows_feet": 1.0, "dark_spots": 0.9, "blemishes": 0.9, "folds": 0.6, "tone_evenness": 0.5, "redness": 0.5,
    "dark_circles": 0.5, "eye_bags": 0.6, "shine": 0.5,
}  # fmt: skip
"""Pixels per mm below which a criterion's structure (a pore of 0.3 mm, a line of 0.4 mm, a spot of 1 mm) is no
longer sampled; the rendered cameras reach down to about 1.0, broad criteria need less."""

_KNOTS = 14


@dataclass(frozen=True, eq=False)
class ZonePairs:
    """Mean evidence, mean truth and identity of every scored zone of a criterion, each [N]."""

    evidence: NDArray[np.float64]
    truth: NDArray[np.float64]
    identity: NDArray[np.str_]


def collect_pairs(network: nn.Module, sets: list[RenderedSet]) -> dict[str, ZonePairs]:
    """Run the network over rendered sets and pool evidence and truth a zone, criterion by criterion."""
    rows: dict[str, list[tuple[float, float, str]]] = {key: [] for key in CHANNEL_OF}
    for data in sets:
        for index, identity in enumerate(data.identities):
            maps = evidence_maps(network, np.array(data.photos[index]))
            skin, bits = data.skin[index] > 127, np.array(data.zones[index])
            truth = data.truth[index].astype(np.float32) / 255
            for name, key_list in _KEYS_OF.items():
                channel = CHANNELS.index(name)
                seen, drawn = (zone_means(m[channel], skin, bits) for m in (maps, truth))
                for key in key_list:
                    rows[key] += [(seen[z], drawn[z], identity) for z in CRITERIA[key].zones if z in seen]
    return {
        key: ZonePairs(*(np.array(column) for column in zip(*found, strict=True))) for key, found in rows.items()
    }


_KEYS_OF = {name: [key for key, channel in CHANNEL_OF.items() if channel == name] for name in CHANNELS}


def evidence_maps(network: nn.Module, photo: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Evidence [C, S / 4, S / 4] of one aligned photo uint8 [S, S, 3]."""
    tensor = torch.from_numpy(photo).permute(2, 0, 1)[None]
    with torch.no_grad():
        out: NDArray[np.float32] = torch.sigmoid(network(preprocess(tensor)))[0].numpy()
    return out


def fit(key: str, pairs: ZonePairs, full: float) -> Calibration:
    """Isotonic regression of grade on evidence, thinned to a few knots, with its error by grade."""
    grades = np.array([grade_from_truth(key, t, full) for t in pairs.truth])
    order = np.argsort(pairs.evidence)
    evidence, rising = pairs.evidence[order], isotonic_regression(grades[order]).x
    edges = np.linspace(0, len(evidence), _KNOTS + 1).astype(int)
    spans = [slice(a, b) for a, b in pairwise(edges) if b > a]
    x = np.array([evidence[s].mean() for s in spans])
    y = np.array([rising[s].mean() for s in spans])
    # Beyond the outermost means the curve goes on to what was really seen there.
    x = np.concatenate([[evidence[0]], x, [evidence[-1]]])
    y = np.concatenate([[min(y[0], rising[0])], y, [max(y[-1], rising[-1])]])
    keep = np.concatenate([[True], np.diff(x) > 1e-6])
    curve = Calibration(
        channel=CHANNEL_OF[key],
        evidence=tuple(np.round(x[keep], 6)),
        grade=tuple(np.round(np.maximum.accumulate(y[keep]), 4)),
        error_grade=(0.0,),
        error=(0.0,),
        smallest_scale=SMALLEST_SCALE[key],
    )
    return curve.model_copy(update=_errors(key, curve, pairs, grades))


def _errors(
    key: str, curve: Calibration, pairs: ZonePairs, grades: NDArray[np.float64]
) -> dict[str, tuple[float, ...]]:
    """68 % quantile of the absolute error in five classes of the predicted grade."""
    top = CRITERIA[key].grade_max
    predicted = np.array([grade_of(curve, float(e), top)[0] for e in pairs.evidence])
    order = np.argsort(predicted)
    groups = [group for group in np.array_split(order, 5) if len(group)]
    centres = np.array([predicted[group].mean() for group in groups])
    halves = [float(np.quantile(np.abs(predicted[group] - grades[group]), 0.68)) for group in groups]
    # Identical centres (many zones without the attribute) would make the curve ambiguous.
    keep = np.concatenate([[True], np.diff(centres) > 1e-4])
    return {
        "error_grade": tuple(float(c) for c in np.round(centres[keep], 4)),
        "error": tuple(round(max(h, 0.01 * top), 4) for h, k in zip(halves, keep, strict=True) if k),
    }
