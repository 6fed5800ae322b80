"""How far the classical measures get where the model is judged: on rendered truth and on graded photographs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import RGB
from consultant_app.training.data.severity import CHANNEL_OF, zone_means
from consultant_app.training.evaluation.classical import CRITERIA_MEASURED, local_redness, zone_measures
from consultant_app.training.evaluation.drawn import Drawn, every_identity_in_turn
from consultant_app.training.evaluation.frame import Mask, frame_of, gaussian, pixels, zones_of_bits
from consultant_app.training.evaluation.statistics import Figures, Floats, Picks, estimate, spearman

_REACHES_MM = (3.0, 6.0, 10.0, 15.0)
_LIMITS = (1.0, 2.0, 3.0)
_SPLITS = 100


def baseline_agreement(
    drawn: Drawn, evidence: NDArray[np.float32] | None = None, *, most: int = 60, seed: int = 0
) -> dict[str, Figures]:
    """Spearman of the classical measures with the drawn truth, zone by zone, beside the model's on the same zones.

    Both are compared with the zone's mean truth, of which a grade is a rising function; the model's number is
    the zone's mean evidence, which its grade is read from. Nothing is fitted.

    Args:
        drawn: Rendered faces of held-out identities.
        evidence: The model's maps float32 [N, C, 160, 160], 0..1, in the order of ``drawn.channels``.
        most: Photos looked at, every identity in turn; a photo takes about a second.
        seed: Order of the photos and draws of the intervals.

    Returns:
        Criterion -> ``zones``, ``photos``, ``identities``, ``classical`` and, with ``evidence``, ``model`` and
        ``gain`` (model minus classical on the same draws), each with ``_low`` and ``_high``, 95 % over
        identities. A criterion whose channel is not drawn is missing.
    """
    rows: dict[str, list[tuple[float, float, float, int]]] = {key: [] for key in CRITERIA_MEASURED}
    for index in every_identity_in_turn(drawn, seed)[:most]:
        for key, found in _zone_rows(drawn, evidence, index).items():
            rows[key] += [(*row, index) for row in found]
    return {key: _agreement(drawn, found, evidence is not None) for key, found in rows.items() if found}


def _zone_rows(
    drawn: Drawn, evidence: NDArray[np.float32] | None, index: int
) -> dict[str, list[tuple[float, float, float]]]:
    """Truth, classical measure and mean evidence of every visible zone of one photo, by criterion."""
    skin, bits = drawn.skin_of(index), np.asarray(drawn.zones[index])
    wanted = [key for key in CRITERIA_MEASURED if CHANNEL_OF[key] in drawn.channels]
    simple = zone_measures(np.array(drawn.photos[index]), skin, zones_of_bits(bits), wanted)
    means: dict[str, tuple[dict[Zone, float], dict[Zone, float]]] = {}
    out = {}
    for key, by_zone in simple.items():
        name = CHANNEL_OF[key]
        if name not in means:
            channel = drawn.channels.index(name)
            truth = drawn.truth[index, channel].astype(np.float32) / 255
            seen = truth if evidence is None else evidence[index, channel]
            means[name] = zone_means(truth, skin, bits), zone_means(seen, skin, bits)
        truths, answers = means[name]
        there = [zone for zone in CRITERIA[key].zones if zone in truths and zone in by_zone]
        out[key] = [(truths[zone], by_zone[zone], answers[zone]) for zone in there]
    return out


def _agreement(drawn: Drawn, rows: list[tuple[float, float, float, int]], with_model: bool) -> Figures:
    truth, simple, model, photo = (np.array(column) for column in zip(*rows, strict=True))
    identities = np.array([drawn.identities[int(index)] for index in photo])

    def rank(picks: Picks) -> float:
        return spearman(simple[picks], truth[picks])

    def model_rank(picks: Picks) -> float:
        return spearman(model[picks], truth[picks])

    def gain(picks: Picks) -> float:
        return model_rank(picks) - rank(picks)

    out: Figures = {"zones": len(truth), "photos": len(set(photo)), "identities": len(set(identities))}
    out |= estimate(rank, identities).named("classical")
    if with_model:
        out |= estimate(model_rank, identities).named("model") | estimate(gain, identities).named("gain")
    return out


def blemish_settings(face: RGB, skin: Mask) -> dict[str, float]:
    """Classical blemish measures of one face in every setting that is tried.

    The share of the skin whose a* stands out from its surroundings (four reaches, three limits), how far it
    stands out on average (four reaches), and the density of red blobs by the Laplacian of Gaussian (four sizes).

    Args:
        face: The aligned crop, uint8 [640, 640, 3].
        skin: bool [640, 640] or [160, 160].
    """
    frame = frame_of(face, skin, {})
    a_star, where = frame.lab[..., 1], frame.skin
    count = max(1, int(where.sum()))
    out = {}
    for reach in _REACHES_MM:
        local = local_redness(a_star, where, reach)[where]
        out[f"mean excess of a* over {reach:g} mm"] = float(np.clip(local, 0, None).sum()) / count
        for limit in _LIMITS:
            out[f"share of a* over {reach:g} mm beyond {limit:g}"] = float((local > limit).sum()) / count
    for size in (0.8, 1.3, 2.0, 3.0):
        # A difference of Gaussians stands for the Laplacian (Lowe 2004).
        blob = gaussian(a_star, pixels(size)) - gaussian(a_star, 1.6 * pixels(size))
        out[f"red blobs of {size:g} mm beyond 0.5"] = float((blob[where] > 0.5).sum()) / count
    return out


def blemish_baselines(
    faces: Sequence[tuple[RGB, Mask]], grades: ArrayLike, identities: ArrayLike | None = None, *, seed: int = 0
) -> dict[str, Any]:
    """Agreement of the classical blemish measures with an expert, with an open choice of the setting.

    The best setting is chosen on the photographs it is reported on, so it is flattered by the choice;
    ``chosen_apart`` is what is left when it is chosen on a random half and judged on the other.

    Args:
        faces: Aligned crop and skin of every photograph.
        grades: The expert's grades, [N].
        identities: Group of each photograph for the intervals; each its own when left out.
        seed: Draws of the halves.

    Returns:
        ``settings_tried``, ``best`` (its name), ``spearman`` with ``_low`` and ``_high`` (best setting),
        ``chosen_apart`` (mean over random halves), ``by_setting`` (name -> Spearman) and ``values`` (the best
        setting's measure of each photograph, for differences on the same draws).
    """
    found = [blemish_settings(face, skin) for face, skin in faces]
    names = list(found[0])
    table = np.array([[row[name] for name in names] for row in found])
    truth = np.asarray(grades, np.float64)
    groups = np.arange(len(truth)) if identities is None else np.asarray(identities)
    by_setting = [spearman(column, truth) for column in table.T]
    best = int(np.argmax(by_setting))

    def rank(picks: Picks) -> float:
        return spearman(table[picks, best], truth[picks])

    return {
        "settings_tried": len(names),
        "best": names[best],
        **estimate(rank, groups).named("spearman"),
        "chosen_apart": round(_chosen_apart(table, truth, np.random.default_rng(seed)), 3),
        "by_setting": {name: round(value, 3) for name, value in zip(names, by_setting, strict=True)},
        "values": [float(value) for value in table[:, best]],
    }


def _chosen_apart(table: Floats, truth: Floats, random: np.random.Generator) -> float:
    """Mean agreement on one random half of the setting that was best on the other."""
    reached = []
    for _ in range(_SPLITS):
        order = random.permutation(len(truth))
        chooses, judges = order[: len(order) // 2], order[len(order) // 2 :]
        best = int(np.argmax([spearman(column, truth[chooses]) for column in table[chooses].T]))
        reached.append(spearman(table[judges, best], truth[judges]))
    return float(np.nanmean(reached))
