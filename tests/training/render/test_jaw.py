import pytest
import torch
from torch import Tensor

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.skin import zone_masks
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render.fields import warp
from consultant_app.training.render.jaw import draw_sagging
from consultant_app.training.render.scene import Layers, build_scene, mm

JOWLS = ((150, 136), (379, 365))
"""Mesh points on the border of the jaw between which each jowl (right, left) hangs."""


def sagged(canvas: Canvas, right: float, left: float, seed: int = 3) -> tuple[Tensor, Tensor, Layers]:
    scene = build_scene([canvas], [0.1], seed)
    layers = Layers.empty(scene)
    shift_x, shift_y = draw_sagging(scene, layers, torch.tensor([[right, left]]))
    return shift_x, shift_y, layers


def around(canvas: Canvas, side: int, radius_mm: float) -> Tensor:
    """Places within a radius of a jowl, bool [S, S]."""
    x, y = canvas.points[list(JOWLS[side]), :2].mean(0)
    rows, columns = torch.meshgrid(torch.arange(640), torch.arange(640), indexing="ij")
    return torch.hypot(columns - float(x), rows - float(y)) < mm(radius_mm)


def test_a_firm_jaw_is_not_touched(canvas: Canvas) -> None:
    shift_x, shift_y, layers = sagged(canvas, 0.0, 0.0)
    drawn = (shift_x, shift_y, layers.height, layers.pigment, layers.truth["firmness"])
    assert all(part.abs().max() == 0 for part in drawn)


def test_a_slack_jaw_moves_by_its_millimetres_and_only_there(canvas: Canvas) -> None:
    shift_x, shift_y, _ = sagged(canvas, 1.0, 1.0)
    for side, outwards in ((0, -1), (1, 1)):
        jowl = around(canvas, side, 5.0)
        assert shift_y[0][jowl].mean().item() == pytest.approx(mm(7.5), rel=0.25)
        assert torch.sign(shift_x[0][jowl].mean()) == outwards
    assert shift_y[0, :250].abs().max() < mm(0.2)


def test_each_side_slackens_by_its_own_severity_and_truth_lies_where_it_hangs(canvas: Canvas) -> None:
    _, shift_y, layers = sagged(canvas, 1.0, 0.0)
    truth = layers.truth["firmness"][0]
    skin = torch.from_numpy(canvas.skin)
    assert truth[around(canvas, 0, 4.0) & skin].min() > 0.7
    assert truth[:, 400:].max() == 0
    assert shift_y[0, :, 420:].abs().max() < mm(0.5)
    assert truth[~skin].max() == 0
    half = sagged(canvas, 0.5, 0.0)[2].truth["firmness"][0]
    assert 0 < half.mean() < truth.mean()


def test_a_slack_jaw_hangs_lower(canvas: Canvas) -> None:
    shift_x, shift_y, _ = sagged(canvas, 1.0, 1.0)
    oval = torch.from_numpy(zone_masks(canvas.points, 640)[Zone.FACE]).float()[None, None]
    seen = warp(oval, -shift_x, -shift_y)
    for side in (0, 1):
        column = int(canvas.points[list(JOWLS[side]), 0].mean())
        before, after = (int((image[0, 0, :, column] > 0.5).nonzero().max()) for image in (oval, seen))
        assert after > before + mm(1.5)
