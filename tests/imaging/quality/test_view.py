from dataclasses import replace

import numpy as np

from consultant_app.imaging.quality import View
from consultant_app.imaging.quality.view import brightness_of


def test_the_bands_add_up_to_what_they_were_taken_from(view: View) -> None:
    flat = replace(view, face=replace(view.face, rgb=np.full_like(view.face.rgb, 120)))
    assert all(float(np.abs(band).max()) < 1e-3 for band in flat.bands)
    assert view.bands[1].std() > 1


def test_areas_lie_within_the_face(view: View) -> None:
    for area in (view.brows, view.eyes):
        assert area.any()
        assert (area & view.oval).sum() > 0.8 * area.sum()
    assert (view.inner_skin & ~view.skin).sum() == 0


def test_an_unknown_part_is_nowhere(view: View) -> None:
    assert view.part("hat").shape == view.part("skin").shape
    assert not view.part("hat").any()
    assert not replace(view, parts={}).part("skin").any()


def test_a_mask_keeps_its_share_on_the_networks_grid(view: View) -> None:
    assert abs(view.on_parts(view.oval).mean() - view.oval.mean()) < 0.01


def test_green_is_the_brightest_of_equal_lights() -> None:
    red, green, blue = brightness_of(np.eye(3, dtype=np.float32))
    assert green > red > blue
