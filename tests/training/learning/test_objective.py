from dataclasses import fields

import pytest
import torch
from torch import Tensor, nn

from consultant_app.training.learning.batches import Batch
from consultant_app.training.learning.network import Prediction
from consultant_app.training.learning.objective import CELL, Scales, Term, Weights, terms

COUNT, CHANNELS, MAP = 4, 3, 2 * CELL
RARITY = torch.tensor([0.5, 2.0, 6.0])
TOP = torch.tensor([0.2, 0.5, 0.8])
SHAPE = (COUNT, 2, CHANNELS, MAP, MAP)


class Fixed(nn.Module):
    """A network that says what it is told to."""

    def __init__(self, logits: Tensor, log_variance: Tensor | None = None) -> None:
        super().__init__()
        cells = (*SHAPE[:3], MAP // CELL, MAP // CELL)
        self.logits = nn.Parameter(logits.expand(SHAPE).clone())
        self.log_variance = nn.Parameter(torch.zeros(cells) if log_variance is None else log_variance)

    def forward(self, _: Tensor) -> Prediction:
        return Prediction(self.logits.flatten(0, 1), self.log_variance.flatten(0, 1))


def random(*shape: int, seed: int = 1) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed))


def batch_of(truth: Tensor, increment: bool | list[bool], trust: float = 1.0, clear: float = 0.0) -> Batch:
    flags = torch.tensor(increment).expand(COUNT)
    shape = (COUNT, CHANNELS, MAP, MAP)
    photos = torch.zeros(COUNT, 2, 3, 4 * MAP, 4 * MAP)
    known = torch.full((COUNT, CHANNELS), clear)
    return Batch(photos, truth.expand(shape), torch.full(shape, trust), torch.ones(COUNT, MAP, MAP), flags, known)


def gradients(term: Term, network: Fixed) -> tuple[Tensor, Tensor]:
    """Gradients of a term to the logits and to the log-variance; nothing where it does not reach."""
    wanted = (network.logits, network.log_variance)
    if not term.total.requires_grad:
        return torch.zeros_like(wanted[0]), torch.zeros_like(wanted[1])
    got = torch.autograd.grad(term.total, wanted, allow_unused=True, retain_graph=True)
    return tuple(torch.zeros_like(w) if g is None else g for g, w in zip(got, wanted, strict=True))  # type: ignore[return-value]


def part(name: str, network: Fixed, batch: Batch) -> Term:
    return terms(network, batch, Scales(RARITY, TOP), Weights())[name]


def mixed(seed: int = 1) -> tuple[Fixed, Batch]:
    """Pairs of both kinds, everything at random."""
    truth = random(COUNT, CHANNELS, MAP, MAP, seed=seed) * (random(COUNT, 1, MAP, MAP, seed=seed + 1) < 0.3)
    batch = batch_of(truth, [False, True, True, False], trust=0.4)
    batch.clear = (random(COUNT, CHANNELS, seed=seed + 5) < 0.5).float()
    batch.skin = (random(COUNT, MAP, MAP, seed=seed + 2) < 0.8).float()
    variance = 2 * random(*SHAPE[:3], MAP // CELL, MAP // CELL, seed=seed + 3) - 4
    return Fixed(4 * random(*SHAPE, seed=seed + 4) - 3, variance), batch


def test_evidence_is_best_when_it_is_what_was_drawn() -> None:
    truth = random(COUNT, CHANNELS, MAP, MAP) * 0.9 + 0.05
    batch, right = batch_of(truth, False), Fixed(torch.logit(truth)[:, None])
    term = part("evidence", right, batch)
    assert gradients(term, right)[0].abs().max() < 1e-5
    for step in (-0.2, 0.2):
        assert part("evidence", Fixed(torch.logit(truth)[:, None] + step), batch).total > term.total


def test_what_is_drawn_is_always_trusted_and_what_is_not_only_as_far_as_the_face_is_clean() -> None:
    truth = torch.zeros(COUNT, CHANNELS, MAP, MAP)
    truth[:, :, :CELL] = 1.0
    network = Fixed(torch.zeros(1))
    seen = gradients(part("evidence", network, batch_of(truth, False, trust=0.0)), network)[0]
    assert seen[..., CELL:, :].abs().max() == 0
    rare = (1 + RARITY)[None, None, :, None, None]
    assert torch.allclose(seen[..., :CELL, :], (-0.5 * rare).expand(COUNT, 2, CHANNELS, CELL, MAP))
    assert gradients(part("evidence", network, batch_of(truth, True)), network)[0].abs().max() == 0


def test_an_untouched_face_teaches_nothing_before_and_what_was_drawn_after_where_it_is_known_to_be_clear() -> None:
    network = Fixed(torch.zeros(1))
    batch = batch_of(torch.full((1,), 0.8), True, clear=1.0)
    batch.clear[:, 0] = 0.0
    before, after = gradients(part("evidence", network, batch), network)[0].unbind(1)
    assert before[:, 0].abs().max() == after[:, 0].abs().max() == 0  # not known to be clear
    assert torch.allclose(before[:, 1:], torch.tensor(0.5))
    rare = (1 + 0.8 * RARITY[1:])[:, None, None]
    assert torch.allclose(after[:, 1:], (-0.3 * rare).expand_as(after[:, 1:]), rtol=1e-5)
    batch.skin[:] = 0
    assert gradients(part("evidence", network, batch), network)[0].abs().max() == 0


def test_the_normaliser_counts_the_weights() -> None:
    truth = torch.ones(COUNT, CHANNELS, MAP, MAP)
    count = part("evidence", Fixed(torch.zeros(1)), batch_of(truth, False, trust=0.0)).count
    assert count.item() == pytest.approx(COUNT * 2 * MAP * MAP * float((1 + RARITY).sum()))


def test_amounts_add_up_on_an_untouched_face() -> None:
    logits = torch.logit(torch.tensor([0.3, 0.5]))[None, :, None, None, None]
    batch, network = batch_of(torch.full((1,), 0.4), True), Fixed(logits)
    first, second = gradients(part("increment", network, batch), network)[0].unbind(1)
    assert first.abs().max() == 0  # what was there before is not what is taught
    assert second.abs().max() < 1e-5
    lower = Fixed(logits - 0.5)
    assert (gradients(part("increment", lower, batch), lower)[0][:, 1] != 0).all()


def test_increments_are_asked_of_visible_skin_of_increments_alone() -> None:
    network, batch = mixed()
    grown = gradients(part("increment", network, batch), network)[0][:, 1]
    assert grown[[0, 3]].abs().max() == 0
    hidden = (batch.skin == 0)[:, None].expand_as(grown)
    assert grown[hidden].abs().max() == 0
    assert grown[1:3].abs().max() > 0


def test_two_cameras_agree_at_no_cost_and_differ_at_some() -> None:
    same = Fixed(random(COUNT, 1, CHANNELS, MAP, MAP))
    batch = batch_of(torch.full((1,), 0.5), False)
    assert part("agreement", same, batch).total == 0
    other = Fixed(torch.tensor([-1.0, 1.0])[None, :, None, None, None])
    assert part("agreement", other, batch).total > 0


def test_agreement_is_not_asked_where_an_increment_was_drawn() -> None:
    truth = torch.zeros(COUNT, CHANNELS, MAP, MAP)
    truth[:, :, :CELL, :CELL] = 0.05
    logits = torch.zeros(SHAPE)
    logits[:, 1, :, :CELL, :CELL] = 2.0
    assert part("agreement", Fixed(logits), batch_of(truth, True)).total == 0
    assert part("agreement", Fixed(logits), batch_of(truth, False)).total > 0
    logits[:, 1, :, CELL:, CELL:] = 2.0
    assert part("agreement", Fixed(logits), batch_of(truth, True)).total > 0


def test_the_mean_over_trusted_skin_is_asked_for_in_units_of_the_scale() -> None:
    truth = torch.zeros(COUNT, CHANNELS, MAP, MAP)
    truth[..., :CELL] = 0.6
    batch = batch_of(truth, [False, False, True, True])
    batch.skin[:, CELL:] = 0
    spread = Fixed(torch.logit(torch.tensor([0.3, 0.4]))[None, :, None, None, None])
    term = part("grade", spread, batch)
    assert float(term.count) == 2 * 2 * CHANNELS
    assert float(term.total.detach()) == pytest.approx(2 * float((0.1 / TOP).square().sum()), rel=1e-4)
    to_evidence = gradients(term, spread)[0]
    assert to_evidence[2:].abs().max() == 0
    assert (to_evidence[:2, 1, :, :CELL] > 0).all()
    assert to_evidence[..., CELL:, :].abs().max() == 0
    steady = part("steady", spread, batch)
    assert float(steady.total.detach()) == pytest.approx(2 * float((0.1 / TOP).square().sum()), rel=1e-4)


def test_a_crop_with_hardly_any_trusted_skin_is_asked_for_no_mean() -> None:
    batch = batch_of(torch.zeros(COUNT, CHANNELS, MAP, MAP), False)
    batch.skin[:] = 0
    batch.skin[:, 0, :10] = 1
    term = part("grade", Fixed(torch.zeros(1)), batch)
    assert term.count == term.total == 0


def test_doubt_is_best_when_it_is_the_error_and_never_reaches_the_evidence() -> None:
    truth = torch.full((1,), 0.5)
    logits = torch.logit(torch.tensor([0.6, 0.3]))[None, :, None, None, None]
    squares = torch.tensor([0.1**2, 0.2**2])[None, :, None, None, None]
    right = torch.log(squares).expand(*SHAPE[:3], MAP // CELL, MAP // CELL).clone()
    network = Fixed(logits, right)
    to_evidence, to_doubt = gradients(part("variance", network, batch_of(truth, False)), network)
    assert to_evidence.abs().max() == 0
    assert to_doubt.abs().max() < 1e-5
    for step, sign in ((-1.0, -1), (1.0, 1)):
        off = Fixed(logits, right + step)
        assert (torch.sign(gradients(part("variance", off, batch_of(truth, False)), off)[1]) == sign).all()
    assert gradients(part("variance", off, batch_of(truth, True)), off)[1].abs().max() == 0


@pytest.mark.parametrize("name", Weights.__slots__)
def test_two_halves_of_a_batch_add_up_to_the_whole(name: str) -> None:
    network, batch = mixed()
    whole = part(name, network, batch)
    halves = []
    for half in (slice(0, 2), slice(2, 4)):
        cut = Batch(*(getattr(batch, field.name)[half] for field in fields(batch)))
        halves.append(part(name, _Half(network, half), cut))  # type: ignore[arg-type]
    assert float(whole.count) == pytest.approx(sum(float(half.count) for half in halves), rel=1e-5)
    assert float(whole.total.detach()) == pytest.approx(sum(float(h.total.detach()) for h in halves), rel=1e-5)
    assert whole.weight == halves[0].weight == getattr(Weights(), name)
    assert not whole.count.requires_grad


class _Half(nn.Module):
    def __init__(self, network: Fixed, half: slice) -> None:
        super().__init__()
        self.network, self.half = network, half

    def forward(self, _: Tensor) -> Prediction:
        return Prediction(
            self.network.logits[self.half].flatten(0, 1), self.network.log_variance[self.half].flatten(0, 1)
        )
