import numpy as np
import pytest

from consultant_app.domain.calibration import CalibrationError
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.colour_chart import CHART_LAB, NEUTRALS, chart_light, read_chart
from tests.card_scenes import Camera, chart_scene

UPRIGHT, _ = chart_scene()


def test_the_printed_values_are_those_published_in_linear_srgb():
    # colour-science 0.4.7, "ColorChecker24 - After November 2014", adapted by Bradford.
    light = chart_light()
    assert light[0] == pytest.approx((0.17368, 0.07879, 0.05286), abs=4e-4)
    assert light[12] == pytest.approx((0.02096, 0.04753, 0.28413), abs=4e-4)
    assert light[17] == pytest.approx((-0.04392, 0.23366, 0.37719), abs=4e-4)
    assert np.diff(CHART_LAB[NEUTRALS][:, 0]).max() < 0


@pytest.mark.parametrize(("roll", "yaw"), [(0, 0), (90, 0), (180, 20), (-35, 35)])
def test_every_patch_is_read_at_any_turn_and_tilt(roll, yaw):
    light, corners = chart_scene(roll=roll, yaw=yaw)
    chart = read_chart(Camera().photograph(light))
    assert chart.usable.all()
    np.testing.assert_allclose(chart.light, chart_light().clip(0) * 0.85, atol=0.02)
    # In whichever order the corners come, they lie on the chart's own.
    apart = np.linalg.norm(chart.outline[:, None] - corners[None], axis=2).min(axis=1)
    assert apart.max() < 0.06 * 0.32 * 960


def test_burnt_patches_are_marked():
    chart = read_chart(Camera(exposure=1.25).photograph(UPRIGHT))
    assert not chart.usable[18]
    assert chart.usable[19:].all()


@pytest.mark.parametrize(
    ("camera", "wide", "key"),
    [
        (Camera(), 0.08, "small"),
        (Camera(blur=5.5), 0.32, "blurred"),
        (Camera(exposure=4.0), 0.32, "over_exposed"),
        (Camera(exposure=0.05, noise=0.001), 0.32, "under_exposed"),
    ],
)
def test_an_unfit_chart_is_refused_with_the_reason(camera, wide, key):
    light, _ = chart_scene(wide=wide)
    with pytest.raises(CalibrationError) as error:
        read_chart(camera.photograph(light))
    assert error.value.key == key


def test_there_may_be_no_chart(astronaut):
    with pytest.raises(CalibrationError) as error:
        read_chart(astronaut)
    assert error.value.key == "no_chart"
    with pytest.raises(CalibrationError) as error:
        read_chart(np.full((240, 320, 3), 255, np.uint8))
    assert error.value.key == "over_exposed"


def test_a_chart_cut_off_by_the_picture_is_read_or_refused_but_never_fails():
    photo = Camera().photograph(UPRIGHT)
    for cut in (330, 380):
        try:
            chart = read_chart(np.ascontiguousarray(photo[:, cut:]))
        except CalibrationError:
            continue
        assert chart.light.shape == (24, 3)


def test_lab_of_the_drawn_patches_is_near_the_printed_lightness():
    encoded = Camera(exposure=1.0, noise=0, blur=0).photograph(chart_light().clip(0)[None])
    lightness = lab_from_srgb(np.ascontiguousarray(encoded))[0, :, 0]
    np.testing.assert_allclose(lightness[NEUTRALS], CHART_LAB[NEUTRALS][:, 0], atol=1.0)
