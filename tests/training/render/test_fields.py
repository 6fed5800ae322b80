import math

import pytest
import torch

from consultant_app.training.render.fields import blur, bumps, curves, noise, sample_curve, stamp, warp


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("sigma", [0.7, 2.0, 9.0, 30.0])
def test_a_blur_keeps_the_mean_and_has_its_width(sigma: float) -> None:
    image = torch.zeros(1, 257, 257)
    image[0, 128, 128] = 1
    out = blur(image, sigma)
    assert out.sum().item() == pytest.approx(1, rel=0.03)
    x = torch.arange(257) - 128.0
    spread = (out[0].sum(0) * x**2).sum().sqrt().item()
    assert spread == pytest.approx(sigma, rel=0.12, abs=0.1)


def test_stamped_weight_is_kept_inside_and_lost_outside() -> None:
    points = torch.tensor([[[3.25, 4.5], [10.0, 10.0], [-9.0, 3.0]]])
    image = stamp(points, torch.tensor([[2.0, 1.0, 5.0]]), 16)
    assert image.sum().item() == pytest.approx(3.0)
    assert image[0, 10, 10].item() == pytest.approx(1.0)
    assert image[0, 4, 3].item() == pytest.approx(2.0 * 0.75 * 0.5)


def test_bumps_and_curves_have_the_height_they_are_asked_for() -> None:
    bump = bumps(torch.tensor([[[32.0, 32.0]]]), torch.tensor([[0.7]]), 3.0, 65)
    assert bump.max().item() == pytest.approx(0.7, rel=0.03)
    line = sample_curve(torch.tensor([[[[8.0, 32.0], [32.0, 30.0], [56.0, 32.0]]]]), 200)
    ridge = curves(line, torch.full((1, 1, 200), 0.4), 2.0, 65)
    assert ridge[0, :, 32].max().item() == pytest.approx(0.4, rel=0.05)


def test_a_spline_passes_through_its_points() -> None:
    control = torch.tensor([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0]])
    path = sample_curve(control, 201)
    for point in control:
        assert (path - point).norm(dim=-1).min().item() < 0.02


def test_noise_has_its_strength_and_follows_its_seed() -> None:
    field = noise((2, 200, 200), 6.0, generator())
    assert field.std().item() == pytest.approx(1.25, abs=0.1)
    assert torch.equal(field, noise((2, 200, 200), 6.0, generator()))
    assert not torch.equal(field, noise((2, 200, 200), 6.0, generator(2)))


def test_a_warp_moves_by_pixels() -> None:
    image = torch.zeros(1, 1, 21, 21)
    image[0, 0, 10, 14] = 1
    moved = warp(image, torch.full((1, 21, 21), 4.0), torch.zeros(1, 21, 21))
    assert moved[0, 0, 10, 10].item() == pytest.approx(1, abs=1e-4)
    assert math.isclose(moved.sum().item(), 1, abs_tol=1e-3)
