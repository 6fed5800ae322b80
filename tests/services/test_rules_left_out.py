from dataclasses import replace

import pytest

from consultant_app.domain.catalogue import Product, Time
from consultant_app.domain.routine import Exclusion
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules_fit import Compatibility, Option, cuts
from consultant_app.services.rules_left_out import LeftOut
from consultant_app.services.rules_profile import Bar
from consultant_app.services.rules_worth import Problem

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
    home: dict[str, Time] | None = None,
    credited: tuple[str, ...] = (),
) -> LeftOut:
    book = HOUSE.rules.book
    used = {(0, family): 0.5 for family in credited}
    problem = Problem((1.0,), used, book, most, shielded, budget, Compatibility(book))
    timed = problem.compatibility.timed([option(product) for product in chosen])
    assert timed is not None
    all_bars = dict.fromkeys(PRODUCTS, None) | (bars or {})
    return LeftOut(problem, timed, mine, home or {}, all_bars, option)


def whys(exclusions: tuple[Exclusion, ...]) -> list[tuple[str, str, str]]:
    return [(item.product_id, item.why, item.detail) for item in exclusions]


def test_barred_and_owned_products_are_told_most_fitting_first() -> None:
    bars = {BALANCE.id: Bar("exclusion.allergen", "ZINC PCA"), CREAM.id: Bar("exclusion.stock")}
    explained = left_out(mine=(EYE,), bars=bars)
    assert whys(explained.missed([BALANCE, EYE, SUN, CREAM])) == [
        (CREAM.id, "exclusion.stock", ""),
        (EYE.id, "exclusion.owned", ""),
        (BALANCE.id, "exclusion.allergen", "ZINC PCA"),
    ]


def test_a_barred_product_that_does_nothing_for_the_client_is_not_told() -> None:
    plain = replace(BALANCE, actives=())
    assert left_out(bars={BALANCE.id: Bar("exclusion.stock")}).missed([plain]) == ()


def test_conflicts_name_the_chosen_and_the_owned_product() -> None:
    assert whys(left_out((RETINOL,)).missed([PEEL])) == [(PEEL.id, "exclusion.conflict", RETINOL.name)]
    assert whys(left_out(mine=(RETINOL,)).missed([PEEL])) == [(PEEL.id, "exclusion.conflict", RETINOL.name)]


def test_a_missing_sunscreen_is_told() -> None:
    assert whys(left_out(shielded=False).missed([RETINOL])) == [(RETINOL.id, "exclusion.sunscreen", "")]
    assert whys(left_out((SUN,), shielded=False, budget=0).missed([RETINOL])) == [
        (RETINOL.id, "exclusion.budget", "")
    ]


def test_of_what_budget_or_limit_leave_out_only_the_best_of_a_step_is_told() -> None:
    pure, barrier = PRODUCTS["ma-fluid-matt-pure"], PRODUCTS["ma-cream-barrier"]
    candidates = [pure, CREAM, barrier, BALANCE]
    assert whys(left_out(budget=100).missed(candidates)) == [
        (CREAM.id, "exclusion.budget", ""),
        (BALANCE.id, "exclusion.budget", ""),
    ]
    assert whys(left_out((SUN,), most=1).missed([CREAM, barrier])) == [(CREAM.id, "exclusion.limit", "1")]


@pytest.mark.parametrize("candidate", [SUN, PRODUCTS["ma-sun-mineral"]])
def test_what_is_chosen_or_merely_has_its_place_taken_is_no_exclusion(candidate: Product) -> None:
    assert left_out((SUN,)).missed([candidate]) == ()


def why(explained: LeftOut, product: Product) -> tuple[str, str]:
    ((_, key, detail),) = whys(explained.every([product]))
    return key, detail


def test_every_product_that_is_not_chosen_has_a_reason() -> None:
    plain = replace(BALANCE, actives=())
    mineral = replace(PRODUCTS["ma-sun-mineral"], actives=("spf", "zinc"))
    assert why(left_out(), plain) == ("exclusion.no_need", "")
    assert why(left_out((SUN,)), PRODUCTS["ma-sun-mineral"]) == ("exclusion.covered", SUN.name)
    assert why(left_out((SUN,)), mineral) == ("exclusion.place_taken", SUN.name)
    assert why(left_out(credited=("spf", "niacinamide")), SUN) == ("exclusion.covered_home", "")
    assert why(left_out(), BALANCE) == ("exclusion.possible", "")
    assert left_out((SUN,)).every([SUN]) == ()


def test_what_adds_too_little_says_so() -> None:
    weak = replace(left_out(), option=lambda product: Option(product, {(0, "clay"): 0.001}, cuts(product)))
    assert why(weak, BALANCE) == ("exclusion.adds_little", "")
    assert weak.missed([BALANCE]) == ()


def test_an_active_from_elsewhere_is_named_by_its_family() -> None:
    explained = left_out(home={"retinoid": Time.EVENING})
    assert why(explained, PEEL) == ("exclusion.conflict_home", "retinoid")
    assert whys(explained.missed([PEEL])) == [(PEEL.id, "exclusion.conflict_home", "retinoid")]
    assert why(explained, BALANCE) == ("exclusion.possible", "")
