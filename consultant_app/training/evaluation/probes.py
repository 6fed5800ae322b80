"""The single numbers behind the explanation row: one map, one channel, one photo at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from consultant_app.domain.photo import Map
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.evaluation.attribution import Pass, evidence_of, grad_cams, passed
from consultant_app.training.evaluation.classical import maps as classical_maps
from consultant_app.training.evaluation.deletion import (
    Window,
    curve,
    extremes,
    order_of,
    smoothed_skin,
    window_around,
)
from consultant_app.training.evaluation.drawn import Drawn
from consultant_app.training.evaluation.frame import Mask, zones_of_bits
from consultant_app.training.evaluation.localisation import average_precision, pointing
from consultant_app.training.render.scene import CHANNELS

_LEAST_EFFECT = 1e-3
"""Evidence that smoothing the whole window must take away, or there is no answer to explain."""


@dataclass(frozen=True, slots=True)
class Row:
    """One number.

    Attributes:
        channel: What was drawn.
        measure: ``pointing``, ``auprc``, ``deletion`` or ``insertion``.
        method: Whose map: ``evidence``, ``gradcam_encoder``, ``gradcam_head``, ``classical``; ``random`` and
            ``chance`` are what none would reach.
        identity: Whose face.
        photo: Number of the photo.
        value: The number; for the curves its area above the smoothed window's evidence, in evidence.
        weight: 1; for the curves the evidence that smoothing takes away, so that ``sum(value) / sum(weight)`` is
            a share of the answer.
    """

    channel: str
    measure: str
    method: str
    identity: str
    photo: int
    value: float
    weight: float = 1.0


def probe(
    network: nn.Module, drawn: Drawn, chosen: dict[str, list[int]], perturbed: int, seed: int
) -> Iterator[Row]:
    """Every number, photo by photo, so that only one photo's features are held at a time.

    Args:
        network: The trained network; its parameters are set to need no gradient.
        drawn: The faces.
        chosen: Channel -> photos to look at.
        perturbed: How many of them, a channel, are also looked at with parts replaced.
        seed: Breaks ties and draws the random orders.
    """
    network.requires_grad_(False)
    for index in sorted({index for found in chosen.values() for index in found}):
        photo, skin = np.array(drawn.photos[index]), drawn.skin_of(index)
        seen, smooth = passed(network, photo), smoothed_skin(photo, skin)
        wanted = {_criterion_of(name) for name, found in chosen.items() if index in found}
        simple = classical_maps(photo, skin, zones_of_bits(np.asarray(drawn.zones[index])), wanted)
        for channel, name in enumerate(drawn.channels):
            if index not in chosen[name]:
                continue
            random = np.random.default_rng((seed, index, channel))
            answer = CHANNELS.index(name)
            heats = _heats(seen, answer, skin, simple.get(_criterion_of(name)))
            mask, identity = drawn.mask(index, channel), drawn.identities[index]
            located = _located(heats, mask, skin, random)
            yield from (Row(name, measure, method, identity, index, value) for measure, method, value in located)
            if index in chosen[name][:perturbed]:
                window = window_around(photo, smooth, skin, mask)
                for measure, method, value, weight in _disturbed(
                    _answers(network, channel), heats, window, random
                ):
                    yield Row(name, measure, method, identity, index, value, weight)


def _heats(seen: Pass, channel: int, skin: Mask, simple: Map | None) -> dict[str, Map]:
    deep, fine = grad_cams(seen, channel, skin)
    heats = {"evidence": seen.evidence[channel], "gradcam_encoder": deep, "gradcam_head": fine}
    return heats if simple is None else {**heats, "classical": simple}


def _located(
    heats: dict[str, Map], mask: Mask, skin: Mask, random: np.random.Generator
) -> Iterator[tuple[str, str, float]]:
    """Pointing and precision-recall of every map, and what chance reaches."""
    expected = 0.0
    for method, heat in heats.items():
        hit, expected = pointing(heat, mask, skin, random)
        yield "pointing", method, hit
        yield "auprc", method, average_precision(heat, mask, skin)
    yield "pointing", "chance", expected
    yield "auprc", "chance", float(mask[skin].mean())


def _disturbed(
    answers: Callable[[NDArray[np.uint8]], NDArray[np.float32]],
    heats: dict[str, Map],
    window: Window,
    random: np.random.Generator,
) -> Iterator[tuple[str, str, float, float]]:
    """Deletion and insertion in the order of every map of the network, and in random order."""
    orders = {
        method: order_of(window.cut(heat), window.skin, random)
        for method, heat in heats.items()
        if method != "classical"
    }
    orders["random"] = order_of(np.zeros(window.skin.shape, np.float32), window.skin, random)
    ends = extremes(answers, window, orders["random"])
    effect = ends[0] - ends[1]
    if effect < _LEAST_EFFECT:
        return
    for method, order in orders.items():
        areas = curve(answers, window, order, ends)
        for measure, area in zip(("deletion", "insertion"), areas, strict=True):
            yield measure, method, area - ends[1], effect


def _criterion_of(channel: str) -> str:
    """A criterion that is read from the channel; the line criteria share one classical map."""
    return next((key for key, name in CHANNEL_OF.items() if name == channel), channel)


def _answers(network: nn.Module, channel: int) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    def answers(photos: NDArray[np.uint8]) -> NDArray[np.float32]:
        return evidence_of(network, photos)[:, channel]

    return answers
