from types import SimpleNamespace

import numpy as np
import pytest

from consultant_app.domain.analysis import CriterionResult, RawMeasure, State
from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.files import resource
from consultant_app.imaging.evidence import WHOLE_FACE, ScoredArea
from consultant_app.imaging.raw_measures import Measured
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence, SkinModel, grade_of
from consultant_app.services.scoring import LARGEST_ERROR, RADIANCE_PARTS, Scored, radiance, score_all
from consultant_app.texts import languages, texts

MAP = 160
LEARNED = [key for key in CRITERIA if key != "radiance"]


def curve(key: str, **changed: object) -> Calibration:
    """Straight from no evidence to the marked end; 5 points of error, doubled where doubt is four times usual."""
    top = CRITERIA[key].grade_max
    plain = {
        "channel": key, "evidence": (0.0, 1.0), "grade": (0.0, top), "error_grade": (0.0,), "error": (0.05 * top,),
        "smallest_scale": 1.2, "usual_deviation": 0.1, "deviation_power": 0.5,
    }  # fmt: skip
    return Calibration(**(plain | changed))  # type: ignore[arg-type]


class Model:
    """A model that scores what it is given curves for; one channel a criterion."""

    def __init__(self, curves: dict[str, Calibration]) -> None:
        channels = tuple({c.channel for c in curves.values()})
        self.manifest = SimpleNamespace(calibrations=curves, channels=channels)

    def grade(self, key: str, evidence: float, deviation: float, grade_max: float) -> tuple[float, float]:
        return grade_of(self.manifest.calibrations[key], evidence, grade_max, deviation)


EVERYTHING = Model({key: curve(key) for key in LEARNED})


@pytest.fixture(scope="module")
def shipped() -> SkinModel:
    return SkinModel(resource("models", "skin"), threads=1)


def scored(
    model: object,
    level: float,
    scale: float = 3.0,
    without: tuple[Zone, ...] = (),
    deviation: float = 0.1,
    maps: dict[str, np.ndarray] | None = None,
    frames: tuple[float, ...] = (),
) -> Scored:
    zones = {}
    for index, zone in enumerate(FACE_ZONES):
        if zone not in without:
            zones[zone] = np.zeros((MAP, MAP), bool)
            zones[zone][index * 12 : index * 12 + 12] = True
    skin = np.logical_or.reduce(list(zones.values()))
    area = ScoredArea(skin, zones | {Zone.FACE: skin})
    channels = model.manifest.channels  # type: ignore[attr-defined]
    even = {name: np.full((MAP, MAP), level, np.float32) for name in channels}
    doubt = {name: np.full((MAP, MAP), 2 * np.log(deviation), np.float32) for name in channels}
    lab = np.full((640, 640, 3), (65, 14, 16), np.float32)
    alone = [Evidence({name: np.full((MAP, MAP), one, np.float32) for name in channels}, doubt) for one in frames]
    measured = Measured(lab, {}, area, 0.65)
    return score_all(model, Evidence(even | (maps or {}), doubt), measured, scale, alone)  # type: ignore[arg-type]


def results(*arguments: object, **options: object) -> dict[str, CriterionResult]:
    return {result.key: result for result in scored(*arguments, **options).results}  # type: ignore[arg-type]


def test_every_criterion_has_a_result_in_the_products_order() -> None:
    assert list(results(EVERYTHING, 0.2)) == list(CRITERIA)
    assert all(result.state is State.OK for result in results(EVERYTHING, 0.2).values())


def test_the_grade_is_read_off_the_mean_evidence() -> None:
    for key, result in results(EVERYTHING, 0.25).items():
        assert result.score == 75, key
        assert result.grade == pytest.approx(0.25 * CRITERIA[key].grade_max), key
        assert all(zone.score == 75 for zone in result.zones), key


def test_no_evidence_scores_higher_than_much(shipped: SkinModel) -> None:
    for model in (EVERYTHING, shipped):
        clear, marked = results(model, 0.0), results(model, 0.9)
        for key in model.manifest.calibrations:
            assert (clear[key].score or 100) >= (marked[key].score or 0), key
    assert all((results(EVERYTHING, 0.0)[key].score, results(EVERYTHING, 0.9)[key].score) == (100, 10)
               for key in LEARNED)  # fmt: skip


def test_a_photo_that_the_model_doubts_has_a_wider_margin_and_the_same_score() -> None:
    usual, doubted, sure = (results(EVERYTHING, 0.3, deviation=d) for d in (0.1, 0.25, 0.04))
    for key in LEARNED:
        assert usual[key].score == doubted[key].score == sure[key].score
        assert usual[key].plus_minus == 5
        assert doubted[key].plus_minus == round(5 * 2.5**0.5)
        assert sure[key].plus_minus == round(5 * 0.4**0.5)
        assert [zone.plus_minus for zone in doubted[key].zones] == [8] * len(CRITERIA[key].zones)


def test_the_margin_of_the_whole_is_the_zones_times_its_own_factor() -> None:
    model = Model({"redness": curve("redness", whole_error=0.6)})
    result = results(model, 0.3)["redness"]
    assert result.plus_minus == 3
    assert {zone.plus_minus for zone in result.zones} == {5}


def test_a_criterion_of_the_whole_face_counts_what_lies_between_its_zones() -> None:
    key, = WHOLE_FACE  # fmt: skip
    heat = np.zeros((MAP, MAP), np.float32)
    outside = FACE_ZONES.index(Zone.JAW_LINE)
    assert Zone.JAW_LINE not in CRITERIA[key].zones
    heat[outside * 12 : outside * 12 + 12] = 1.0
    result = results(EVERYTHING, 0.0, maps={key: heat})[key]
    assert all(zone.grade == 0 for zone in result.zones)
    assert result.grade == pytest.approx(CRITERIA[key].grade_max / len(FACE_ZONES), abs=1e-3)
    firm = results(EVERYTHING, 0.0, maps={"redness": heat})["redness"]
    assert firm.grade == 0


def test_a_hidden_zone_leaves_the_others_and_hiding_all_leaves_nothing() -> None:
    one = results(EVERYTHING, 0.3, without=(Zone.CROWS_FEET_LEFT,))["crows_feet"]
    assert one.state is State.OK
    assert [zone.grade is None for zone in one.zones] == [True, False]
    both = (Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT)
    none = results(EVERYTHING, 0.3, without=both)["crows_feet"]
    assert (none.state, none.reason) == (State.CANNOT_SAY, "reason.zone_hidden")
    assert none.plus_minus is None


def test_a_coarse_photo_says_nothing_of_what_it_cannot_show() -> None:
    model = Model({key: curve(key, smallest_scale=1.2 if key == "pores" else 0.5) for key in LEARNED})
    coarse = results(model, 0.2, scale=1.0)
    assert coarse["pores"].reason == "reason.too_coarse"
    assert coarse["pores"].raw.value is None
    assert coarse["redness"].state is State.OK


def test_radiance_is_silent_where_its_parts_are(shipped: SkinModel) -> None:
    for model in (EVERYTHING, shipped):
        said = results(model, 0.2)
        whole = all(said[part].state is State.OK for part in RADIANCE_PARTS)
        assert (said["radiance"].state is State.OK) == whole
    for missing in RADIANCE_PARTS:
        model = Model({key: curve(key) for key in LEARNED if key != missing})
        assert results(model, 0.2)["radiance"].reason == "reason.components_missing"
    assert results(EVERYTHING, 0.2, scale=1.0)["radiance"].reason == "reason.components_missing"


def test_radiance_is_the_weighted_mean_of_its_parts() -> None:
    parts = {}
    for key, grade in (("tone_evenness", 1.0), ("texture", 2.0), ("shine", 4.0)):
        top = CRITERIA[key].grade_max
        parts[key] = CriterionResult(key, grade, top, 50, 10, State.OK, None, RawMeasure(None, ""), ())
    composed = radiance(CRITERIA["radiance"], parts)
    assert composed.grade == pytest.approx(5 * (0.4 * 1 / 5 + 0.35 * 2 / 5 + 0.25 * 1), abs=1e-3)
    assert composed.plus_minus == round(10 * (0.4**2 + 0.35**2 + 0.25**2) ** 0.5)
    assert composed.raw.value == pytest.approx(1 - composed.grade / 5, abs=1e-3)


def test_a_score_that_could_wear_any_word_is_not_said(shipped: SkinModel) -> None:
    wide = Model({key: curve(key, error=(0.2 * CRITERIA[key].grade_max,)) for key in LEARNED})
    assert results(wide, 0.3)["redness"].plus_minus == 20
    doubted = results(wide, 0.3, deviation=0.3)["redness"]
    assert (doubted.state, doubted.reason) == (State.CANNOT_SAY, "reason.too_uncertain")
    for level in (0.05, 0.2, 0.4, 0.8):
        for result in scored(shipped, level).results:
            if result.state is State.OK:
                assert result.plus_minus is not None
                assert result.plus_minus <= 100 * LARGEST_ERROR
            elif result.reason == "reason.too_uncertain":
                assert all(zone.score is None for zone in result.zones)


def test_maps_are_kept_for_what_is_scored(shipped: SkinModel) -> None:
    assert set(scored(shipped, 0.2).maps) == set(shipped.manifest.calibrations)


def test_what_the_model_does_not_read_is_not_said(shipped: SkinModel) -> None:
    for model in (Model({"redness": curve("redness")}), shipped):
        for result in scored(model, 0.2).results:
            if result.key not in model.manifest.calibrations and result.key != "radiance":
                assert (result.state, result.reason) == (State.CANNOT_SAY, "reason.no_measure")


@pytest.mark.parametrize("language", languages())
def test_every_reason_has_its_words(language: str, shipped: SkinModel) -> None:
    said = {result.reason for level in (0.1, 0.5) for result in scored(shipped, level).results if result.reason}
    fixed = {"reason.too_coarse", "reason.zone_hidden", "reason.too_uncertain", "reason.no_measure"}
    assert all(texts(language)(reason) for reason in said | fixed | {"reason.components_missing"})


def test_pictures_of_one_release_that_differ_widen_the_margin_and_leave_the_score() -> None:
    alike, apart = (results(EVERYTHING, 0.3, frames=f)["redness"] for f in ((0.3, 0.3, 0.3), (0.2, 0.3, 0.4)))
    assert alike.score == apart.score == 70
    assert alike.plus_minus == 5
    # Standard error of the mean of three: 10 points over the root of three.
    assert apart.plus_minus == round(float(np.hypot(5, 10 / 3**0.5)))
