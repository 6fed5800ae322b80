"""Read grades off evidence: a rising curve a criterion, and how far off it is on held-out identities."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence, grade_of
from consultant_app.training.data.severity import CHANNEL_OF, grade_from_truth
from consultant_app.training.learning.network import preprocess
from consultant_app.training.render.scene import CHANNELS

SMALLEST_SCALE = {
    "pores": 1.6, "texture": 1.3, "under_eye_lines": 1.3, "forehead_lines": 1.0, "frown_lines": 1.0,
    "crows_feet": 1.0, "dark_spots": 0.9, "blemishes": 0.9, "folds": 0.6, "tone_evenness": 0.5, "redness": 0.5,
    "dark_circles": 0.5, "eye_bags": 0.6, "shine": 0.5, "firmness": 0.5,
}  # fmt: skip
"""Pixels per mm below which a criterion's structure (a pore of 0.3 mm, a line of 0.4 mm, a spot of 1 mm) is no
longer sampled; the rendered cameras reach down to about 1.0, broad criteria need less."""

_KNOTS = 14
_POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SURE = 0.68


@dataclass(frozen=True, eq=False)
class ZonePairs:
    """What was seen and what was drawn in every scored zone of a criterion, each [N].

    Attributes:
        evidence: Mean evidence.
        truth: Mean truth.
        identity: Name of the face.
        deviation: Standard deviation that the network predicts for the mean evidence; ``None`` where not known.
    """

    evidence: NDArray[np.float64]
    truth: NDArray[np.float64]
    identity: NDArray[np.str_]
    deviation: NDArray[np.float64] | None = None


def look(network: nn.Module, photo: NDArray[np.uint8]) -> Evidence:
    """What a network sees on one aligned photo uint8 [S, S, 3], as the shipped model would say it."""
    tensor = torch.from_numpy(np.ascontiguousarray(photo)).permute(2, 0, 1)[None]
    with torch.no_grad():
        out = network(preprocess(tensor))
    maps = torch.sigmoid(out.logits)[0].numpy()
    step = maps.shape[-1] // out.log_variance.shape[-1]
    doubt = out.log_variance[0].repeat_interleave(step, 1).repeat_interleave(step, 2).numpy()
    return Evidence(dict(zip(CHANNELS, maps, strict=True)), dict(zip(CHANNELS, doubt, strict=True)))


def fit(key: str, pairs: ZonePairs, full: float) -> Calibration:
    """Isotonic regression of grade on evidence, thinned to a few knots, with its error by grade and by photo."""
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
    return _with_errors(key, curve, pairs, grades)


def _with_errors(key: str, curve: Calibration, pairs: ZonePairs, grades: NDArray[np.float64]) -> Calibration:
    """The error by grade, and the power of the predicted deviation under which intervals fit best.

    An interval that covers 68 % is better the likelier it makes the errors that were seen: the power with the
    largest Gaussian likelihood is taken; 0, and one error for all photos, where the prediction says nothing.
    """
    top = CRITERIA[key].grade_max
    predicted = np.array([grade_of(curve, float(e), top)[0] for e in pairs.evidence])
    off = np.abs(predicted - grades)
    if pairs.deviation is None:
        return curve.model_copy(update=_errors(predicted, off, top))
    usual = float(np.median(pairs.deviation))
    best, least = curve, np.inf
    for power in _POWERS:
        part = {"usual_deviation": round(usual, 6), "deviation_power": power}
        ratio = _ratios(curve.model_copy(update=part), pairs.deviation)
        tried = curve.model_copy(update=part | _errors(predicted, off / ratio, top))
        zones = zip(pairs.evidence, pairs.deviation, strict=True)
        errors = np.array([grade_of(tried, float(e), top, float(d))[1] for e, d in zones])
        unlikely = float((0.5 * (off / errors) ** 2 + np.log(errors)).mean())
        if unlikely < least:
            best, least = tried, unlikely
    return best


def _ratios(curve: Calibration, deviations: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much each zone's error exceeds the usual one."""
    unit = curve.model_copy(update={"error_grade": (0.0,), "error": (1.0,)})
    return np.array([grade_of(unit, 0.0, 1.0, float(d))[1] for d in deviations])


def _errors(predicted: NDArray[np.float64], off: NDArray[np.float64], top: float) -> dict[str, tuple[float, ...]]:
    """68 % quantile of the absolute error in five classes of the predicted grade."""
    order = np.argsort(predicted)
    groups = [group for group in np.array_split(order, 5) if len(group)]
    centres = np.array([predicted[group].mean() for group in groups])
    halves = [float(np.quantile(off[group], _SURE)) for group in groups]
    # Identical centres (many zones without the attribute) would make the curve ambiguous.
    keep = np.concatenate([[True], np.diff(centres) > 1e-4])
    return {
        "error_grade": tuple(float(c) for c in np.round(centres[keep], 4)),
        "error": tuple(round(max(h, 0.01 * top), 4) for h, k in zip(halves, keep, strict=True) if k),
    }
