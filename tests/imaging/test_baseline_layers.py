import numpy as np

from consultant_app.imaging.baseline_layers import LAYER_SIZE, baseline_layers, edge_preserving


def test_where_nothing_is_seen_nothing_is_taken():
    crop = np.random.default_rng(0).integers(0, 255, (640, 640, 3), np.uint8)
    evidence = np.zeros((160, 160), np.float32)
    evidence[:, 80:] = 1
    layers = baseline_layers(crop, {"redness": evidence, "firmness": evidence})
    assert set(layers) == {"redness"}
    layer = layers["redness"]
    assert layer.shape == (LAYER_SIZE, LAYER_SIZE, 3)
    assert layer.dtype == np.float32
    assert not layer[:, : LAYER_SIZE // 2 - 4].any()
    assert np.abs(layer[:, LAYER_SIZE // 2 + 4 :]).mean() > 0.05


def test_a_spot_is_what_the_smoothing_takes_away():
    crop = np.full((640, 640, 3), 160, np.uint8)
    crop[310:330, 310:330] = 120
    spot = baseline_layers(crop, {"dark_spots": np.ones((160, 160), np.float32)})["dark_spots"]
    assert spot[158:162, 158:162].mean() < -0.25
    assert np.abs(spot[20:60, 20:60]).max() < 1e-4


def test_smoothing_keeps_strong_edges_and_even_ground():
    image = np.zeros((80, 80, 3), np.float32)
    image[:, 40:] = 3
    smooth = edge_preserving(image, 4, 0.3)
    assert np.allclose(smooth[:, :30], 0, atol=1e-4)
    assert np.allclose(smooth[:, 50:], 3, atol=1e-4)
    assert (smooth[40, 42] - smooth[40, 37]).min() > 2.5
    ripple = np.broadcast_to((0.05 * (-1.0) ** np.arange(80))[None, :, None], image.shape).astype(np.float32)
    assert np.abs(edge_preserving(ripple, 4, 0.3)).max() < 0.02
