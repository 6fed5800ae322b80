import numpy as np
import pytest

from consultant_app.domain.calibration import CalibrationError
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.imaging.colour_chart import ReadChart, chart_light, read_chart
from consultant_app.imaging.colour_correction import ColourCorrection, fit_chart, fit_grey, log_ratios
from consultant_app.imaging.grey_card import read_card
from tests.card_scenes import WARM, Camera, card_scene, chart_scene

CAMERA = np.array([[0.9, 0.2, 0.1], [0.1, 0.8, 0.1], [0.02, 0.1, 0.6]])
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def read(light: np.ndarray, usable: np.ndarray | None = None) -> ReadChart:
    everything = np.ones(24, bool) if usable is None else usable
    return ReadChart(light, everything, np.zeros((4, 2), np.float32))


@pytest.fixture(scope="module")
def photographed() -> np.ndarray:
    return WARM.photograph(chart_scene(yaw=20, roll=10)[0])


def test_a_linear_camera_is_inverted_up_to_brightness():
    fitted = fit_chart(read(chart_light() @ CAMERA.T))
    found = fitted.correction.matrix @ CAMERA
    np.testing.assert_allclose(found / found[1, 1], np.eye(3), atol=1e-6)
    assert fitted.before > 5
    assert fitted.after < 0.3
    assert fitted.illuminant == pytest.approx(log_ratios(CAMERA @ np.ones(3)), abs=1e-6)


def test_greys_keep_their_luminance():
    greys = (chart_light() @ CAMERA.T)[19:23].sum(axis=0)
    corrected = fit_chart(read(chart_light() @ CAMERA.T)).correction.matrix @ greys
    assert corrected @ LUMINANCE == pytest.approx(greys @ LUMINANCE)


@pytest.mark.parametrize("exposure", [0.3, 1.0, 1.6])
def test_exposure_does_not_move_the_matrix(exposure):
    bright = fit_chart(read(chart_light() @ CAMERA.T * exposure)).correction.matrix
    np.testing.assert_allclose(bright, fit_chart(read(chart_light() @ CAMERA.T)).correction.matrix, atol=1e-9)


def test_light_that_falls_off_over_the_chart_is_taken_out():
    across = np.exp(0.06 * (np.arange(24) % 6 - 2.5) - 0.05 * (np.arange(24) // 6 - 1.5))
    level = fit_chart(read(chart_light() @ CAMERA.T)).correction.matrix
    slanted = fit_chart(read(chart_light() @ CAMERA.T * across[:, None])).correction.matrix
    np.testing.assert_allclose(slanted, level, atol=0.01)


def test_burnt_patches_do_not_count():
    light, usable = chart_light() @ CAMERA.T, np.ones(24, bool)
    light[[15, 18]], usable[[15, 18]] = 1.0, False
    assert fit_chart(read(light, usable)).after < 0.3


def test_a_photographed_chart_comes_out_right(photographed):
    fitted = fit_chart(read_chart(photographed))
    assert fitted.before > 6
    assert fitted.after < 1.0
    again = fit_chart(read_chart(fitted.correction(photographed)))
    assert again.before < 1.5


def test_what_is_no_chart_is_refused():
    shuffled = chart_light()[np.random.default_rng(3).permutation(24)].clip(0.01)
    with pytest.raises(CalibrationError) as error:
        fit_chart(read(shuffled))
    assert error.value.key == "unlike"
    with pytest.raises(CalibrationError) as error:
        fit_chart(read(chart_light(), np.arange(24) > 12))
    assert error.value.key == "over_exposed"


def test_a_grey_card_gives_three_gains():
    camera = Camera(gains=(1.3, 1.0, 0.7))
    fitted = fit_grey(read_card(camera.photograph(card_scene()[0])).light)
    assert np.count_nonzero(fitted.correction.matrix) == 3
    gains = np.diag(fitted.correction.matrix) * camera.gains
    np.testing.assert_allclose(gains / gains[1], 1, atol=0.02)
    assert fitted.illuminant == pytest.approx(log_ratios(np.array(camera.gains)), abs=0.02)
    assert fitted.before > 5
    assert fitted.after < 0.1


def test_applied_as_the_formula_says():
    rgb = np.random.default_rng(0).integers(0, 240, (60, 80, 3)).astype(np.uint8)
    matrix = np.array([[1.1, -0.1, 0.05], [0.02, 0.9, 0.0], [-0.1, 0.0, 1.3]])
    expected = srgb_from_linear(linear_from_srgb(rgb) @ matrix.T.astype(np.float32))
    difference = np.abs(ColourCorrection(matrix)(rgb).astype(int) - expected)
    assert difference.max() <= 1


def test_the_identity_changes_nothing(astronaut):
    assert np.abs(ColourCorrection(np.eye(3))(astronaut).astype(int) - astronaut).max() <= 1


def test_what_is_burnt_out_stays_burnt_out():
    rgb = np.zeros((4, 256, 3), np.uint8) + np.arange(256, dtype=np.uint8)[None, :, None]
    shown = ColourCorrection(np.diag([0.7, 0.9, 0.8]))(rgb)[0].astype(int)
    assert (shown[255] == 255).all()
    assert (np.diff(shown, axis=0) >= 0).all()
    assert shown[240, 0] < 215


def test_rows_are_plain_numbers():
    assert ColourCorrection(np.diag([1.0, 2.0, 3.0])).rows == ((1.0, 0.0, 0.0), (0.0, 2.0, 0.0), (0.0, 0.0, 3.0))
