from dataclasses import replace

import pytest

from consultant_app.domain.clients import Profile
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules_profile import Bar, bar_for

HOUSE = load_house()
PRODUCTS = HOUSE.catalogue.products


def bar(product_id: str, profile: Profile = Profile(), age: int | None = None) -> Bar | None:  # noqa: B008
    return bar_for(PRODUCTS[product_id], profile, age, HOUSE.rules)


def test_nothing_bars_a_product_in_stock_for_a_plain_profile() -> None:
    for product in PRODUCTS.values():
        assert bar(product.id) == (None if product.in_stock else Bar("exclusion.stock"))


@pytest.mark.parametrize("named", ["limonene", " LIMONENE ", "Limonene"])
def test_an_allergen_is_found_however_it_is_typed(named: str) -> None:
    assert bar("ma-cleanse-gel", Profile(allergens=(named,))) == Bar("exclusion.allergen", "LIMONENE")


def test_an_allergen_is_a_whole_word_inside_a_name() -> None:
    product = replace(PRODUCTS["ma-serum-calm"], inci=("AQUA", "LANOLIN ALCOHOL", "D-LIMONENE", "LINALOOLIDE"))
    profile = Profile(allergens=("LANOLIN", "LIMONENE", "LINALOOL", "", "  "))
    assert bar_for(product, profile, None, HOUSE.rules) == Bar("exclusion.allergen", "LANOLIN ALCOHOL, D-LIMONENE")


def test_names_of_perfume_are_one_and_special_characters_are_plain() -> None:
    assert bar("ma-cleanse-gel", Profile(allergens=("FRAGRANCE",))) == Bar("exclusion.allergen", "PARFUM")
    assert bar("ma-serum-calm", Profile(allergens=(".*", "A(Q"))) is None


@pytest.mark.parametrize("product_id", ["ma-serum-retinol", "ma-peel-bha", "ma-local-spots"])
def test_pregnancy_bars_what_the_house_excludes(product_id: str) -> None:
    assert bar(product_id, Profile(pregnancy=True)) == Bar("exclusion.pregnancy")


def test_the_exclusion_rule_holds_even_against_a_wrong_flag() -> None:
    product = replace(PRODUCTS["ma-serum-retinol"], pregnancy_ok=True, sensitive_ok=True)
    assert bar_for(product, Profile(pregnancy=True), None, HOUSE.rules) == Bar("exclusion.pregnancy")
    assert bar_for(product, Profile(sensitive=True), None, HOUSE.rules) == Bar("exclusion.sensitive")


def test_the_flag_holds_even_where_no_rule_speaks() -> None:
    assert bar("ma-serum-c15", Profile(sensitive=True)) == Bar("exclusion.sensitive")


def test_strong_actives_are_for_adults_and_retinoids_from_the_age_of_the_strictest_rule() -> None:
    assert bar("ma-peel-bha", age=17) == Bar("exclusion.age", "18")
    assert bar("ma-peel-bha", age=18) is None
    assert bar("ma-serum-retinol", age=17) == Bar("exclusion.age", "25")
    assert bar("ma-serum-retinol", age=24) == Bar("exclusion.age", "25")
    assert bar("ma-serum-retinol", age=25) is None
    assert bar("ma-serum-balance", age=14) is None


def test_a_texture_she_does_not_like_is_left_out() -> None:
    assert bar("ma-cleanse-oil", Profile(avoided_textures=("oil", "balm"))) == Bar("exclusion.texture")
    assert bar("ma-serum-balance", Profile(avoided_textures=("oil",))) is None


def test_fragrance_free_names_what_is_in_it() -> None:
    assert bar("ma-fluid-matt", Profile(fragrance_free=True)) == Bar("exclusion.fragrance", "PARFUM, LIMONENE")


def test_safety_speaks_before_wishes_and_stock() -> None:
    everything = Profile(allergens=("CITRAL",), pregnancy=True, sensitive=True, fragrance_free=True)
    assert bar("ma-mask-glow", everything, 15) == Bar("exclusion.allergen", "CITRAL")
    assert bar("ma-mask-glow", replace(everything, allergens=()), 15) == Bar("exclusion.age", "18")
    assert bar("ma-mask-glow", Profile(sensitive=True, fragrance_free=True)) == Bar("exclusion.sensitive")
    assert bar("ma-mask-glow") == Bar("exclusion.stock")
