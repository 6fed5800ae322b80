"""Measure what a trial is judged by (see ``score``) on held-out faces and graded photographs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.data.severity import CHANNEL_OF, zone_means
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.graded import GradedFace, graded_faces
from consultant_app.training.evaluation.places import judged_pairs
from consultant_app.training.evaluation.statistics import icc21, spearman
from consultant_app.training.learning.network import preprocess
from consultant_app.training.release.calibrate import SMALLEST_SCALE, look
from consultant_app.training.render.scene import CHANNELS
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.space import JudgeSettings

_FEWEST = 5
"""Zones of a criterion below which its rank correlation is not said."""


@dataclass(frozen=True, eq=False)
class ZonePair:
    """One zone of one held-out face under both cameras.

    Attributes:
        truth: Mean rendered truth, 0..1.
        evidence: Mean evidence under each camera, 0..1; ``nan`` where the face was too far away for the criterion.
    """

    truth: float
    evidence: tuple[float, float]


class Judge:
    """Measures networks on the same held-out faces and graded photographs.

    Args:
        sets: Rendered sets of held-out identities.
        graded: Folder of graded photographs; ``None`` for none.
        settings: What weighs how much.

    Raises:
        ConsultantError: the sets hold no skin seen by two cameras, or the folder no grades.
    """

    def __init__(self, sets: Sequence[RenderedSet], graded: Path | None, settings: JudgeSettings) -> None:
        self._settings = settings
        self._faces = judged_pairs(sets, settings.faces)
        self._graded: list[GradedFace] = []
        if graded is not None:
            self._graded, _ = graded_faces(_engine(nn.Identity()), graded)

    def __call__(self, network: nn.Module) -> Judgement:
        """Judge a network that is ready to evaluate."""
        pairs: dict[str, list[ZonePair]] = {key: [] for key in CHANNEL_OF}
        for data, index in self._faces:
            for key, found in zone_pairs(network, data, index).items():
                pairs[key] += found
        graded = None
        if self._graded:
            engine = _engine(network)
            seen = np.array([blemish_evidence(engine, face) for face in self._graded])
            graded = _defined(spearman(seen, np.array([face.grade for face in self._graded])))
        return Judgement.of(rendered_agreement(pairs), graded, camera_agreement(pairs), self._settings)


def _engine(network: nn.Module) -> Engine:
    return Engine(partial(look, network), {}, FaceFinder(resource("models", "face")), VisibleSkin())


def blemish_evidence(engine: Engine, face: GradedFace) -> float:
    """Mean blemish evidence over the visible skin, as the product pools it; 0 where nothing is visible."""
    pooled = engine.pool(face.located)
    return pooled["blemishes"].whole.mean if "blemishes" in pooled else 0.0


def zone_pairs(network: nn.Module, data: RenderedSet, index: int) -> dict[str, list[ZonePair]]:
    """Every scored zone of one face, criterion by criterion."""
    skin, bits = data.skin[index] > 127, np.array(data.zones[index])
    truth = data.truth[index].astype(np.float32) / 255
    maps = _evidence(network, np.array(data.photos[index]))
    scales = data.facts[index].scales
    pairs: dict[str, list[ZonePair]] = {}
    for key, name in CHANNEL_OF.items():
        channel = CHANNELS.index(name)
        drawn, *seen = (zone_means(m[channel], skin, bits) for m in (truth, *maps))
        near = [scale >= SMALLEST_SCALE[key] for scale in scales]
        pairs[key] = [
            ZonePair(
                drawn[zone],
                (seen[0][zone] if near[0] else float("nan"), seen[1][zone] if near[1] else float("nan")),
            )
            for zone in CRITERIA[key].zones
            if zone in drawn
        ]
    return pairs


def _evidence(network: nn.Module, photos: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Evidence [2, C, S / 4, S / 4] of both photographs of a face, uint8 [2, S, S, 3], in one pass."""
    tensor = torch.from_numpy(photos).permute(0, 3, 1, 2)
    with torch.inference_mode():
        out: NDArray[np.float32] = torch.sigmoid(network(preprocess(tensor)).logits).numpy()
    return out


def rendered_agreement(pairs: dict[str, list[ZonePair]]) -> float:
    """Mean over the criteria of the rank correlation of evidence with truth."""
    found = []
    for zones in pairs.values():
        truth = np.array([zone.truth for zone in zones for _ in (0, 1)])
        seen = np.array([value for zone in zones for value in zone.evidence])
        kept = np.isfinite(seen)
        # Truth that does not vary (a criterion that these faces do not show) can be ranked by no network.
        if kept.sum() >= _FEWEST and np.unique(truth[kept]).size > 1:
            found.append(_defined(spearman(seen[kept], truth[kept])))
    return float(np.mean(found)) if found else 0.0


def camera_agreement(pairs: dict[str, list[ZonePair]]) -> float:
    """Mean over the criteria of ICC(2,1) between the two cameras."""
    tables = [np.array([zone.evidence for zone in zones]).reshape(-1, 2) for zones in pairs.values()]
    complete = [table[np.isfinite(table).all(axis=1)] for table in tables]
    found = [_defined(icc21(table)) for table in complete if len(table) > 1]
    return float(np.mean(found)) if found else 0.0


def _defined(value: float) -> float:
    return value if np.isfinite(value) else 0.0
