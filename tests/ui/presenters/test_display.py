from dataclasses import replace

import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.overlay import map_on_photo
from consultant_app.ui.presenters.display import display_photo


@pytest.fixture
def photo(workspace):
    return workspace.store.kept[0].photo


def test_a_small_photo_is_shown_as_it_is(photo):
    shown = display_photo(photo, longest=512)
    assert shown.rgb is photo.rgb
    assert shown.evidence is photo.evidence


def test_a_large_photo_is_shown_smaller_in_its_own_aspect(photo):
    wide = replace(photo, rgb=np.ascontiguousarray(photo.rgb[:300]))
    shown = display_photo(wide, longest=256)
    assert shown.rgb.shape == (150, 256, 3)


def test_zones_and_maps_move_along(photo):
    shown = display_photo(photo, longest=256)
    np.testing.assert_allclose(shown.polygons[Zone.NOSE], photo.zone_polygons[Zone.NOSE] / 2, atol=1e-4)
    full = map_on_photo(photo.evidence, "redness", photo.rgb.shape)
    half = map_on_photo(shown.evidence, "redness", shown.rgb.shape)
    assert np.abs(full[::2, ::2] - half).max() < 0.02


def test_the_photo_itself_is_left_alone(photo):
    before = photo.evidence.crop_from_photo.copy()
    display_photo(photo, longest=100)
    np.testing.assert_array_equal(photo.evidence.crop_from_photo, before)
