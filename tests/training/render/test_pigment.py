import numpy as np
import pytest
import torch
from torch import Tensor

from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render.pigment import (
    CircleKind,
    draw_dark_circles,
    jittered_grid,
    look_up,
    strength,
)
from consultant_app.training.render.scene import Layers, build_scene, srgb


def circles(canvas: Canvas, kind: CircleKind | None, severity: tuple[float, float] = (1.0, 1.0)) -> Layers:
    scene = build_scene([canvas], [0.1], 3)
    layers = Layers.empty(scene)
    draw_dark_circles(scene, layers, torch.tensor([severity]), kind)
    return layers


def shift(canvas: Canvas, kind: CircleKind) -> tuple[np.ndarray, Tensor]:
    """Change of CIELAB, and of log light, where a circle is well seen."""
    layers, base = circles(canvas, kind), build_scene([canvas], [0.1], 3).base
    where = layers.truth["dark_circles"][0] > 0.6
    assert where.sum() > 200
    before, after = (
        lab_from_srgb((srgb(light)[0] * 255).round().to(torch.uint8).permute(1, 2, 0).numpy())
        for light in (base, base * torch.exp(layers.pigment))
    )
    return (after - before)[where.numpy()].mean(0), layers.pigment[0][:, where].mean(1)


def test_brown_bluish_and_shadow_circles_go_different_ways(canvas: Canvas) -> None:
    (brown, brown_log), (bluish, bluish_log), (shadow, shadow_log) = (shift(canvas, kind) for kind in CircleKind)
    for change in (brown, bluish, shadow):
        assert change[0] < -3
    # A shadow takes from all colours alike; pigment takes most of blue; veins take more of red than pigment does.
    assert shadow_log.std() < 1e-4 * shadow_log.abs().mean()
    assert brown_log[2] < brown_log[1] < brown_log[0]
    assert bluish_log[0] / bluish_log[2] > 1.5 * brown_log[0] / brown_log[2]
    assert bluish[2] < shadow[2] < brown[2]


def test_a_circle_lies_under_its_own_eye(canvas: Canvas) -> None:
    truth = circles(canvas, None, (1.0, 0.0)).truth["dark_circles"][0]
    middle = int(canvas.points[168, 0])
    assert truth[:, :middle].max() > 0.5
    assert truth[:, middle + 30 :].max() < 0.05
    lid, cheek = canvas.points[145, 1], canvas.points[50, 1]
    rows = torch.arange(640)[:, None].float()
    assert lid < float((truth * rows).sum() / truth.sum()) < cheek


def test_no_severity_draws_nothing(canvas: Canvas) -> None:
    layers = circles(canvas, None, (0.0, 0.0))
    assert layers.pigment.abs().max() == 0
    assert layers.truth["dark_circles"].max() == 0


def test_truth_grows_as_the_root_of_the_amount() -> None:
    amounts = torch.tensor([-1.0, 0.0, 0.01, 0.04, 0.16, 9.0])
    assert strength(amounts, 0.16).tolist() == pytest.approx([0, 0, 0.25, 0.5, 1, 1])


def test_what_is_not_seen_is_no_truth_and_the_full_amount_stays_where_it_is() -> None:
    amounts = torch.tensor([0.0, 0.04, 0.07, 0.16])
    assert strength(amounts, 0.16, 0.04).tolist() == pytest.approx([0, 0, 0.5, 1])


def test_a_jittered_grid_has_one_point_a_cell(canvas: Canvas) -> None:
    points = jittered_grid(build_scene([canvas], [0.1], 3), 32.0)
    assert points.shape == (1, 400, 2)
    assert len({tuple(cell) for cell in (points[0] / 32).long().tolist()}) == 400


def test_a_look_up_takes_the_nearest_pixel() -> None:
    image = torch.arange(9.0).view(1, 3, 3)
    points = torch.tensor([[[0.4, 0.6], [2.0, 0.0], [-5.0, 9.0]]])
    assert look_up(image, points).tolist() == [[3.0, 2.0, 6.0]]
