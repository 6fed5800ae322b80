import numpy as np
import pytest

from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.imaging.evidence import ScoredArea
from consultant_app.imaging.raw_measures import Measured, raw_measure

MAP, CROP, PER_MM = 100, 400, 0.65


def measured(lab: np.ndarray | None = None, **maps: np.ndarray) -> Measured:
    """A face of which each zone is one horizontal band, on even skin unless ``lab`` is given."""
    zones = {}
    for index, zone in enumerate(FACE_ZONES):
        zones[zone] = np.zeros((MAP, MAP), bool)
        zones[zone][index * 7 : index * 7 + 7] = True
    skin = np.logical_or.reduce(list(zones.values()))
    if lab is None:
        lab = np.full((CROP, CROP, 3), (65.0, 14.0, 16.0), np.float32)
    return Measured(lab, maps, ScoredArea(skin, zones | {Zone.FACE: skin}), PER_MM)


def band(zone: Zone) -> slice:
    start = FACE_ZONES.index(zone) * 7
    return slice(start, start + 7)


def test_one_line_across_the_forehead_has_its_length_over_its_area() -> None:
    heat = np.zeros((MAP, MAP), np.float32)
    heat[3, 10:90] = 1
    area_cm2 = 7 * MAP / PER_MM**2 / 100
    assert raw_measure("forehead_lines", measured(forehead_lines=heat)) == pytest.approx(
        80 / PER_MM / area_cm2, rel=0.02
    )


def test_marks_are_counted_one_by_one() -> None:
    heat = np.zeros((MAP, MAP), np.float32)
    for column in (10, 30, 50):
        heat[band(Zone.CHIN).start + 2 : band(Zone.CHIN).start + 5, column : column + 3] = 0.9
    assert raw_measure("blemishes", measured(blemishes=heat)) == 3


def test_an_area_is_a_percentage_of_the_visible_zones() -> None:
    heat = np.zeros((MAP, MAP), np.float32)
    heat[band(Zone.NOSE)] = 1
    assert raw_measure("pores", measured(pores=heat)) == pytest.approx(100 / 3, abs=0.01)


def test_redness_is_measured_against_the_clients_own_calm_skin() -> None:
    lab = np.full((CROP, CROP, 3), (65.0, 14.0, 16.0), np.float32)
    rows = slice(4 * band(Zone.CHIN).start, 4 * band(Zone.CHIN).stop)
    lab[rows, :, 1] += 6
    heat = np.zeros((MAP, MAP), np.float32)
    heat[band(Zone.CHIN)] = 1
    assert raw_measure("redness", measured(lab, redness=heat)) == pytest.approx(6, abs=0.01)


def test_even_skin_has_no_spread_no_circles_no_relief() -> None:
    for key in ("tone_evenness", "dark_circles", "texture", "eye_bags"):
        assert raw_measure(key, measured()) == pytest.approx(0, abs=0.02), key


def test_darker_skin_below_the_eyes_is_a_colour_difference() -> None:
    lab = np.full((CROP, CROP, 3), (65.0, 14.0, 16.0), np.float32)
    for zone in (Zone.UNDER_EYE_LEFT, Zone.UNDER_EYE_RIGHT):
        lab[4 * band(zone).start : 4 * band(zone).stop, :, 0] -= 8
    value = raw_measure("dark_circles", measured(lab))
    assert value is not None
    assert 6 < value < 8.5  # CIEDE2000 weighs lightness a little less than one to one here


def test_nothing_is_measured_in_hidden_zones() -> None:
    data = measured(pores=np.ones((MAP, MAP), np.float32))
    data.area.zones.clear()
    assert raw_measure("pores", data) is None


def test_every_unit_of_a_measure_is_published() -> None:
    assert all(criterion.raw_unit for criterion in CRITERIA.values())


@pytest.mark.parametrize("key", [key for key in CRITERIA if key != "radiance"])
def test_a_criterion_that_is_not_scored_has_what_can_be_measured_without_its_map(key: str) -> None:
    value = raw_measure(key, measured())
    without_map = {"texture", "tone_evenness", "eye_bags", "dark_circles"}
    assert (value is not None) == (key in without_map)
