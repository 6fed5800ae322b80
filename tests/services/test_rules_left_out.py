from dataclasses import replace

import pytest

from consultant_app.domain.catalogue import Product
from consultant_app.domain.routine import Exclusion
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules_left_out import LeftOut
from consultant_app.services.rules_profile import Bar
from consultant_app.services.rules_search import Chosen, Compatibility, Option, Search, cuts

HOUSE = load_house()
PRODUCTS = HOUSE.catalogue.products
BALANCE, RETINOL, EYE, CREAM, PEEL, SUN = (
    PRODUCTS[key]
    for key in (
        "ma-serum-balance",
        "ma-serum-retinol",
        "ma-eye-retinol",
        "ma-cream-night",
        "ma-peel-aha",
        "ma-sun-matt",
    )
)


def option(product: Product) -> Option:
    """Every family is credited with the same half of the one need."""
    return Option(product, {(0, family): 0.5 for family in product.actives}, cuts(product))


def left_out(
    chosen: tuple[Product, ...] = (),
    mine: tuple[Product, ...] = (),
    bars: dict[str, Bar] | None = None,
    budget: int | None = None,
    most: int = 5,
    shielded: bool = True,
) -> LeftOut:
    book = HOUSE.rules.book.model_copy(update={"products_at_most": most})
    search = Search((1.0,), {}, book, shielded, budget, Compatibility(book))
    options = tuple(option(product) for product in chosen)
    uses = search.compatibility.ways(options)[0]
    all_bars = dict.fromkeys(PRODUCTS, None) | (bars or {})
    return LeftOut(search, Chosen(options, uses), mine, all_bars, option)


def whys(exclusions: tuple[Exclusion, ...]) -> list[tuple[str, str, str]]:
    return [(item.product_id, item.why, item.detail) for item in exclusions]


def test_barred_and_owned_products_are_told_most_fitting_first() -> None:
    bars = {BALANCE.id: Bar("exclusion.allergen", "ZINC PCA"), CREAM.id: Bar("exclusion.stock")}
    explained = left_out(mine=(EYE,), bars=bars)
    assert whys(explained.barred([BALANCE, EYE, SUN, CREAM])) == [
        (CREAM.id, "exclusion.stock", ""),
        (EYE.id, "exclusion.owned", ""),
        (BALANCE.id, "exclusion.allergen", "ZINC PCA"),
    ]


def test_a_barred_product_that_does_nothing_for_the_client_is_not_told() -> None:
    plain = replace(BALANCE, actives=())
    assert left_out(bars={BALANCE.id: Bar("exclusion.stock")}).barred([plain]) == ()


def test_conflicts_name_the_chosen_and_the_owned_product() -> None:
    assert whys(left_out((RETINOL,)).crowded_out([PEEL])) == [(PEEL.id, "exclusion.conflict", RETINOL.name)]
    assert whys(left_out(mine=(RETINOL,)).crowded_out([PEEL])) == [(PEEL.id, "exclusion.conflict", RETINOL.name)]


def test_a_missing_sunscreen_is_told() -> None:
    assert whys(left_out(shielded=False).crowded_out([RETINOL])) == [(RETINOL.id, "exclusion.sunscreen", "")]
    assert whys(left_out((SUN,), shielded=False, budget=0).crowded_out([RETINOL])) == [
        (RETINOL.id, "exclusion.budget", "")
    ]


def test_of_what_budget_or_limit_leave_out_only_the_best_of_a_step_is_told() -> None:
    pure, barrier = PRODUCTS["ma-fluid-matt-pure"], PRODUCTS["ma-cream-barrier"]
    candidates = [pure, CREAM, barrier, BALANCE]
    assert whys(left_out(budget=100).crowded_out(candidates)) == [
        (CREAM.id, "exclusion.budget", ""),
        (BALANCE.id, "exclusion.budget", ""),
    ]
    assert whys(left_out((SUN,), most=1).crowded_out([CREAM, barrier])) == [(CREAM.id, "exclusion.limit", "1")]


@pytest.mark.parametrize("candidate", [SUN, PRODUCTS["ma-sun-mineral"]])
def test_what_is_chosen_or_merely_has_its_place_taken_is_no_exclusion(candidate: Product) -> None:
    assert left_out((SUN,)).crowded_out([candidate]) == ()
