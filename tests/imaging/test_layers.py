import cv2
import numpy as np
import pytest

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.illustration import GAMMA
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.layers import CHANNEL_OF, attribute_layers, fit_layers
from consultant_app.imaging.mesh import zone_polygons
from consultant_app.imaging.skin import skin_mask, zone_masks

SIZE = 320


@pytest.fixture(scope="module")
def large(astronaut, found):
    """The portrait enlarged, so that the photo is finer than the channels: pixels and landmarks."""
    cut = astronaut[20:220, 130:330]
    scale = 5.0
    rgb = np.ascontiguousarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))
    points = (found.points - np.array([130, 20, 0], np.float32)) * np.float32(scale)
    return rgb, points


@pytest.fixture(scope="module")
def face(large):
    return align(*large)


@pytest.fixture(scope="module")
def skin_and_zones(face):
    return skin_mask(face.rgb, face.points), zone_masks(face.points, CROP_SIZE)


def carried(large, face, skin_and_zones, channels):
    fits = fit_layers(face, *skin_and_zones, channels)
    return {layer.key: layer for layer in attribute_layers(large[0], face.crop_from_photo, fits.values())}


def even(value: float) -> np.ndarray:
    return np.full((SIZE, SIZE, 3), value, np.float32)


def test_the_lines_of_one_channel_go_to_their_zones_and_the_others_keep_their_names(large, face, skin_and_zones):
    layers = carried(large, face, skin_and_zones, {"lines": even(-0.4), "redness": even(0.2)})
    assert set(layers) == {"forehead_lines", "frown_lines", "crows_feet", "under_eye_lines", "redness"}
    assert set(CHANNEL_OF) == set(CRITERIA) - {"firmness", "radiance"}


def test_an_even_layer_arrives_as_the_log_of_coded_values(large, face, skin_and_zones):
    layer = carried(large, face, skin_and_zones, {"redness": even(0.22)})["redness"]
    assert layer.log.shape == (layer.box.height, layer.box.width, 3)
    assert layer.log.dtype == np.float32
    assert layer.log.max() == pytest.approx(0.22 / GAMMA, abs=1e-4)
    assert layer.log.min() == pytest.approx(0, abs=1e-5)


def test_outside_its_zones_a_layer_is_exactly_nothing(large, face, skin_and_zones):
    rgb, points = large
    noise = np.random.default_rng(0).normal(0, 0.3, (SIZE, SIZE, 3)).astype(np.float32)
    layers = carried(large, face, skin_and_zones, dict.fromkeys(set(CHANNEL_OF.values()), noise))
    polygons = zone_polygons(points)
    for key, layer in layers.items():
        inside = np.zeros(rgb.shape[:2], np.uint8)
        for zone in (Zone.FACE,) if key == "blemishes" else CRITERIA[key].zones:
            cv2.fillPoly(inside, [np.round(polygons[zone]).astype(np.int32)], 1)
        whole = np.zeros(rgb.shape, np.float32)
        whole[layer.box.where] = layer.log
        assert whole.any(), key
        assert not whole[inside == 0].any(), key


def test_a_line_comes_back_as_fine_as_it_is_on_the_photo(large):
    """A line of 2 photo pixels, drawn on even skin and blurred in the channel, is taken away to its own width."""
    rgb, points = large
    flat = np.full_like(rgb, 150)
    clean = flat.copy()
    x, y = points[[9, 8], :2].mean(axis=0).astype(int)
    cv2.line(flat, (x - 60, y - 90), (x + 60, y - 90), (110, 110, 110), 2)
    marked, bare = align(flat, points), align(clean, points)
    small = [
        np.log(cv2.resize(crop.rgb, (SIZE, SIZE), interpolation=cv2.INTER_AREA).astype(np.float32))
        for crop in (marked, bare)
    ]
    channel = GAMMA * (small[0] - small[1])
    zones = zone_masks(marked.points, CROP_SIZE)
    fits = fit_layers(marked, zones[Zone.FACE], zones, {"lines": channel})
    layers = {k.key: k for k in attribute_layers(flat, marked.crop_from_photo, fits.values())}
    layer = layers["forehead_lines"]
    inner = flat[layer.box.where].astype(np.float32) * np.exp(-layer.log)
    where = clean[layer.box.where].astype(np.float32)
    drawn = np.abs(flat[layer.box.where].astype(np.float32) - where)
    left = np.abs(inner - where)
    assert drawn.max() == 40
    assert left.max() < 12
    assert left.sum() < 0.25 * drawn.sum()


def test_grain_stays_when_a_broad_spot_goes(large):
    rgb, points = large
    rng = np.random.default_rng(1)
    grain = rng.normal(0, 2.5, (*rgb.shape[:2], 1))
    y, x = np.mgrid[0 : rgb.shape[0], 0 : rgb.shape[1]]
    centre = points[[50, 205], :2].mean(axis=0)
    spot = -0.25 * np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (2 * 30.0**2))[..., None]
    photo = np.clip(150 * np.exp(spot) + grain, 0, 255).round().repeat(3, axis=2).astype(np.uint8)
    face = align(photo, points)
    to_grid = face.crop_from_photo * 0.5
    channel = cv2.warpAffine(spot[..., 0].astype(np.float32), to_grid, (SIZE, SIZE))[..., None].repeat(3, axis=2)
    zones = zone_masks(face.points, CROP_SIZE)
    fits = fit_layers(face, zones[Zone.FACE], zones, {"dark_spots": (GAMMA * channel).astype(np.float32)})
    layer = next(iter(attribute_layers(photo, face.crop_from_photo, fits.values())))
    out = photo.astype(np.float32)
    out[layer.box.where] *= np.exp(-layer.log)
    around = (slice(int(centre[1]) - 12, int(centre[1]) + 12), slice(int(centre[0]) - 12, int(centre[0]) + 12))
    assert photo[around].mean() < 125
    assert out[around].mean() == pytest.approx(150, abs=4)
    fine = [image[around][..., 0] - cv2.GaussianBlur(image[around][..., 0], (0, 0), 2) for image in
            (photo.astype(np.float32), out)]  # fmt: skip
    assert fine[1].std() > 0.85 * fine[0].std()


def test_what_is_hidden_or_not_given_has_no_layer(face, skin_and_zones):
    _, zones = skin_and_zones
    assert fit_layers(face, np.zeros((CROP_SIZE, CROP_SIZE), bool), zones, {"redness": even(0.2)}) == {}
    assert fit_layers(face, skin_and_zones[0], zones, {}) == {}


def test_a_face_outside_the_picture_gives_nothing(large, face, skin_and_zones):
    fits = fit_layers(face, *skin_and_zones, {"redness": even(0.2)})
    assert list(attribute_layers(large[0][:3, :3], face.crop_from_photo, fits.values())) == []
