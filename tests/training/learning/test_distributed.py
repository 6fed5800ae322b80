import os

import pytest
import torch

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.distributed import World, deterministic, joined


@pytest.mark.parametrize(("items", "size"), [(8, 1), (8, 2), (7, 3), (5, 5)])
def test_shares_cover_a_batch_once(items: int, size: int) -> None:
    shares = [World(rank, size).share(items) for rank in range(size)]
    assert [item for share in shares for item in share] == list(range(items))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_a_process_without_work_is_refused() -> None:
    with pytest.raises(ConsultantError, match="--batch 4"):
        World(0, 4).share(3)


def test_alone_nothing_is_exchanged() -> None:
    with joined() as world:
        assert (world.rank, world.size, world.leads) == (0, 1, True)
        values, network = torch.ones(2), torch.nn.Linear(1, 1)
        assert world.sum(values) is values
        assert world.wrap(network) is network
        assert world.from_leader(lambda: 3) == 3
        assert world.spare_threads >= 1


def test_more_processes_than_graphics_processors_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setitem(os.environ, "LOCAL_RANK", "1")
    with pytest.raises(ConsultantError, match="nproc-per-node"), joined():
        pass


def test_the_seed_rules_inside_and_nothing_is_left_changed_outside() -> None:
    before = torch.are_deterministic_algorithms_enabled()
    with deterministic(5):
        first = torch.rand(3)
        assert torch.are_deterministic_algorithms_enabled()
    with deterministic(5):
        assert torch.equal(first, torch.rand(3))
    assert torch.are_deterministic_algorithms_enabled() == before
