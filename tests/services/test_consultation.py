import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.domain.catalogue import Step
from consultant_app.domain.clients import Profile
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.routine import Origin, Routine
from tests.services.test_recommendation import (
    COMPATIBILITY,
    GOOD,
    MATURE,
    PRODUCTS,
    SERVICE,
    YOUNG,
    analysis,
    ids,
    whys,
)

PLAIN = SERVICE.consult(analysis(MATURE), Profile())
BEST = PLAIN.best()


def holds(routine: Routine) -> bool:
    """Whether no two products of a routine disturb each other, and a sunscreen is there where one is needed."""
    items = routine.recommendations
    return not PLAIN.missing_shield(routine) and all(
        COMPATIBILITY.fit(one.product, one.time, other.product, other.time)
        for place, one in enumerate(items)
        for other in items[:place]
    )


def test_every_product_is_chosen_or_told_why_not() -> None:
    for scores in (MATURE, YOUNG, GOOD):
        consultation = SERVICE.consult(analysis(scores), Profile(sensitive=True, owned=("ma-sun-matt",)))
        routine = consultation.best()
        told = [item.product_id for item in consultation.why_not(routine)]
        assert sorted([*told, *ids(routine)]) == sorted(PRODUCTS)
        assert (
            whys(routine).items() <= {item.product_id: item.why for item in consultation.why_not(routine)}.items()
        )


def test_where_all_is_good_no_product_is_asked_for() -> None:
    consultation = SERVICE.consult(analysis(GOOD), Profile())
    assert consultation.best() == Routine()
    assert {item.why for item in consultation.why_not(Routine())} == {"exclusion.no_need", "exclusion.stock"}


@settings(max_examples=5, deadline=None)
@given(st.dictionaries(st.sampled_from(list(CRITERIA)), st.integers(10, 69), min_size=2), st.data())
def test_any_way_through_the_offers_keeps_every_rule(scores: dict[str, int], data: st.DataObject) -> None:
    consultation = SERVICE.consult(analysis(scores), Profile(budget=500.0, avoided_textures=("oil",)))
    routine = consultation.best()
    for _ in range(3):
        offers = [*((None, item) for item in consultation.additions(routine))]
        for item in routine.recommendations:
            offers += [(item.product.id, other) for other in consultation.swaps(routine, item.product.id)]
        if not offers:
            return
        former, offer = data.draw(st.sampled_from(offers))
        changed = (
            consultation.added(routine, offer.product.id)
            if former is None
            else consultation.swapped(routine, former, offer.product.id)
        )
        mine = changed.item(offer.product.id)
        assert (mine.time, mine.origin) == (offer.time, Origin.ADDED if former is None else Origin.SWAPPED)
        assert sum(item.product.price for item in changed.recommendations) <= 500
        assert not any(item.product.texture == "oil" for item in changed.recommendations)
        assert not consultation.missing_shield(changed)
        for one in changed.recommendations:
            for other in changed.recommendations:
                if one is not other:
                    assert COMPATIBILITY.fit(one.product, one.time, other.product, other.time)
        routine = changed


def test_a_swap_keeps_the_step_first_and_says_why_it_helps() -> None:
    offers = PLAIN.swaps(BEST, "ma-serum-retinol")
    assert offers
    assert offers[0].step is Step.SERUM
    changed = PLAIN.swapped(BEST, "ma-serum-retinol", offers[0].product.id)
    assert "ma-serum-retinol" not in ids(changed)
    assert changed.item(offers[0].product.id).origin is Origin.SWAPPED
    assert holds(changed)


def test_what_was_noted_and_bought_stays_with_its_product() -> None:
    first, second, *_ = ids(BEST)
    noted = tuple(
        dataclasses.replace(item, bought=True, note="for travelling") if item.product.id == first else item
        for item in BEST.recommendations
    )
    changed = PLAIN.removed(dataclasses.replace(BEST, recommendations=noted), second)
    assert (changed.item(first).bought, changed.item(first).note) == (True, "for travelling")
    assert second not in ids(changed)
    assert whys(changed) | {item.product_id: item.why for item in PLAIN.why_not(changed)} != {}


def test_what_was_taken_away_may_come_back() -> None:
    removed = PLAIN.removed(BEST, "ma-serum-retinol")
    told = {item.product_id: item.why for item in PLAIN.why_not(removed)}
    assert told["ma-serum-retinol"] == "exclusion.possible"
    back = PLAIN.added(removed, "ma-serum-retinol")
    assert ids(back) == ids(BEST)
    assert back.item("ma-serum-retinol").origin is Origin.ADDED
    assert back.item("ma-serum-retinol").reasons == BEST.item("ma-serum-retinol").reasons


def test_a_sunscreen_that_is_taken_away_is_missed() -> None:
    sunscreen = next(item for item in BEST.recommendations if item.step is Step.SUNSCREEN)
    without = PLAIN.removed(BEST, sunscreen.product.id)
    assert "ma-serum-retinol" in [product.id for product in PLAIN.missing_shield(without)]
    assert PLAIN.missing_shield(BEST) == ()
    used = SERVICE.consult(analysis(MATURE), Profile(used_actives=("spf",)))
    assert used.missing_shield(without) == ()


def test_a_product_that_may_not_be_added_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be"):
        PLAIN.added(BEST, "ma-peel-aha")
    with pytest.raises(KeyError):
        PLAIN.swaps(BEST, "ma-peel-aha")


def test_a_product_that_left_the_catalogue_is_passed_over() -> None:
    gone = dataclasses.replace(BEST.recommendations[0].product, id="gone")
    old = Routine((dataclasses.replace(BEST.recommendations[0], product=gone), *BEST.recommendations[1:]))
    assert len(PLAIN.why_not(old)) == len(PRODUCTS) - len(old.recommendations) + 1
