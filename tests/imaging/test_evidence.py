import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import EvidenceMaps
from consultant_app.imaging.evidence import (
    area_on_map,
    criterion_map,
    deviation,
    map_from_photo,
    map_in_mm,
    reduce_mask,
    scored_area,
)

SIZE, MAP = 64, 16


def box(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), bool)
    mask[top:bottom, left:right] = True
    return mask


ZONES = {
    Zone.NOSE: box(16, 48, 24, 40),
    Zone.CHEEK_LEFT: box(16, 48, 40, 60),
    Zone.CHEEK_RIGHT: box(16, 48, 4, 24),
}
EVERYWHERE = np.ones((SIZE, SIZE), bool)


def test_the_map_that_is_shown_is_the_evidence_inside_the_zones() -> None:
    evidence = np.random.default_rng(1).random((MAP, MAP)).astype(np.float32)
    area = scored_area(EVERYWHERE, ZONES, MAP)
    heat = criterion_map("pores", evidence, area)
    for zone in ZONES:
        assert np.array_equal(heat[area.zones[zone]], evidence[area.zones[zone]])
    outside = ~np.logical_or.reduce(list(area.zones.values()))
    assert heat[outside].max() == 0


def test_a_covered_zone_is_hidden() -> None:
    skin = ~box(16, 40, 24, 40)
    assert Zone.NOSE not in scored_area(skin, ZONES, MAP).zones
    assert Zone.CHEEK_LEFT in scored_area(skin, ZONES, MAP).zones


def test_a_cheek_that_is_turned_away_is_hidden() -> None:
    zones = ZONES | {Zone.CHEEK_LEFT: box(16, 48, 56, 60)}
    seen = scored_area(EVERYWHERE, zones, MAP).zones
    assert Zone.CHEEK_LEFT not in seen
    assert Zone.CHEEK_RIGHT in seen


def test_half_covered_pixels_count() -> None:
    mask = np.zeros((4, 4), bool)
    mask[:, :2] = True
    assert reduce_mask(mask, 1).all()
    mask[:, 1] = False
    assert not reduce_mask(mask, 1).any()


def test_the_middle_of_the_photo_stays_the_middle_of_the_map() -> None:
    to_map = map_from_photo(np.eye(2, 3), 640, 160)
    # The centre of four photo pixels is the centre of one map pixel.
    assert to_map @ [1.5, 1.5, 1] == pytest.approx([0, 0])
    assert to_map @ [637.5, 637.5, 1] == pytest.approx([159, 159])


def test_a_deviation_is_the_root_of_the_mean_variance() -> None:
    doubt = np.log(np.array([[0.01, 0.09], [4.0, 4.0]], np.float32))
    everywhere = np.array([[True, True], [False, False]])
    assert deviation(doubt, everywhere) == pytest.approx(np.sqrt((0.01 + 0.09) / 2), rel=1e-5)
    # Cells share camera and light: more of them make nothing surer.
    wide = np.kron(doubt, np.ones((8, 8), np.float32))
    assert deviation(wide, np.kron(everywhere, np.ones((8, 8))) > 0) == pytest.approx(
        deviation(doubt, everywhere), rel=1e-5
    )


def square(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def test_zones_of_a_photo_are_found_again_on_its_map() -> None:
    to_map = map_from_photo(np.eye(2, 3), SIZE, MAP)
    evidence = EvidenceMaps({"pores": np.zeros((MAP, MAP), np.float32)}, to_map, np.ones((MAP, MAP), bool))
    drawn = box(16, 48, 24, 40)
    found = area_on_map(evidence, {Zone.NOSE: square(24, 16, 39, 47)})
    assert np.array_equal(found.zones[Zone.NOSE], reduce_mask(drawn, MAP))
    half = np.zeros((MAP, MAP), bool)
    half[:8] = True
    covered = area_on_map(EvidenceMaps(evidence.maps, to_map, half), {Zone.NOSE: square(24, 16, 39, 47)})
    assert np.array_equal(covered.zones[Zone.NOSE], reduce_mask(drawn, MAP) & half)


def test_a_visit_without_skin_or_scale_takes_the_oval_and_a_mean_face() -> None:
    to_map = map_from_photo(np.eye(2, 3), SIZE, MAP)
    evidence = EvidenceMaps({"pores": np.zeros((MAP, MAP), np.float32)}, to_map)
    found = area_on_map(evidence, {Zone.FACE: square(8, 8, 55, 55), Zone.NOSE: square(0, 0, 30, 30)})
    assert np.array_equal(found.skin, reduce_mask(box(8, 56, 8, 56), MAP))
    assert not found.zones[Zone.NOSE][0].any(), "outside the oval is no skin"
    assert map_in_mm(evidence) == pytest.approx(2.6 * MAP / 640)
    assert map_in_mm(EvidenceMaps(evidence.maps, to_map, None, 0.7)) == 0.7
