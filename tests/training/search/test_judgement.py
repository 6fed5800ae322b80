from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from consultant_app.domain.criteria import FACE_ZONES
from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data.dataset import Fact, RenderedSet
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.evaluation.graded import GradedFace
from consultant_app.training.render.scene import CHANNELS
from consultant_app.training.search import judgement
from consultant_app.training.search.judgement import Judge
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.space import JudgeSettings

SIDE = 64
CELLS = SIDE // 4


def faces(count: int = 8, scales: tuple[float, float] = (3.0, 3.0)) -> RenderedSet:
    """Faces whose zones are stripes; every zone's truth is one level, and the first red value says it too."""
    random = np.random.default_rng(3)
    stripe = np.arange(CELLS) % len(FACE_ZONES)
    zones = np.broadcast_to((1 << stripe).astype(np.uint16), (count, CELLS, CELLS))
    level = random.integers(20, 230, (count, 1, CELLS)).astype(np.uint8)
    truth = np.broadcast_to(level[:, None], (count, len(CHANNELS), CELLS, CELLS))
    photos = np.broadcast_to(level[:, :, :, None], (count, CELLS, CELLS, 3)).repeat(4, axis=1).repeat(4, axis=2)
    kinds = ["absolute" if index % 2 == 0 else "increment" for index in range(count)]
    return RenderedSet(
        photos=np.stack([photos, photos], axis=1),
        truth=truth,
        weight=truth,
        skin=np.full((count, CELLS, CELLS), 255, np.uint8),
        zones=zones,
        facts=tuple(Fact(f"face {i}", kind, scales, 20.0, None) for i, kind in enumerate(kinds)),
        digests={},
    )


class Reads(nn.Module):
    """Evidence is what the photo says, changed by ``then(level, camera)``."""

    def __init__(self, then: Callable[[Tensor, Tensor], Tensor]) -> None:
        super().__init__()
        self.then = then

    def forward(self, x: Tensor) -> SimpleNamespace:
        level = (x[:, :1, ::4, ::4] * 128 + 127) / 255
        camera = torch.arange(len(x)).reshape(-1, 1, 1, 1).float()
        logits = torch.logit(self.then(level, camera).clamp(0.001, 0.999))
        return SimpleNamespace(logits=logits.expand(-1, len(CHANNELS), -1, -1))


def judged(then: Callable[[Tensor, Tensor], Tensor], **settings: float) -> Judgement:
    return Judge([faces()], None, JudgeSettings.model_validate(settings))(Reads(then))


def test_perfect_evidence_reaches_one() -> None:
    found = judged(lambda level, _: level)
    assert found.rendered == pytest.approx(1)
    assert found.repeatability == pytest.approx(1, abs=1e-4)
    assert found.graded is None
    assert found.score == pytest.approx(1, abs=1e-4)
    assert found.figures().keys() == {"rendered", "repeatability", "score"}


def test_evidence_that_ranks_alike_but_differs_between_the_cameras_is_not_repeatable() -> None:
    found = judged(lambda level, camera: 0.5 * level + 0.4 * camera)
    assert found.repeatability < 0.5
    assert found.rendered < 1


def test_evidence_that_does_not_vary_agrees_with_nothing() -> None:
    found = judged(lambda level, _: 0 * level + 0.3)
    assert (found.rendered, found.repeatability, found.score) == (0, 0, 0)


def test_faces_too_far_away_do_not_count() -> None:
    near_once = Judge([faces(scales=(3.0, 0.1))], None, JudgeSettings())
    found = near_once(Reads(lambda level, camera: level * (1 - camera)))
    # The far camera, which shows nothing, is not looked at.
    assert found.rendered == pytest.approx(1)
    assert found.repeatability == 0


def test_graded_photographs_are_looked_at_where_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    graded = [SimpleNamespace(grade=float(grade % 4)) for grade in range(12)]
    monkeypatch.setattr(judgement, "graded_faces", lambda _engine, _folder: (graded, []))

    def seen(_engine: Engine, face: GradedFace) -> float:
        return 0.1 * face.grade

    monkeypatch.setattr(judgement, "blemish_evidence", seen)
    found = Judge([faces()], tmp_path, JudgeSettings())(Reads(lambda level, _: level))
    assert found.graded == pytest.approx(1)


def test_only_as_many_faces_as_wanted_are_looked_at() -> None:
    network = Reads(lambda level, _: level)
    calls: list[int] = []
    network.register_forward_hook(lambda *_: calls.append(1))
    Judge([faces(), faces()], None, JudgeSettings(faces=3))(network)
    assert len(calls) == 3


def test_sets_without_two_cameras_are_refused() -> None:
    data = faces(2)
    only_increments = RenderedSet(
        data.photos, data.truth, data.weight, data.skin, data.zones,
        tuple(Fact("face", "increment", (3.0, 3.0), 20.0, None) for _ in range(2)), {},
    )  # fmt: skip
    with pytest.raises(ConsultantError, match="--split holdout"):
        Judge([only_increments], None, JudgeSettings())
