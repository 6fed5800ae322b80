"""Do the maps explain the scores? The explanation row of the evaluation, on rendered faces whose truth is known.

Per channel, with intervals over identities: the pointing game and the area under precision and recall against the
drawn mask, deletion and insertion; each beside Grad-CAM on two depths, and beside the classical map or random
order. And the randomised-weights check. This runs the torch network, since Grad-CAM needs its gradients; the
shipped ONNX file is held to the same maps when it is exported.

For a head that ends in one linear layer Grad-CAM on the head's last features *is* that layer's map, but for what
it cuts off below zero: ``gradcam_head`` and ``evidence`` are then alike by construction, and the comparison that
can be lost is the one with ``gradcam_encoder``, the encoder's last features, where Grad-CAM is commonly taken.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import nn

from consultant_app.training.evaluation.attribution import cascade, evidence_of
from consultant_app.training.evaluation.drawn import Drawn, choose, every_identity_in_turn
from consultant_app.training.evaluation.probes import Row, probe
from consultant_app.training.evaluation.statistics import Figures, Floats, Picks, estimate

_MEASURES = {"pointing": 1, "auprc": 1, "deletion": -1, "insertion": 1}
"""Measure -> whether more of it is better (1) or worse (-1)."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is looked at; the defaults take under three minutes on two cores.

    Attributes:
        per_channel: Photos a channel for the pointing game and precision and recall.
        perturbed: Of these, photos for deletion and insertion.
        sanity: Photos for the randomised-weights check.
    """

    per_channel: int = 16
    perturbed: int = 4
    sanity: int = 3


def explain(network: nn.Module, drawn: Drawn, *, seed: int = 0, effort: Effort | None = None) -> dict[str, Any]:
    """All figures of the explanation.

    Args:
        network: The trained network; its parameters are set to need no gradient.
        drawn: Rendered faces of held-out identities, some sixty; more are not looked at than ``effort`` says.
        seed: All randomness follows from it.
        effort: How much is looked at.

    Returns:
        ``{"channels": {channel: table}, "overall": table, "sanity": [stage, ...]}``.

        A ``table`` holds ``photos``, ``identities`` and, by measure (``pointing``, ``auprc``, ``deletion``,
        ``insertion``), a dict of each method's figure: ``evidence``, ``gradcam_encoder``, ``gradcam_head`` and,
        for the first two, ``classical`` and ``chance``, for the others ``random``. The last two are shares of
        the answer; of ``deletion`` less is better. ``gain_over_<method>`` is how much better the evidence map
        does, above 0 whatever the measure. All with ``_low`` and ``_high``, 95 % over identities.

        A stage of ``sanity`` holds ``stage`` (what was randomised last) and ``spearman``, the rank correlation
        of the maps with those of the trained network, mean over channels and photos, with its interval.

        A channel that is nowhere drawn as a part of the face is missing.
    """
    effort = effort or Effort()
    chosen = choose(drawn, effort.per_channel, seed)
    rows = list(probe(network, drawn, chosen, effort.perturbed, seed))
    return {
        "channels": {name: table([row for row in rows if row.channel == name]) for name in chosen if chosen[name]},
        "overall": table(rows),
        "sanity": sanity(network, drawn, effort.sanity, seed),
    }


def table(rows: list[Row]) -> dict[str, Any]:
    """Figures of some rows, measure by measure (see ``explain``)."""
    figures = {
        measure: _compared([row for row in rows if row.measure == measure], better)
        for measure, better in _MEASURES.items()
    }
    return {
        "photos": len({row.photo for row in rows}),
        "identities": len({row.identity for row in rows}),
        **figures,
    }


def _compared(rows: list[Row], better: int) -> Figures:
    """Every method's figure in one measure, and how much better the evidence map does, on the same draws."""
    keys = sorted({(row.photo, row.channel, row.identity) for row in rows})
    place = {key: number for number, key in enumerate(keys)}
    identities = np.array([identity for _, _, identity in keys])
    weights = np.ones(len(keys))
    values = {row.method: np.full(len(keys), np.nan) for row in rows}
    for row in rows:
        number = place[row.photo, row.channel, row.identity]
        values[row.method][number], weights[number] = row.value, row.weight
    out: Figures = {}
    for method, found in values.items():
        out |= _interval(method, found, weights, identities)
        if method != "evidence":
            out |= _interval(f"gain_over_{method}", better * (values["evidence"] - found), weights, identities)
    return out


def _interval(name: str, values: Floats, weights: Floats, identities: NDArray[np.str_]) -> Figures:
    """Sum of the values over the sum of their weights, where there is a value."""
    there = np.isfinite(values)
    value, weight = values[there], weights[there]

    def share(picks: Picks) -> float:
        return float(value[picks].sum() / weight[picks].sum()) if len(picks) else float("nan")

    return estimate(share, identities[there]).named(name)


def sanity(network: nn.Module, drawn: Drawn, photos: int, seed: int) -> list[dict[str, Any]]:
    """The randomised-weights check (Adebayo et al. 2018): a map that does not change explains nothing learned.

    Returns:
        One dict a stage, from the answer down to the photo (see ``explain``).
    """
    indices = every_identity_in_turn(drawn, seed)[:photos]
    if not indices:
        return []
    seen = {index: np.array(drawn.photos[index]) for index in indices}
    before = {index: evidence_of(network, photo[None])[0] for index, photo in seen.items()}
    stages = []
    for stage, broken in cascade(network, seed):
        alike, identities = [], []
        for index, photo in seen.items():
            after, skin = evidence_of(broken, photo[None])[0], drawn.skin_of(index)
            for old, new in zip(before[index], after, strict=True):
                # A map that has gone flat keeps no order at all.
                flat = np.ptp(old[skin]) < 1e-9 or np.ptp(new[skin]) < 1e-9
                alike.append(0.0 if flat else float(spearmanr(old[skin], new[skin]).statistic))
                identities.append(drawn.identities[index])
        figures = _interval("spearman", np.array(alike), np.ones(len(alike)), np.array(identities))
        absolute = round(float(np.mean(np.abs(alike))), 3)
        stages.append({"stage": stage, **figures, "absolute_spearman": absolute})
    return stages
