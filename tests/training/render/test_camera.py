import numpy as np
import pytest
import torch
from torch import Tensor

from consultant_app.training.render.camera import Exposure, compress, photograph
from consultant_app.training.render.scene import linear

SIDE = 96


def scene(batch: int = 1) -> tuple[Tensor, Tensor]:
    """Linear light with gradients and edges over most of its range, on a bulging surface."""
    y, x = torch.meshgrid(torch.linspace(-1, 1, SIDE), torch.linspace(-1, 1, SIDE), indexing="ij")
    plain = torch.stack([0.3 + 0.2 * x, 0.25 + 0.2 * y, 0.2 + 0.1 * torch.sign(torch.sin(9 * x))])
    normals = torch.nn.functional.normalize(torch.stack([0.6 * x, 0.6 * y, torch.ones_like(x)]), dim=0)
    return plain.expand(batch, -1, -1, -1).clone(), normals.expand(batch, -1, -1, -1)


def shot(seed: int, strength: float = 1.0, batch: int = 1) -> Exposure:
    return photograph(*scene(batch), torch.Generator().manual_seed(seed), strength)


def test_a_perfect_camera_shows_what_is_there() -> None:
    exposure = shot(1, strength=0.0)
    light = scene()[0]
    assert exposure.photos.dtype == torch.uint8
    assert exposure.photos.shape == (1, 3, SIDE, SIDE)
    back = linear(exposure.photos)
    # Half a level of sRGB, at the slope of its curve.
    assert ((back - light).abs() / (0.02 + light)).max() < 0.01
    assert exposure.detail.tolist() == [1.0]


def test_a_seed_repeats_its_camera_and_another_is_another() -> None:
    first, again, other = shot(1), shot(1), shot(2)
    assert torch.equal(first.photos, again.photos)
    assert torch.equal(first.detail, again.detail)
    assert (first.photos.float() - other.photos.float()).abs().mean() > 3


def test_two_shots_of_one_generator_differ() -> None:
    generator = torch.Generator().manual_seed(4)
    first, second = (photograph(*scene(), generator) for _ in range(2))
    assert not torch.equal(first.photos, second.photos)


def test_each_face_of_a_batch_has_its_own_camera_and_keeps_some_detail() -> None:
    exposure = shot(3, batch=16)
    assert exposure.detail.shape == (16,)
    assert exposure.detail.min() >= 0.4
    assert exposure.detail.max() <= 1.0
    assert exposure.detail.unique().numel() == 16
    photos = exposure.photos.float()
    assert all((photos[k] - photos[0]).abs().mean() > 1 for k in range(1, 16))


def test_less_variety_stays_nearer_to_the_truth() -> None:
    faithful = shot(1, strength=0.0).photos.float()
    off = [
        torch.stack([(shot(seed, strength).photos.float() - faithful).abs().mean() for seed in range(6)]).mean()
        for strength in (0.1, 0.5, 1.0)
    ]
    assert 0 < off[0] < off[1] < off[2]


@pytest.mark.parametrize("quality", [35, 97])
def test_compression_keeps_the_picture(quality: int) -> None:
    photo = shot(1, strength=0.0).photos[0].permute(1, 2, 0).numpy()
    small = compress(photo, quality)
    assert small.shape == photo.shape
    assert small.dtype == np.uint8
    # Red stays red: the codec's own order of channels is blue first.
    assert np.abs(small.astype(int) - photo).mean(axis=(0, 1)).max() < 12


def test_less_quality_loses_more() -> None:
    photo = shot(1, strength=0.0).photos[0].permute(1, 2, 0).numpy()
    lost = [np.abs(compress(photo, quality).astype(int) - photo).mean() for quality in (97, 70, 35)]
    assert lost == sorted(lost)
    assert lost[0] < lost[-1]


def test_another_lens_changes_distance_and_focus_alone() -> None:
    light, normals = scene()

    def taken(lens: int | None) -> Exposure:
        source = None if lens is None else torch.Generator().manual_seed(lens)
        return photograph(light, normals, torch.Generator().manual_seed(1), lens=source)

    own, near, far = taken(None), taken(3), taken(4)
    assert torch.equal(own.photos, shot(1).photos)
    assert len({float(one.detail[0]) for one in (own, near, far)}) == 3
    colours = [one.photos.float().mean((0, 2, 3)) for one in (near, far)]
    assert (colours[0] - colours[1]).abs().max() < 1.5
