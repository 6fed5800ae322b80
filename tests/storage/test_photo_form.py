from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.storage.photo_form import maps_from_bytes, maps_to_bytes, photo_from_bytes, photo_to_bytes

HALF_A_LEVEL = 1 / 510 + 1e-6


def test_a_photo_comes_back_within_what_jpeg_95_loses(photo: AnalysedPhoto) -> None:
    again = photo_from_bytes(photo_to_bytes(photo.rgb))
    assert again.shape == photo.rgb.shape
    assert again.dtype == np.uint8
    difference = np.abs(again.astype(int) - photo.rgb)
    assert difference.mean() < 2.5
    assert difference.max() < 32


def test_colour_keeps_its_full_resolution() -> None:
    stripes = np.zeros((32, 32, 3), np.uint8)
    stripes[:, ::2] = (200, 120, 100)
    stripes[:, 1::2] = (120, 140, 190)
    assert np.abs(photo_from_bytes(photo_to_bytes(stripes)).astype(int) - stripes).max() < 24


@given(arrays(np.float32, (5, 7), elements=st.floats(0, 1, width=32)))
def test_maps_come_back_within_half_a_level(values: np.ndarray) -> None:
    evidence = EvidenceMaps({"pores": values}, np.arange(6, dtype=np.float64).reshape(2, 3) / 7)
    again, _ = maps_from_bytes(maps_to_bytes(evidence, {}))
    assert again.maps["pores"].dtype == np.float32
    assert np.abs(again.maps["pores"] - values).max() <= HALF_A_LEVEL
    assert np.array_equal(again.crop_from_photo, evidence.crop_from_photo)


def test_everything_else_is_exact(photo: AnalysedPhoto) -> None:
    again, polygons = maps_from_bytes(maps_to_bytes(photo.evidence, photo.zone_polygons))
    assert list(again.maps) == list(photo.evidence.maps)
    assert set(polygons) == set(Zone)
    assert all(np.array_equal(polygons[zone], photo.zone_polygons[zone]) for zone in Zone)
    assert all(points.dtype == np.float32 for points in polygons.values())


def test_skin_and_scale_come_back_and_an_older_visit_has_none(photo: AnalysedPhoto) -> None:
    older, _ = maps_from_bytes(maps_to_bytes(photo.evidence, {}))
    assert older.skin is None
    assert older.map_per_mm is None
    skin = np.eye(24, dtype=bool)
    again, _ = maps_from_bytes(maps_to_bytes(replace(photo.evidence, skin=skin, map_per_mm=0.65), {}))
    assert again.skin is not None
    assert again.skin.dtype == np.bool_
    assert np.array_equal(again.skin, skin)
    assert again.map_per_mm == 0.65
    assert list(again.maps) == list(photo.evidence.maps)


@pytest.mark.parametrize("value", [np.nan, 1.1, -0.1])
def test_a_map_off_its_scale_is_a_bug(value: float) -> None:
    evidence = EvidenceMaps({"pores": np.full((2, 2), value, np.float32)}, np.eye(2, 3))
    with pytest.raises(ValueError, match="pores"):
        maps_to_bytes(evidence, {})


def test_rounding_over_the_edge_is_forgiven() -> None:
    evidence = EvidenceMaps({"pores": np.array([[1.0001, -0.0001]], np.float32)}, np.eye(2, 3))
    again, _ = maps_from_bytes(maps_to_bytes(evidence, {}))
    assert again.maps["pores"].tolist() == [[1.0, 0.0]]
