"""What is drawn on top of what a face shows already: the truth that very old faces leave to us.

A face that keeps lines of its own through the cleaning has no absolute truth, but what is added to it is known.
Amounts add up, and an amount is the square of evidence: the square seen after, less the one seen before, is held
against the square of what was drawn.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.photo import Map
from consultant_app.imaging.evidence import ScoredArea
from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.evaluation.cases import area_of
from consultant_app.training.evaluation.engine import Engine, pool, sharp_enough
from consultant_app.training.evaluation.statistics import Figures, estimate, pearson
from consultant_app.training.render.scene import CHANNELS

_FEWEST_ZONES = 12

Row = tuple[str, float, float]
"""Identity, added amount as seen, added amount as drawn: mean squares over a zone."""


def increments(engine: Engine, sets: Sequence[RenderedSet], most: int) -> dict[str, Figures]:
    """Agreement of added with drawn amounts on faces shown untouched first.

    Args:
        engine: The model; curves are not needed.
        sets: Rendered sets of held-out identities.
        most: Most pairs that are looked at.

    Returns:
        Criterion -> ``zones``, ``identities``, ``r`` with its interval over identities; without criteria that too
        few zones show.
    """
    pairs = [(data, i) for data in sets for i, fact in enumerate(data.facts) if fact.kind == "increment"][:most]
    rows: dict[str, list[Row]] = {}
    for data, index in pairs:
        for key, found in _zones_of(engine, data, index).items():
            rows.setdefault(key, []).extend(found)
    return {key: _figures(rows[key]) for key in CRITERIA if len(rows.get(key, ())) >= _FEWEST_ZONES}


def _figures(rows: Sequence[Row]) -> Figures:
    who = [identity for identity, _, _ in rows]
    seen, drawn = (np.array([row[place] for row in rows]) for place in (1, 2))
    return {
        "zones": len(rows),
        "identities": len(set(who)),
        **estimate(lambda i: pearson(seen[i], drawn[i]), who).named("r"),
    }


def _zones_of(engine: Engine, data: RenderedSet, index: int) -> dict[str, list[Row]]:
    fact = data.facts[index]
    area = area_of(data.skin[index] > 127, np.asarray(data.zones[index]))
    before, after = (engine.look(np.ascontiguousarray(photo)).maps for photo in data.photos[index])
    truth = data.truth[index].astype(np.float32) / 255
    drawn = _amounts(dict(zip(CHANNELS, truth, strict=True)), area)
    first, second = (_amounts(maps, area) for maps in (before, after))
    who = fact.identity.split("+", maxsplit=1)[0]
    return {
        key: [(who, second[key][zone] - first[key][zone], drawn[key][zone]) for zone in drawn[key]]
        for key in CHANNEL_OF
        if key in drawn and all(sharp_enough(key, scale) for scale in fact.scales)
    }


def _amounts(maps: Mapping[str, Map], area: ScoredArea) -> dict[str, dict[Zone, float]]:
    """Criterion -> zone -> mean square of its map."""
    pooled = pool({name: np.square(values) for name, values in maps.items()}, area)
    return {key: {zone: part.mean for zone, part in found.zones.items()} for key, found in pooled.items()}
