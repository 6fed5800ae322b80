import numpy as np
import pytest
import torch

from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.render.chromophores import HAEMOGLOBIN, MELANIN
from consultant_app.training.render.renderer import Rendering, render
from consultant_app.training.render.scene import CHANNELS, build_scene, linear, srgb


def drawn(canvas: Canvas, fixed: dict[str, float] | None, seed: int = 3) -> Rendering:
    return render(build_scene([canvas], [0.1], seed), fixed, camera=0.0 if fixed is not None else 1.0)


@pytest.fixture(scope="module")
def clean(canvas: Canvas) -> np.ndarray:
    return drawn(canvas, {}).photos[0].permute(1, 2, 0).numpy()


def test_pigments_absorb_as_measured() -> None:
    assert MELANIN[0] < MELANIN[1] < MELANIN[2]  # falls with wavelength
    assert HAEMOGLOBIN[0] < 0.4 * HAEMOGLOBIN[1]  # blood lets red through


def test_srgb_and_linear_light_are_each_others_inverse() -> None:
    every = torch.arange(256, dtype=torch.uint8)
    assert torch.equal((srgb(linear(every)) * 255).round().to(torch.uint8), every)


def test_the_same_seed_draws_the_same_face_and_another_does_not(canvas: Canvas) -> None:
    first, second, other = (drawn(canvas, None, seed) for seed in (7, 7, 8))
    assert torch.equal(first.photos, second.photos)
    assert torch.equal(first.truth, second.truth)
    assert not torch.equal(first.photos, other.photos)


def test_shapes_and_ranges(canvas: Canvas) -> None:
    out = drawn(canvas, None)
    assert out.photos.shape == (1, 3, 640, 640)
    assert out.photos.dtype == torch.uint8
    assert out.truth.shape == out.weight.shape == (1, len(CHANNELS), 160, 160)
    for values in (out.truth, out.weight, out.skin):
        assert values.min() >= 0
        assert values.max() <= 1


def test_nothing_drawn_has_no_truth(canvas: Canvas) -> None:
    assert drawn(canvas, {}).truth.max() < 0.02


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_attribute_changes_the_photo_where_its_truth_says(
    channel: str, canvas: Canvas, clean: np.ndarray
) -> None:
    out = drawn(canvas, {channel: 0.9})
    truth = out.truth[0, CHANNELS.index(channel)].numpy()
    assert truth.max() > 0.35
    photo = out.photos[0].permute(1, 2, 0).numpy()
    change = np.abs(lab_from_srgb(photo) - lab_from_srgb(clean)).sum(axis=2)
    small = change.reshape(160, 4, 160, 4).mean(axis=(1, 3))
    skin = out.skin[0].numpy() > 0.9
    shown, calm = skin & (truth > 0.3), skin & (truth < 0.02)
    assert small[shown].mean() > 1.0
    if calm.sum() > 200:
        assert small[shown].mean() > 2.5 * small[calm].mean()


@pytest.mark.parametrize("channel", ["lines", "redness", "dark_spots", "shine"])
def test_more_severity_is_more_truth(channel: str, canvas: Canvas) -> None:
    index = CHANNELS.index(channel)
    means = [drawn(canvas, {channel: level}).truth[0, index].mean().item() for level in (0.2, 0.5, 1.0)]
    assert means == sorted(means)


def test_pigments_go_the_way_of_their_colour(canvas: Canvas, clean: np.ndarray) -> None:
    before = lab_from_srgb(clean)
    for channel, reddens in (("redness", True), ("dark_spots", False)):
        out = drawn(canvas, {channel: 1.0})
        where = np.kron(out.truth[0, CHANNELS.index(channel)].numpy() > 0.5, np.ones((4, 4))) > 0
        shift = (lab_from_srgb(out.photos[0].permute(1, 2, 0).numpy()) - before)[where].mean(axis=0)
        assert shift[0] < 0, channel
        assert (shift[1] > abs(shift[0]) * 0.8) == reddens, channel


def test_only_skin_is_drawn_on(canvas: Canvas, clean: np.ndarray) -> None:
    out = drawn(canvas, {name: 1.0 for name in CHANNELS if name != "shine"})
    photo = out.photos[0].permute(1, 2, 0).numpy()
    outside = ~canvas.skin
    assert np.abs(photo.astype(int) - clean)[outside].mean() < 0.6
