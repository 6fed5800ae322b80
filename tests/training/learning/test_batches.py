from dataclasses import fields, replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from consultant_app.training.data.dataset import Fact, RenderedSet
from consultant_app.training.learning import batches
from consultant_app.training.learning.batches import Batch, _Place, draw
from consultant_app.training.render.renderer import STRIDE
from consultant_app.training.render.scene import CHANNELS

SIDE, CROP = 256, 96
SETTINGS = SimpleNamespace(seed=3, crop=CROP)


def waves(pairs: int = 3) -> RenderedSet:
    """Smooth waves, another a pair; truth is the red of the photo, trust its negative; pair 1 is an increment."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    red = np.stack([128 + 60 * np.sin(x / (17 + 3 * k)) + 60 * np.cos(y / (23 - 2 * k)) for k in range(pairs)])
    small = red.reshape(pairs, SIDE // STRIDE, STRIDE, SIDE // STRIDE, STRIDE).mean(axis=(2, 4))
    truth = np.repeat(small[:, None].round().astype(np.uint8), len(CHANNELS), axis=1)
    kinds = ["increment" if k == 1 else "absolute" for k in range(pairs)]
    truth[:, 1] = np.array([255 * (kind == "increment") for kind in kinds])[:, None, None]
    photos = np.repeat(red.round().astype(np.uint8)[:, None, ..., None], 2, axis=1).repeat(3, axis=-1)
    return RenderedSet(
        photos=photos,
        truth=truth,
        weight=255 - truth,
        skin=np.full((pairs, SIDE // STRIDE, SIDE // STRIDE), 255, np.uint8),
        zones=np.ones((pairs, SIDE // STRIDE, SIDE // STRIDE), np.uint16),
        facts=tuple(Fact(f"wave/{k}", kind, (2.6, 2.6), 20.0, None) for k, kind in enumerate(kinds)),
        digests={},
    )


def parts(batch: Batch) -> tuple[torch.Tensor, ...]:
    return tuple(getattr(batch, field.name) for field in fields(batch))


def test_an_item_depends_on_seed_step_and_its_number_alone() -> None:
    sets = [waves(), waves(2)]
    whole = draw(sets, SETTINGS, 7, range(5))
    for item in (4, 2):
        alone = draw(sets, SETTINGS, 7, range(item, item + 1))
        assert all(torch.equal(a[item], b[0]) for a, b in zip(parts(whole), parts(alone), strict=True))
    draw(sets, SETTINGS, 8, range(3))
    assert all(
        torch.equal(a, b) for a, b in zip(parts(whole), parts(draw(sets, SETTINGS, 7, range(5))), strict=True)
    )
    for other in (draw(sets, SETTINGS, 8, range(5)), draw(sets, SimpleNamespace(seed=4, crop=CROP), 7, range(5))):
        assert not torch.equal(whole.photos, other.photos)


def test_photo_and_truth_are_cut_in_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_relight", lambda photo, _: photo)
    batch = draw([waves()], SETTINGS, 0, range(24))
    assert batch.photos.shape == (24, 2, 3, CROP, CROP)
    assert batch.truth.shape == batch.trust.shape == (24, len(CHANNELS), CROP // STRIDE, CROP // STRIDE)
    assert torch.equal(batch.photos[:, 0], batch.photos[:, 1])
    expected = torch.nn.functional.avg_pool2d(batch.photos[:, 0, 0], STRIDE)
    off = (255 * batch.truth[:, 0] - expected).abs()
    # Half a map pixel of shift would make 4 levels of it on average.
    assert off.mean() < 0.7
    assert off.max() < 4
    assert torch.allclose(batch.trust[:, 0] + batch.truth[:, 0], torch.ones(1), atol=1e-4)
    assert batch.skin.shape == (24, CROP // STRIDE, CROP // STRIDE)
    assert batch.skin.min() > 0.999


def test_a_shift_of_the_truth_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_relight", lambda photo, _: photo)
    shifted = waves()
    shifted.truth[...] = np.roll(shifted.truth, 1, axis=-1)
    batch = draw([shifted], SETTINGS, 0, range(24))
    expected = torch.nn.functional.avg_pool2d(batch.photos[:, 0, 0], STRIDE)
    assert (255 * batch.truth[:, 0] - expected).abs().mean() > 4


def test_a_pair_keeps_its_kind() -> None:
    batch = draw([waves()], SETTINGS, 1, range(16))
    assert torch.equal(batch.increment, batch.truth[:, 1].mean((1, 2)) > 0.5)
    assert 0 < batch.increment.sum() < 16


def test_every_pair_is_drawn_as_often_whatever_set_it_is_in() -> None:
    large, small = waves(8), waves(1)
    small.photos[...] = 0
    dark = draw([large, small], SETTINGS, 1, range(180)).photos.flatten(1).amax(1) == 0
    assert 8 < dark.sum() < 36  # 20 expected


def test_an_untouched_young_face_is_known_to_be_clear_of_what_comes_with_age() -> None:
    young, old = waves(), waves()
    old = replace(old, facts=tuple(replace(fact, age=31.0) for fact in old.facts))
    batch = draw([young], SETTINGS, 1, range(16))
    known = batch.clear[batch.increment]
    assert known.sum(dim=1).tolist() == [4.0] * len(known)
    assert known[:, CHANNELS.index("folds")].all()
    assert not known[:, CHANNELS.index("redness")].any()
    assert not batch.clear[~batch.increment].any()
    assert not draw([old], SETTINGS, 1, range(16)).clear.any()


@pytest.mark.parametrize("corner", [(0, 0), (0, -1), (-1, 0), (-1, -1)])
def test_a_crop_stays_inside_the_photograph(corner: tuple[int, int]) -> None:
    skin = np.zeros((SIDE // STRIDE, SIDE // STRIDE), np.uint8)
    skin[corner] = 255
    for seed in range(20):
        place = _Place.draw(skin, CROP, np.random.default_rng(seed))
        corners = place.centre + np.array([[x, y] for x in (-0.5, 0.5) for y in (-0.5, 0.5)]) * CROP @ place.turn.T
        assert corners.min() > -1e-6
        assert corners.max() < SIDE + 1e-6


def test_crops_are_mirrored_as_often_as_not() -> None:
    skin = np.full((SIDE // STRIDE, SIDE // STRIDE), 255, np.uint8)
    flips = sum(_Place.draw(skin, CROP, np.random.default_rng(seed)).flip for seed in range(200))
    assert 70 < flips < 130


def test_each_photograph_is_lit_a_little_otherwise() -> None:
    batch = draw([waves()], SETTINGS, 2, range(6))
    apart = (batch.photos[:, 0] - batch.photos[:, 1]).abs().mean((1, 2, 3))
    assert (apart > 0.1).all()
    assert (apart < 30).all()
    assert batch.photos.min() >= 0
    assert batch.photos.max() <= 255


def test_a_face_without_visible_skin_is_cut_in_its_middle() -> None:
    place = _Place.draw(np.zeros((SIDE // STRIDE, SIDE // STRIDE), np.uint8), CROP, np.random.default_rng(1))
    assert place.centre.tolist() == [SIDE / 2, SIDE / 2]


def test_a_batch_moves_as_one() -> None:
    batch = draw([waves()], SETTINGS, 2, range(2))
    moved = batch.to(torch.device("cpu"))
    assert all(torch.equal(a, b) for a, b in zip(parts(batch), parts(moved), strict=True))
