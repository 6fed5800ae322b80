from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest
import torch
from torch import Tensor

from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render import occluders, renderer
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN
from consultant_app.training.render.fields import blur
from consultant_app.training.render.makeup import draw_makeup
from consultant_app.training.render.pigment import draw_redness
from consultant_app.training.render.renderer import STRIDE, Rendering, Severities, render
from consultant_app.training.render.scene import CHANNELS, Layers, build_scene, linear, srgb

Draw = Callable[..., Rendering]
SEEN = 0.9
"""Severity at which each attribute is looked at by itself."""


@pytest.fixture(scope="module")
def alone(canvas: Canvas) -> Draw:
    """The face with the given severities, each drawn once: ``alone(redness=0.9)``."""

    @cache
    def drawn(**fixed: float) -> Rendering:
        return render(build_scene([canvas], [0.1], 3), fixed)

    return drawn


@pytest.fixture(scope="module")
def by_chance(canvas: Canvas) -> Rendering:
    return covered(canvas)


def covered(canvas: Canvas) -> Rendering:
    """Everything drawn at random, below a fringe and a mask."""
    worn = partial(occluders.draw_occluders, chances={"fringe": 1.0, "cover": 1.0})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "draw_occluders", worn)
        return render(build_scene([canvas], [0.1], 7))


def picture(light: Tensor) -> np.ndarray:
    return (srgb(light)[0] * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()


def coarse(image: np.ndarray) -> np.ndarray:
    """Means over the places of a truth map."""
    side = 640 // STRIDE
    return image.reshape(side, STRIDE, side, STRIDE).mean(axis=(1, 3))


def hidden(canvas: Canvas, out: Rendering) -> Tensor:
    """Places of the map that lie wholly on the face's skin and wholly behind something."""
    skin = torch.from_numpy(coarse(canvas.skin.astype(np.float32)))
    return (skin == 1) & (out.skin[0] == 0)


def test_pigments_absorb_as_measured() -> None:
    assert MELANIN[0] < MELANIN[1] < MELANIN[2]  # falls with wavelength
    assert HAEMOGLOBIN[0] < 0.4 * HAEMOGLOBIN[1]  # blood lets red through


def test_srgb_and_linear_light_are_each_others_inverse() -> None:
    every = torch.arange(256, dtype=torch.uint8)
    assert torch.equal((srgb(linear(every)) * 255).round().to(torch.uint8), every)


def test_the_same_seed_draws_the_same_face_and_another_does_not(canvas: Canvas, by_chance: Rendering) -> None:
    again = covered(canvas)
    for name in ("light", "untouched", "truth", "weight", "skin", "zones"):
        assert torch.equal(getattr(by_chance, name), getattr(again, name)), name
    assert torch.equal(by_chance.generator.get_state(), again.generator.get_state())
    first, second = again.photographs(), again.photographs()
    assert not torch.equal(first.photos, second.photos)
    redness = []
    for seed in (7, 8):
        scene = build_scene([canvas], [0.1], seed)
        layers = Layers.empty(scene)
        draw_redness(scene, layers, torch.ones(1))
        redness.append(layers.truth["redness"])
    assert not torch.equal(*redness)


def test_shapes_and_ranges(by_chance: Rendering) -> None:
    side = 640 // STRIDE
    assert by_chance.light.shape == by_chance.untouched.shape == by_chance.normals.shape == (1, 3, 640, 640)
    assert by_chance.truth.shape == by_chance.weight.shape == (1, len(CHANNELS), side, side)
    assert by_chance.zones.shape == (1, 13, side, side)
    for values in (by_chance.truth, by_chance.weight, by_chance.skin):
        assert values.min() >= 0
        assert values.max() <= 1
    assert torch.isfinite(by_chance.light).all()
    exposure = by_chance.photographs(0.5)
    assert exposure.photos.shape == (1, 3, 640, 640)
    assert exposure.photos.dtype == torch.uint8


def test_nothing_drawn_has_no_truth_and_changes_nothing(alone: Draw) -> None:
    out = alone()
    assert out.truth.max() < 0.02
    # A tenth of a level: normals are kept in half precision, and so are not quite of unit length.
    assert (out.light - out.untouched).abs().max() < 4e-4


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_attribute_changes_the_photo_where_its_truth_says(channel: str, alone: Draw) -> None:
    out = alone(**{channel: SEEN})
    truth = out.truth[0, CHANNELS.index(channel)].numpy()
    assert truth.max() > 0.35
    others = [index for index, name in enumerate(CHANNELS) if name != channel]
    assert out.truth[0, others].max() < 0.02
    before, after = (lab_from_srgb(picture(light)) for light in (out.untouched, out.light))
    small = coarse(np.abs(after - before).sum(axis=2))
    skin = out.skin[0].numpy() > 0.9
    shown, calm = skin & (truth > 0.3), skin & (truth < 0.02)
    assert small[shown].mean() > 1.0
    if calm.sum() > 200:
        assert small[shown].mean() > 2.5 * small[calm].mean()


def test_more_severity_is_more_truth(alone: Draw) -> None:
    little = alone(**dict.fromkeys(CHANNELS, 0.3)).truth[0].mean((1, 2))
    for index, name in enumerate(CHANNELS):
        none, much = (alone(**fixed).truth[0, index].mean() for fixed in ({}, {name: SEEN}))
        assert none < little[index] < much, name
        assert little[index] > 5e-4, name


def test_pigments_go_the_way_of_their_colour(alone: Draw) -> None:
    for channel, reddens in (("redness", True), ("dark_spots", False)):
        out = alone(**{channel: SEEN})
        where = np.kron(out.truth[0, CHANNELS.index(channel)].numpy() > 0.5, np.ones((STRIDE, STRIDE))) > 0
        shift = (lab_from_srgb(picture(out.light)) - lab_from_srgb(picture(out.untouched)))[where].mean(axis=0)
        assert shift[0] < 0, channel
        assert (shift[1] > abs(shift[0]) * 0.8) == reddens, channel


def test_only_skin_is_drawn_on(alone: Draw, canvas: Canvas) -> None:
    for name in CHANNELS:
        if name != "firmness":  # a slack jaw moves what lies around it
            out = alone(**{name: SEEN})
            change = np.abs(picture(out.light).astype(int) - picture(out.untouched))
            assert change[~canvas.skin].mean() < 0.1, name


def test_what_hides_the_skin_leaves_neither_truth_nor_trust(by_chance: Rendering, canvas: Canvas) -> None:
    behind = hidden(canvas, by_chance)
    assert behind.sum() > 500
    assert by_chance.truth[0][:, behind].max() == 0
    assert by_chance.weight[0][:, behind].max() == 0
    open_skin = by_chance.skin[0] > 0.99
    assert open_skin.sum() > 500
    assert by_chance.weight[0][:, open_skin].mean() > 0.3


def test_both_photographs_of_an_increment_wear_the_same_things(by_chance: Rendering, canvas: Canvas) -> None:
    behind = hidden(canvas, by_chance).repeat_interleave(STRIDE, 0).repeat_interleave(STRIDE, 1)
    apart = (by_chance.light - by_chance.untouched)[0].abs().mean(0)
    assert apart[behind].max() < 1e-4
    seen = (by_chance.skin[0] > 0.99).repeat_interleave(STRIDE, 0).repeat_interleave(STRIDE, 1)
    assert apart[seen].mean() > 1e-3


def test_an_increment_of_nothing_is_the_same_photograph(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    """With make-up, things worn and the skin's own tone and grain, but no attribute, the two lights are one."""
    monkeypatch.setattr(renderer, "Severities", lambda scene, _: Severities(scene, {}))
    monkeypatch.setattr(renderer, "draw_makeup", partial(draw_makeup, worn=1.0))
    monkeypatch.setattr(
        renderer, "draw_occluders", partial(occluders.draw_occluders, chances={"fringe": 1.0, "glasses": 1.0})
    )
    scene = build_scene([canvas], [1.0], 5, darken=0.2)
    out = render(scene)
    assert (out.light - out.untouched).abs().max() < 2e-3
    assert (out.light - out.untouched).abs().mean() < 1e-5
    changed = (out.untouched - scene.base).abs().mean(1)
    assert changed[0, canvas.skin].mean() > 0.02
    assert out.truth.max() < 0.02


def test_a_face_that_was_kept_is_less_trusted_than_a_clean_one(canvas: Canvas, alone: Draw) -> None:
    def trust(kept: float) -> Tensor:
        scene = build_scene([canvas], [kept], 3)
        weight = renderer._trust(scene)
        return weight[0][:, blur(scene.skin, 1.0)[0] > 0.99].mean(1)

    clean, half, whole = (trust(kept) for kept in (0.0, 0.5, 1.0))
    for index, name in enumerate(CHANNELS):
        if name != "firmness":  # the shape of the jaw is never cleaned
            assert clean[index] > half[index] > whole[index], name
    assert clean[CHANNELS.index("redness")] == pytest.approx(1.0)
    assert clean[CHANNELS.index("folds")] < 1.0  # broad structure is cleaned in part only
    assert alone().weight.max() <= 1.0


def test_everything_is_made_on_the_faces_own_device(canvas: Canvas) -> None:
    """Whatever is made elsewhere cannot meet the face: so it would be on a graphics processor too."""
    scene = build_scene([canvas], [0.1], 3)
    torch.set_default_device("meta")
    try:
        photos = render(scene).photographs().photos
    finally:
        torch.set_default_device(None)
    assert photos.device == scene.base.device
