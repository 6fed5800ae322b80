from pathlib import Path

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.segmentation import learn
from consultant_app.training.segmentation.labels import CLASSES, HAIR, IGNORE, SKIN
from consultant_app.training.segmentation.learn import (
    CHECKPOINT,
    ParsingSettings,
    batch_of,
    load,
    parsing_loss,
    train,
)
from consultant_app.training.segmentation.measure import measure
from consultant_app.training.segmentation.parsing_set import ParsingSet

SHORT = ParsingSettings(steps=4, batch=1, save_every=2)


def quiet(_: str) -> None:
    """No report."""


def scores(kind: int, sure: float = 8.0) -> torch.Tensor:
    logits = torch.zeros(1, len(CLASSES), 4, 4)
    logits[:, kind] = sure
    return logits


def test_the_right_answer_costs_little_and_the_unsaid_nothing() -> None:
    skin = torch.full((1, 8, 8), SKIN)
    assert parsing_loss(scores(SKIN), skin, None) < 0.1 < parsing_loss(scores(HAIR), skin, None)
    half = skin.clone()
    half[:, :4] = IGNORE
    wrong_above = scores(SKIN)
    wrong_above[:, :, :2] = scores(HAIR)[:, :, :2]
    assert torch.equal(parsing_loss(wrong_above, half, None), parsing_loss(scores(SKIN), half, None))


def test_a_doubted_face_may_show_hair_where_the_mesh_says_skin() -> None:
    skin = torch.full((1, 8, 8), SKIN)
    skin[:, :4] = HAIR
    trusted, doubted = (parsing_loss(scores(HAIR), skin, torch.tensor([doubt])) for doubt in (False, True))
    assert doubted < trusted


def test_a_batch_follows_seed_and_step(parsing_set: ParsingSet) -> None:
    first, again, later = (batch_of(parsing_set, SHORT, step)[0] for step in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, later)


def test_a_run_that_was_cut_goes_on_as_if_it_had_not_been(
    parsing_set: ParsingSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = train(parsing_set, tmp_path / "whole", SHORT, quiet).state_dict()

    def killed(data: ParsingSet, settings: ParsingSettings, step: int) -> tuple[torch.Tensor, ...]:
        if step == 3:
            raise KeyboardInterrupt
        return batch_of(data, settings, step)

    with monkeypatch.context() as patch:
        patch.setattr(learn, "batch_of", killed)
        with pytest.raises(KeyboardInterrupt):
            train(parsing_set, tmp_path / "cut", SHORT, quiet)
    assert (tmp_path / "cut" / CHECKPOINT).exists()
    again = train(parsing_set, tmp_path / "cut", SHORT, quiet).state_dict()
    assert all(torch.equal(whole[name], again[name]) for name in whole)
    with pytest.raises(ConsultantError, match="other settings"):
        train(parsing_set, tmp_path / "cut", ParsingSettings(steps=5, batch=1), quiet)


def test_an_untrained_network_is_measured_low(parsing_set: ParsingSet, tmp_path: Path) -> None:
    train(parsing_set, tmp_path, ParsingSettings(steps=1, batch=1), quiet)
    figures = measure(load(tmp_path), parsing_set)
    assert figures["photographs"] == len(parsing_set.photos)
    assert set(figures["iou"]) == set(CLASSES)
    assert figures["mean_iou"] < 0.5
