from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.imaging.colour import linear_from_srgb, srgb_from_linear
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.visit_pair import SIDE, VisitPair

LAMP = np.array([0.85, 1.0, 1.15], np.float32)


@pytest.fixture(scope="module")
def pair_of(engine: AnalysisService, portrait_photo: AnalysedPhoto) -> tuple[AnalysedPhoto, AnalysedPhoto]:
    """The astronaut, and she again: her head held otherwise, a little nearer, under a colder lamp."""
    height, width = portrait_photo.rgb.shape[:2]
    turned = cv2.getRotationMatrix2D((224.0, 120.0), 6.0, 1.08)
    moved = cv2.warpAffine(portrait_photo.rgb, turned, (width, height), borderMode=cv2.BORDER_REPLICATE)
    colder = srgb_from_linear(linear_from_srgb(np.asarray(moved, np.uint8)) * LAMP)
    return portrait_photo, engine.analyse_rgb(colder, "later.png", force=True)


@pytest.fixture(scope="module")
def pair(pair_of: tuple[AnalysedPhoto, AnalysedPhoto]) -> VisitPair:
    before, after = pair_of
    assert before.landmarks is not None
    assert after.landmarks is not None
    return VisitPair(before, after, (before.landmarks, after.landmarks))


def test_the_later_photo_lies_on_the_earlier_in_its_light(pair: VisitPair) -> None:
    assert pair.before.shape == pair.after.shape == (SIDE, SIDE, 3)
    assert pair.match.found
    np.testing.assert_allclose(pair.match.gains, 1 / LAMP, rtol=0.04)
    inside = pair.face.where
    before, after = (cv2.GaussianBlur(each[inside], (0, 0), 4).astype(float) for each in (pair.before, pair.after))
    assert np.abs(before - after).mean() < 6


def test_unchanged_skin_shows_no_difference(pair: VisitPair) -> None:
    assert "redness" in pair.keys
    for key in pair.keys:
        assert np.abs(pair.difference(key)).mean() < 0.05, key


def _with_redness(photo: AnalysedPhoto, values: NDArray[np.float32]) -> AnalysedPhoto:
    maps = {**photo.evidence.maps, "redness": values}
    return replace(photo, evidence=replace(photo.evidence, maps=maps))


def test_what_came_is_found_where_it_came(pair_of: tuple[AnalysedPhoto, AnalysedPhoto]) -> None:
    before, after = pair_of
    nose = after.zone_polygons[Zone.NOSE].mean(axis=0)
    x, y = after.evidence.crop_from_photo @ [*nose, 1]
    none = np.zeros_like(after.evidence.maps["redness"])
    spot = none.copy()
    cv2.circle(spot, (round(x), round(y)), 5, 0.6, -1)
    before = _with_redness(before, none)
    redder = _with_redness(after, spot)
    assert before.landmarks is not None
    assert after.landmarks is not None
    pair = VisitPair(before, redder, (before.landmarks, after.landmarks))
    more = pair.difference("redness")
    assert more.max() > 0.2
    peak = np.array(np.unravel_index(more.argmax(), more.shape)[::-1]) * SIDE / more.shape[0]
    middle = np.array([pair.face.x + pair.face.width / 2, pair.face.y + pair.face.height * 0.55])
    assert np.abs(peak - middle).max() < 0.15 * pair.face.height
    assert pair.map_of("redness").shape == (SIDE, SIDE, 3)
    with pytest.raises(KeyError):
        pair.map_of("nothing")
