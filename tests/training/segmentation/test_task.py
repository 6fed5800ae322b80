from pathlib import Path

import numpy as np
import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning import loop
from consultant_app.training.learning.distributed import World
from consultant_app.training.segmentation.labels import CLASSES, HAIR, IGNORE, SKIN
from consultant_app.training.segmentation.measure import measure
from consultant_app.training.segmentation.parsing_set import ParsingSet
from consultant_app.training.segmentation.task import (
    ParsingBatch,
    ParsingSettings,
    ParsingTask,
    load,
    parsing_terms,
)

SHORT = ParsingSettings(steps=2, batch=1, save_every=2)


def scores(kind: int, sure: float = 8.0) -> torch.Tensor:
    logits = torch.zeros(1, len(CLASSES), 4, 4)
    logits[:, kind] = sure
    return logits


def loss(logits: torch.Tensor, labels: torch.Tensor, doubted: bool = False) -> torch.Tensor:
    batch = ParsingBatch(torch.zeros(1, 3, 8, 8), labels, torch.tensor([doubted]))
    return torch.stack(list(loop.normalised(parsing_terms(logits, batch), World()).values())).sum()


def test_the_right_answer_costs_little_and_the_unsaid_nothing() -> None:
    skin = torch.full((1, 8, 8), SKIN)
    assert loss(scores(SKIN), skin) < 0.1 < loss(scores(HAIR), skin)
    half = skin.clone()
    half[:, :4] = IGNORE
    wrong_above = scores(SKIN)
    wrong_above[:, :, :2] = scores(HAIR)[:, :, :2]
    assert torch.equal(loss(wrong_above, half), loss(scores(SKIN), half))


def test_a_doubted_face_may_show_hair_where_the_mesh_says_skin() -> None:
    skin = torch.full((1, 8, 8), SKIN)
    skin[:, :4] = HAIR
    trusted, doubted = (loss(scores(HAIR), skin, doubted=doubt) for doubt in (False, True))
    assert doubted < trusted


def test_a_batch_follows_seed_step_and_item_and_doubts_only_later(parsing_set: ParsingSet) -> None:
    task = ParsingTask(parsing_set, SHORT.model_copy(update={"steps": 10}))
    first, again, later = (task.draw(step, range(3)) for step in (3, 3, 5))
    assert torch.equal(first.photos, again.photos)
    assert torch.equal(first.photos[1:], task.draw(3, range(1, 3)).photos)
    assert not torch.equal(first.photos, later.photos)
    assert not first.doubted.any()
    bare = [task.draw(step, range(8)).doubted for step in range(5, 9)]
    assert torch.cat(bare).any()
    assert not torch.cat(bare).all()  # things were drawn over the others: their labels are certain


def test_a_short_run_can_be_loaded_and_measured(parsing_set: ParsingSet, tmp_path: Path) -> None:
    with pytest.raises(ConsultantError, match="Train there first"):
        load(tmp_path)
    loop.train(ParsingTask(parsing_set, SHORT), [], tmp_path / "run")
    figures = measure(load(tmp_path / "run"), parsing_set)
    assert figures["photographs"] == len(parsing_set.photos)
    assert set(figures["iou"]) == set(CLASSES)
    assert 0 <= figures["mean_iou"] < 0.9
    assert np.isfinite(figures["skin_lost"])
