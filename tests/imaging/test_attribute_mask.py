import numpy as np
import pytest

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.attribute_mask import attribute_masks
from consultant_app.imaging.layers import CHANNEL_OF
from consultant_app.imaging.skin import geometric_skin_mask, skin_mask, zone_masks


@pytest.fixture(scope="module")
def face(astronaut, found):
    return align(astronaut, found.points)


@pytest.fixture(scope="module")
def masks(face):
    return attribute_masks(CHANNEL_OF, skin_mask(face.rgb, face.points), zone_masks(face.points, CROP_SIZE))


def test_every_criterion_that_is_seen_has_a_weight_between_nothing_and_all(masks):
    assert set(masks) <= set(CHANNEL_OF)
    assert {"redness", "forehead_lines", "tone_evenness", "dark_circles"} <= set(masks)
    for key, mask in masks.items():
        assert mask.dtype == np.float32, key
        assert mask.min() == 0, key
        assert mask.max() == 1, key


def test_outside_its_zones_and_off_the_skin_it_is_exactly_nothing(face, masks):
    zones, skin = zone_masks(face.points, CROP_SIZE), geometric_skin_mask(face.points, CROP_SIZE) > 0
    for key, mask in masks.items():
        allowed = zones[Zone.FACE] if key == "blemishes" else np.logical_or.reduce(
            [zones[zone] for zone in CRITERIA[key].zones]
        )  # fmt: skip
        assert not mask[~(allowed & skin)].any(), key
        # One pixel along the border as well: interpolation must carry nothing across.
        assert not mask[1:][~(allowed & skin)[:-1]].any(), key


def test_it_fades_without_a_step(masks):
    for key, mask in masks.items():
        steepest = max(np.abs(np.diff(mask, axis=axis)).max() for axis in (0, 1))
        assert steepest < 0.5, key


def test_cheek_and_nose_are_one_where_they_touch():
    zones = {zone: np.zeros((64, 64), bool) for zone in Zone}
    zones[Zone.CHEEK_LEFT][8:40, 32:60], zones[Zone.NOSE][8:40, 20:32] = True, True
    mask = attribute_masks(CHANNEL_OF, np.ones((64, 64), bool), zones)["redness"]
    assert mask[24, 31:33].min() > 0.9


def test_hidden_zones_have_none():
    zones = {zone: np.ones((64, 64), bool) for zone in Zone}
    assert attribute_masks(CHANNEL_OF, np.zeros((64, 64), bool), zones) == {}
    sliver = {zone: np.zeros((64, 64), bool) for zone in Zone}
    sliver[Zone.NOSE][:, 30:35] = True
    assert attribute_masks(CHANNEL_OF, np.ones((64, 64), bool), sliver) == {}
