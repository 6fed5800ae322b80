import pytest

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules_needs import Need, claims_of, needs_of

HOUSE = load_house()


def result(
    key: str,
    score: int | None,
    plus_minus: int | None = 5,
    zones: dict[Zone, int | None] | None = None,
    state: State = State.OK,
) -> CriterionResult:
    scores = zones if zones is not None else dict.fromkeys(CRITERIA[key].zones, score)
    return CriterionResult(
        key=key,
        grade=None,
        grade_max=CRITERIA[key].grade_max,
        score=score,
        plus_minus=plus_minus,
        state=state,
        reason=None,
        raw=RawMeasure(None, CRITERIA[key].raw_unit),
        zones=tuple(ZoneScore(zone, None, value, plus_minus) for zone, value in scores.items()),
    )


def needs(*results: CriterionResult, wishes: tuple[str, ...] = ()) -> tuple[Need, ...]:
    quality = Quality(accepted=True, findings=())
    analysis = Analysis("p", ModelIdentity("m", "1", ""), quality, None, Overall(None, None), results, (), ())
    return needs_of(analysis, HOUSE.rules.book, wishes)


@pytest.mark.parametrize("score", [70, 71, 100])
def test_a_good_score_is_no_need(score: int) -> None:
    assert needs(result("pores", score)) == ()


@pytest.mark.parametrize(
    "unsaid",
    [
        result("pores", None),
        result("pores", 20, state=State.CANNOT_SAY),
        result("pores", 20, plus_minus=None),
        result("radiance", 20),
    ],
)
def test_what_cannot_be_said_or_is_composed_is_no_need(unsaid: CriterionResult) -> None:
    assert needs(unsaid) == ()


def test_the_weight_is_depth_times_certainty() -> None:
    # One standard error below the threshold: 2 P - 1 = 0.6827 of the normal distribution.
    (need,) = needs(result("pores", 60, plus_minus=10))
    assert need.weight == pytest.approx(10 / 70 * 0.682689, abs=1e-6)
    assert needs(result("pores", 60, plus_minus=0))[0].weight == pytest.approx(10 / 70)
    assert needs(result("pores", 0, plus_minus=1))[0].weight == pytest.approx(1)


def test_the_surer_of_two_equal_scores_weighs_more() -> None:
    sure, unsure = needs(result("pores", 60, plus_minus=3)), needs(result("pores", 60, plus_minus=12))
    assert sure[0].weight > unsure[0].weight


def test_a_strong_active_is_asked_for_only_where_the_score_is_sure() -> None:
    # Folds 49 +/- 23 of a young face: 0.68 probable to lie under 60, not the 0.8 that a retinoid asks for.
    (unsure,) = needs(result("folds", 49, plus_minus=23))
    assert [call.rule.id for call in unsure.calls] == ["lines_peptide"]
    (sure,) = needs(result("folds", 49, plus_minus=8))
    assert [call.rule.id for call in sure.calls] == ["lines_retinoid", "lines_peptide"]
    assert unsure.weight < 0.65 * sure.weight
    assert unsure.certainty == pytest.approx(0.6388, abs=1e-4)


def test_a_wish_weighs_where_there_is_a_need_and_makes_none() -> None:
    plain, wished = needs(result("pores", 60)), needs(result("pores", 60), wishes=("pores", "folds"))
    assert wished[0].weight == pytest.approx(HOUSE.rules.book.wish_weight * plain[0].weight)
    assert wished[0].certainty == plain[0].certainty
    assert needs(result("pores", 75), wishes=("pores",)) == ()


def test_the_zone_is_the_most_marked_one() -> None:
    zones: dict[Zone, int | None] = {Zone.CROWS_FEET_LEFT: 65, Zone.CROWS_FEET_RIGHT: 50}
    (need,) = needs(result("crows_feet", 55, zones=zones))
    assert {call.zone for call in need.calls} == {Zone.CROWS_FEET_RIGHT}


def test_hidden_zones_are_passed_over_and_no_zone_at_all_is_the_face() -> None:
    (need,) = needs(result("crows_feet", 55, zones={Zone.CROWS_FEET_LEFT: None, Zone.CROWS_FEET_RIGHT: 60}))
    assert {call.zone for call in need.calls} == {Zone.CROWS_FEET_RIGHT}
    (need,) = needs(result("crows_feet", 55, zones={}))
    assert {call.zone for call in need.calls} == {Zone.FACE}


def test_a_rule_for_a_zone_speaks_only_where_that_zone_is_marked() -> None:
    marked: dict[Zone, int | None] = {Zone.NOSE: 60, Zone.CHEEK_LEFT: 40, Zone.CHEEK_RIGHT: 80}
    (need,) = needs(result("pores", 60, zones=marked))
    assert {call.rule.id: call.zone for call in need.calls} == {
        "pores_bha": Zone.NOSE,
        "pores_balance": Zone.CHEEK_LEFT,
    }
    (need,) = needs(result("pores", 60, zones=marked | {Zone.NOSE: 75}))
    assert [call.rule.id for call in need.calls] == ["pores_balance"]


def test_a_product_claims_each_family_once_by_its_strongest_rule() -> None:
    (need,) = needs(result("dark_spots", 40, zones={Zone.FOREHEAD: 40}))
    claims = claims_of(HOUSE.catalogue.products["ma-serum-spots"], need)
    assert [(claim.family, claim.call.rule.id) for claim in claims] == [
        ("arbutin", "spots_arbutin"),
        ("niacinamide", "spots_niacinamide"),
        ("vitamin_c", "spots_vitamin_c"),
    ]
    assert [claim.weight for claim in claims] == sorted((claim.weight for claim in claims), reverse=True)


def test_a_product_claims_nothing_it_is_not_meant_for() -> None:
    (need,) = needs(result("redness", 40))
    balance = HOUSE.catalogue.products["ma-serum-balance"]
    assert "niacinamide" in balance.actives
    assert claims_of(balance, need) == ()
