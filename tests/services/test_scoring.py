import numpy as np
import pytest

from consultant_app.domain.analysis import CriterionResult, RawMeasure, State
from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.files import resource
from consultant_app.imaging.evidence import ScoredArea
from consultant_app.imaging.raw_measures import Measured
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.scoring import LARGEST_ERROR, RADIANCE_PARTS, Scored, _radiance, score_all
from consultant_app.texts import languages, texts

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
        assert (clear[key].score or 100) > (marked[key].score or 0), key


def test_a_hidden_zone_leaves_the_others_and_hiding_all_leaves_nothing(model: SkinModel) -> None:
    one = next(r for r in scored(model, 0.3, without=(Zone.CROWS_FEET_LEFT,)).results if r.key == "crows_feet")
    assert one.state is State.OK
    assert [zone.grade is None for zone in one.zones] == [True, False]
    both = (Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT)
    none = next(r for r in scored(model, 0.3, without=both).results if r.key == "crows_feet")
    assert (none.state, none.reason) == (State.CANNOT_SAY, "reason.zone_hidden")


def test_radiance_is_silent_where_its_parts_are(model: SkinModel) -> None:
    results = {result.key: result for result in scored(model, 0.2).results}
    said = all(results[part].state is State.OK for part in RADIANCE_PARTS)
    assert (results["radiance"].state is State.OK) == said
    coarse = {result.key: result for result in scored(model, 0.2, scale=1.0).results}
    assert coarse["texture"].reason == "reason.too_coarse"
    assert coarse["radiance"].reason == "reason.components_missing"


def test_radiance_is_the_weighted_mean_of_its_parts() -> None:
    parts = {}
    for key, grade in (("tone_evenness", 1.0), ("texture", 2.0), ("shine", 4.0)):
        top = CRITERIA[key].grade_max
        parts[key] = CriterionResult(key, grade, top, 50, 10, State.OK, None, RawMeasure(None, ""), ())
    radiance = _radiance(CRITERIA["radiance"], parts)
    assert radiance.grade == pytest.approx(5 * (0.4 * 1 / 5 + 0.35 * 2 / 5 + 0.25 * 1), abs=1e-3)
    assert radiance.plus_minus == round(10 * (0.4**2 + 0.35**2 + 0.25**2) ** 0.5)
    assert radiance.raw.value == pytest.approx(1 - radiance.grade / 5, abs=1e-3)


def test_a_score_that_could_wear_any_word_is_not_said(model: SkinModel) -> None:
    for level in (0.05, 0.2, 0.4, 0.8):
        for result in scored(model, level).results:
            if result.state is State.OK:
                assert result.plus_minus is not None
                assert result.plus_minus <= 100 * LARGEST_ERROR
            elif result.reason == "reason.too_uncertain":
                assert all(zone.score is None for zone in result.zones)


def test_maps_are_kept_for_what_is_scored(model: SkinModel) -> None:
    assert set(scored(model, 0.2).maps) == set(model.manifest.calibrations)


def test_what_the_model_cannot_read_well_enough_is_not_said(model: SkinModel) -> None:
    figures, typical = (model.manifest.metrics[name] for name in ("rendered_holdout", "typical_severity"))
    good = {key for key in figures if figures[key]["r"] >= 0.5 and typical[key] <= 0.6}
    assert good == set(model.manifest.calibrations)
    for result in scored(model, 0.2).results:
        if result.key not in model.manifest.calibrations and result.key != "radiance":
            assert (result.state, result.reason) == (State.CANNOT_SAY, "reason.no_measure")


@pytest.mark.parametrize("language", languages())
def test_every_reason_has_its_words(language: str, model: SkinModel) -> None:
    said = {result.reason for level in (0.1, 0.5) for result in scored(model, level).results if result.reason}
    fixed = {"reason.too_coarse", "reason.zone_hidden", "reason.too_uncertain", "reason.no_measure"}
    assert all(texts(language)(reason) for reason in said | fixed | {"reason.components_missing"})
