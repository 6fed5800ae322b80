"""Which learned features carry a criterion: for the people who work on the network, not for the paper.

A logit is a sum of the head's last features, each times its weight. A feature counts by |weight x mean activation|
where the criterion is drawn; one that is as active elsewhere only shifts the map, so the contrast is given too.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from torch import nn

from consultant_app.domain.photo import RGB, Map
from consultant_app.training.evaluation.attribution import passed
from consultant_app.training.evaluation.drawn import Drawn, choose
from consultant_app.training.render.scene import CHANNELS

Table = dict[str, list[dict[str, float]]]

_CELL, _LABEL = 160, 16


def head_features(
    network: nn.Module, drawn: Drawn, *, photos: int = 8, strongest: int = 5, seed: int = 0
) -> Table:
    """The strongest features of each channel's last linear layer.

    Args:
        network: The trained network.
        drawn: Rendered faces.
        photos: Photos a channel.
        strongest: Features listed a channel.
        seed: Choice of the photos.

    Returns:
        Channel -> features, the strongest first: ``feature`` (its number), ``weight``, ``activation`` (mean where
        the channel is drawn), ``elsewhere`` (mean on the other skin), ``share`` (of the sum of
        |weight x activation| over all features) and ``contrast`` (weight x (activation - elsewhere), in logits).
        Channels that are nowhere drawn as a part of the face are missing.
    """
    weights = _weights(network)
    chosen = choose(drawn, photos, seed)
    inside: dict[str, list[NDArray[np.float32]]] = {name: [] for name in drawn.channels}
    outside: dict[str, list[NDArray[np.float32]]] = {name: [] for name in drawn.channels}
    for index, fine in _fine_features(network, drawn, chosen):
        skin = drawn.skin_of(index)
        for channel, name in enumerate(drawn.channels):
            if index in chosen[name]:
                mask = drawn.mask(index, channel)
                inside[name].append(fine[:, mask].mean(axis=1))
                outside[name].append(fine[:, skin & ~mask].mean(axis=1))
    return {
        name: _strongest(
            weights[CHANNELS.index(name)], np.mean(inside[name], axis=0), np.mean(outside[name], axis=0), strongest
        )
        for name in drawn.channels
        if inside[name]
    }


def _weights(network: nn.Module) -> NDArray[np.float32]:
    """Weights of the last convolution, [C, W]."""
    out: NDArray[np.float32] = network.get_parameter("out.weight").detach()[:, :, 0, 0].numpy()
    return out


def _fine_features(
    network: nn.Module, drawn: Drawn, chosen: dict[str, list[int]]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The head's last features [W, 160, 160] of every chosen photo, once each."""
    for index in sorted({index for found in chosen.values() for index in found}):
        yield index, passed(network, np.array(drawn.photos[index])).fine[0].detach().numpy()


def _strongest(
    weight: NDArray[np.float32], active: NDArray[np.float32], elsewhere: NDArray[np.float32], count: int
) -> list[dict[str, float]]:
    strength = np.abs(weight * active)
    return [
        {
            "feature": float(index),
            "weight": round(float(weight[index]), 4),
            "activation": round(float(active[index]), 4),
            "elsewhere": round(float(elsewhere[index]), 4),
            "share": round(float(strength[index] / max(float(strength.sum()), 1e-9)), 4),
            "contrast": round(float(weight[index] * (active[index] - elsewhere[index])), 4),
        }
        for index in np.argsort(-strength, kind="stable")[:count]
    ]


def features_sheet(network: nn.Module, drawn: Drawn, table: Table, *, seed: int = 0) -> RGB:
    """One row a channel: a photo, what is drawn, the evidence, and the strongest features times their weights.

    Features are shown around grey: brighter speaks for the channel, darker against it, one scale a row. The
    sheet shows licensed faces and must not be committed.

    Returns:
        uint8 [rows, columns, 3].
    """
    weights = _weights(network)
    chosen = choose(drawn, 1, seed)
    rows = []
    for channel, name in enumerate(drawn.channels):
        if name not in table:
            continue
        index = chosen[name][0]
        photo = np.array(drawn.photos[index])
        seen = passed(network, photo)
        numbers = [int(feature["feature"]) for feature in table[name]]
        answer = CHANNELS.index(name)
        parts = [weights[answer, n] * seen.fine[0, n].detach().numpy() for n in numbers]
        scale = max(float(np.quantile(np.abs(parts), 0.99)), 1e-6)
        cells = [_labelled(photo, name), _labelled(_grey(drawn.truth[index, channel] / 255), "drawn")]
        cells.append(_labelled(_grey(seen.evidence[answer]), "evidence"))
        for number, part in zip(numbers, parts, strict=True):
            cells.append(_labelled(_grey(0.5 + part / (2 * scale)), f"feature {number}"))
        rows.append(np.hstack(cells))
    return np.vstack(rows)


def _grey(values: NDArray[np.float32] | Map) -> RGB:
    levels = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
    return np.repeat(levels[..., None], 3, axis=2)


def _labelled(image: RGB, text: str) -> RGB:
    small = cv2.resize(image, (_CELL, _CELL), interpolation=cv2.INTER_AREA)
    strip = np.zeros((_LABEL, _CELL, 3), np.uint8)
    cv2.putText(strip, text, (3, _LABEL - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (255, 255, 255), 1, cv2.LINE_AA)
    return np.vstack([strip, small]).astype(np.uint8)
