import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from consultant_app.training.learning.normalisation import SharedBatchNorm2d

_PROCESS = Path(__file__).with_name("normalisation_process.py")
_ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[3])}
FIRST = 3
"""Items of the first process; the second has the two that are left."""


def case() -> dict[str, Any]:
    generator = torch.Generator().manual_seed(5)
    photos = torch.randn(5, 4, 6, 7, generator=generator) * 2 + torch.arange(4.0)[:, None, None]
    photos[FIRST:] += 1.5  # the two processes see other statistics
    layer = nn.BatchNorm2d(4)
    with torch.no_grad():
        layer.weight.uniform_(0.5, 2, generator=generator)
        layer.bias.uniform_(-1, 1, generator=generator)
    pull = torch.randn(photos.shape, generator=generator)
    return {"photos": photos, "pull": pull, "layer": layer.state_dict(), "first": FIRST}


def normalised(layer: nn.BatchNorm2d, given: dict[str, Any]) -> dict[str, Tensor]:
    layer.load_state_dict(given["layer"])
    photos = given["photos"].clone().requires_grad_()
    out = layer(photos)
    (out * given["pull"]).sum().backward()
    grads = {"photos": photos.grad, "weight": layer.weight.grad, "bias": layer.bias.grad}
    return {"out": out.detach(), **grads}  # type: ignore[dict-item]


def test_two_processes_normalise_as_one_does_with_the_whole_batch(tmp_path: Path) -> None:
    given, alone = case(), nn.BatchNorm2d(4)
    expected = normalised(alone, given)
    torch.save(given, tmp_path / "case.pt")
    commands = [[sys.executable, str(_PROCESS), str(tmp_path), str(rank)] for rank in (0, 1)]
    processes = [subprocess.Popen(c, env=_ENVIRONMENT, stderr=subprocess.PIPE, text=True) for c in commands]
    try:
        said = [process.communicate(timeout=240)[1] for process in processes]
    finally:
        for process in processes:
            process.kill()
    assert [process.returncode for process in processes] == [0, 0], said
    answers = [torch.load(tmp_path / f"answer{rank}.pt", weights_only=True) for rank in (0, 1)]
    for name in ("out", "photos"):
        together = torch.cat([answer[name] for answer in answers])
        assert torch.allclose(together, expected[name], atol=2e-5), name
    for name in ("weight", "bias"):
        assert torch.allclose(sum(answer[name] for answer in answers), expected[name], atol=2e-4), name
    for answer in answers:
        for name, value in alone.state_dict().items():
            assert torch.allclose(answer["layer"][name], value, atol=1e-5), name


@pytest.mark.parametrize("training", [True, False])
def test_alone_it_is_the_common_layer(training: bool) -> None:
    given = case()
    own, common = SharedBatchNorm2d(4).train(training), nn.BatchNorm2d(4).train(training)
    first, second = normalised(own, given), normalised(common, given)
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert all(torch.equal(value, common.state_dict()[name]) for name, value in own.state_dict().items())
