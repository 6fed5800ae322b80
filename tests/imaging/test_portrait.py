from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.analysis import Analysis, ModelIdentity, Overall, Quality
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.imaging.overlay import map_on_photo
from consultant_app.imaging.portrait import portrait

ANALYSIS = Analysis(
    "p.jpg",
    ModelIdentity("m", "1", "0"),
    Quality(accepted=True, findings=()),
    None,
    Overall(None, None),
    (),
    (),
    (),
)


def photo_with_face(left: float, top: float, width: float, height: float, shape: tuple[int, int]) -> AnalysedPhoto:
    oval = np.array([[left, top], [left + width, top], [left + width, top + height], [left, top + height]])
    map_ = np.zeros((64, 64), np.float32)
    map_[24:40, 24:40] = 1
    size = max(width, height)
    affine = np.array([[64 / size, 0, -left * 64 / size], [0, 64 / size, -top * 64 / size]])
    return AnalysedPhoto(
        rgb=np.zeros((*shape, 3), np.uint8),
        analysis=ANALYSIS,
        evidence=EvidenceMaps({"k": map_}, affine),
        zone_polygons={Zone.FACE: oval.astype(np.float32)},
    )


def test_face_fills_the_portrait_and_nothing_is_stretched() -> None:
    cut = portrait(photo_with_face(700, 400, 300, 400, (1200, 1600)), aspect=0.8, width=232)
    assert cut.rgb.shape == (290, 232, 3)
    oval = cut.zone_polygons[Zone.FACE]
    wide, high = oval.max(axis=0) - oval.min(axis=0)
    assert wide / high == pytest.approx(300 / 400, rel=0.01)
    assert (oval.max(axis=0) + oval.min(axis=0)) / 2 == pytest.approx([115.5, 144.5], abs=1.5)


def test_evidence_travels_with_the_cut() -> None:
    cut = portrait(photo_with_face(700, 400, 400, 400, (1200, 1600)), aspect=1.0, width=290)
    rows, columns = np.nonzero(map_on_photo(cut.evidence, "k", cut.rgb.shape) > 0.5)
    oval = cut.zone_polygons[Zone.FACE]
    middle = (oval.max(axis=0) + oval.min(axis=0)) / 2
    assert [columns.mean(), rows.mean()] == pytest.approx(list(middle), abs=2)


@given(
    st.floats(-50, 500),
    st.floats(-50, 500),
    st.floats(5, 700),
    st.floats(5, 700),
    st.sampled_from([0.5, 0.8, 1.0, 1.6]),
)
def test_any_face_gives_a_cut_inside_the_photo(
    x: float, y: float, wide: float, high: float, aspect: float
) -> None:
    cut = portrait(photo_with_face(x, y, wide, high, (480, 640)), aspect, width=200)
    height, width = cut.rgb.shape[:2]
    assert 1 <= width <= 200
    assert abs(width - aspect * height) <= 1 + aspect


def test_a_small_photo_is_not_enlarged() -> None:
    cut = portrait(photo_with_face(20, 20, 60, 80, (200, 150)), aspect=0.8, width=2000)
    assert cut.rgb.shape == (116, 93, 3)


def test_without_a_face_there_is_no_portrait() -> None:
    with pytest.raises(KeyError):
        portrait(replace(photo_with_face(1, 1, 9, 9, (20, 20)), zone_polygons={}), 0.8, 100)
