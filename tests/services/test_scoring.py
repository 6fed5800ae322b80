import numpy as np
import pytest

from consultant_app.domain.analysis import State
from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.files import resource
from consultant_app.imaging.evidence import ScoredArea
from consultant_app.imaging.raw_measures import Measured
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.scoring import Scored, score_all

MAP = 160


@pytest.fixture(scope="module")
def model() -> SkinModel:
    return SkinModel(resource("models", "skin"), threads=1)


def scored(model: SkinModel, level: float, scale: float = 3.0, without: tuple[Zone, ...] = ()) -> Scored:
    zones = {}
    for index, zone in enumerate(FACE_ZONES):
        if zone not in without:
            zones[zone] = np.zeros((MAP, MAP), bool)
            zones[zone][index * 12 : index * 12 + 12] = True
    skin = np.logical_or.reduce(list(zones.values()))
    area = ScoredArea(skin, zones | {Zone.FACE: skin})
    channels = {name: np.full((MAP, MAP), level, np.float32) for name in model.manifest.channels}
    lab = np.full((640, 640, 3), (65, 14, 16), np.float32)
    return score_all(model, channels, Measured(lab, {}, area, 0.65), scale)


def test_no_evidence_scores_higher_than_much(model: SkinModel) -> None:
    clear, marked = ({result.key: result for result in scored(model, level).results} for level in (0.0, 0.9))
    for key in model.manifest.calibrations:
        assert (clear[key].score or 0) > (marked[key].score or 0), key


def test_a_hidden_zone_leaves_the_others_and_hiding_all_leaves_nothing(model: SkinModel) -> None:
    one = next(r for r in scored(model, 0.3, without=(Zone.CROWS_FEET_LEFT,)).results if r.key == "crows_feet")
    assert one.state is State.OK
    assert [zone.grade is None for zone in one.zones] == [True, False]
    both = (Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT)
    none = next(r for r in scored(model, 0.3, without=both).results if r.key == "crows_feet")
    assert (none.state, none.reason) == (State.CANNOT_SAY, "reason.zone_hidden")


def test_radiance_is_composed_and_falls_silent_with_its_parts(model: SkinModel) -> None:
    fine = {result.key: result for result in scored(model, 0.2).results}
    assert fine["radiance"].state is State.OK
    assert fine["radiance"].raw.value == pytest.approx(1 - fine["radiance"].grade / 5, abs=0.01)
    coarse = {result.key: result for result in scored(model, 0.2, scale=1.0).results}
    assert coarse["texture"].reason == "reason.too_coarse"
    assert coarse["radiance"].reason == "reason.components_missing"


def test_maps_are_kept_for_what_is_scored(model: SkinModel) -> None:
    assert set(scored(model, 0.2).maps) == set(model.manifest.calibrations)
    assert set(model.manifest.calibrations) == set(CRITERIA) - {"firmness", "radiance"}
