import pytest
import torch

from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render.occluders import CHANCES, draw_occluders, draw_parts
from consultant_app.training.render.scene import Scene, build_scene


def scene_of(canvas: Canvas, seed: int = 5) -> Scene:
    return build_scene([canvas], [0.5], seed)


@pytest.mark.parametrize("name", sorted(CHANCES))
def test_what_hides_the_skin_says_where_and_leaves_the_rest(name: str, canvas: Canvas) -> None:
    scene = scene_of(canvas)
    light, cover = draw_occluders(scene, scene.base, {name: 1.0})
    assert light.shape == scene.base.shape
    assert cover.shape == scene.skin.shape
    assert cover.min() >= 0
    assert cover.max() <= 1
    assert cover.max() > 0.8
    change = (light - scene.base).abs().mean(1)
    assert change[cover > 0.8].mean() > 4 * change[cover < 0.01].mean()
    assert light.min() >= 0


def test_hair_and_things_are_told_apart(canvas: Canvas) -> None:
    scene = scene_of(canvas)
    _, covers = draw_parts(scene, scene.base, {"fringe": 1.0})
    assert covers["hair"].max() > 0.9
    assert covers["occluder"].max() == 0
    _, covers = draw_parts(scene, scene.base, {"beard": 1.0, "cover": 1.0})
    assert covers["occluder"].max() > 0.99
    assert (covers["hair"] + covers["occluder"]).max() < 1.001  # a mask over a beard hides the beard


def test_no_chance_draws_nothing(canvas: Canvas) -> None:
    scene = scene_of(canvas)
    light, cover = draw_occluders(scene, scene.base, {})
    assert torch.equal(light, scene.base)
    assert cover.max() == 0


def test_the_same_seed_hides_the_same(canvas: Canvas) -> None:
    chances = {"strands": 1.0}
    first, second, other = (scene_of(canvas, seed) for seed in (5, 5, 6))
    drawn = [draw_occluders(scene, scene.base, chances)[1] for scene in (first, second, other)]
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])


def test_faces_of_a_batch_are_drawn_one_by_one(canvas: Canvas) -> None:
    scene = build_scene([canvas] * 3, [0.5] * 3, 11)
    _, cover = draw_occluders(scene, scene.base, {"fringe": 0.5})
    hidden = cover.flatten(1).max(1).values > 0.5
    assert 0 < hidden.sum() < 3


def test_clear_lenses_show_the_skin(canvas: Canvas) -> None:
    scene = scene_of(canvas)
    _, cover = draw_occluders(scene, scene.base, {"glasses": 1.0})
    x, y = scene.points[0, 117].round().long().tolist()
    assert cover[0, y - 3 : y + 4, x - 3 : x + 4].mean() < 0.5
