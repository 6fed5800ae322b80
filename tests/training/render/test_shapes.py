import pytest
import torch

from consultant_app.training.render.shapes import polygon, smooth_outline


def test_a_polygon_has_its_area_and_its_place() -> None:
    square = torch.tensor([[[10.0, 20.0], [50.0, 20.0], [50.0, 60.0], [10.0, 60.0]]])
    inside = polygon(square, 80)
    assert inside.sum().item() == pytest.approx(1600, rel=0.05)
    assert inside[0, 40, 30] == 1
    assert inside[0, 10, 30] == 0
    assert inside[0, 40, 70] == 0


def test_a_hole_is_outside() -> None:
    star = torch.tensor([[[0.0, 0.0], [64.0, 0.0], [64.0, 64.0], [0.0, 64.0], [0.0, 0.0],
                          [24.0, 24.0], [40.0, 24.0], [40.0, 40.0], [24.0, 40.0], [24.0, 24.0]]])  # fmt: skip
    assert polygon(star, 64)[0, 32, 32] < 0.01


def test_an_outline_passes_through_its_corners_and_closes() -> None:
    corners = torch.tensor([[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]]])
    outline = smooth_outline(corners, 64)
    for corner in corners[0]:
        assert (outline[0] - corner).norm(dim=-1).min() < 0.4
    assert (outline[0, 0] - outline[0, -1]).norm() < 1.0
