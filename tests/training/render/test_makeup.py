import pytest
import torch

from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render.makeup import draw_makeup
from consultant_app.training.render.scene import build_scene
from consultant_app.training.render.shapes import eyes


def test_make_up_colours_the_face_and_nothing_else(canvas: Canvas) -> None:
    scene = build_scene([canvas], [0.5], 1)
    made_up = draw_makeup(scene, scene.base, worn=1.0)
    assert made_up.shape == scene.base.shape
    assert torch.isfinite(made_up).all()
    assert made_up.min() >= 0
    change = (made_up - scene.base).abs().mean(1)
    assert change.max() > 0.01
    assert change[:, : scene.size // 20].max() < 1e-3
    assert change[:, -scene.size // 20 :].max() < 1e-3


def test_no_one_made_up_is_no_change(canvas: Canvas) -> None:
    scene = build_scene([canvas], [0.5], 1)
    assert torch.equal(draw_makeup(scene, scene.base, worn=0.0), scene.base)


def test_eyes_stay_free_of_shadow_and_a_seed_repeats_itself(canvas: Canvas) -> None:
    scene = build_scene([canvas], [0.5], 2)
    made_up = draw_makeup(scene, scene.base, worn=1.0)
    again = build_scene([canvas], [0.5], 2)
    assert torch.equal(made_up, draw_makeup(again, again.base, worn=1.0))
    open_eye = eyes(scene) > 0.99
    before, after = (light.mean(1)[open_eye].median() for light in (scene.base, made_up))
    assert after == pytest.approx(before, rel=0.25)
