from collections.abc import Callable
from typing import Any

import pytest

from consultant_app.files import resource
from consultant_app.services.catalogue import load_house
from consultant_app.services.rules import RuleBook, RuleSet, parse_rules
from consultant_app.services.rules_check import check_products, check_rules, fragrance_in, names_of
from consultant_app.services.rules_json import Positions

FAMILIES = load_house().rules.ingredients.families


def faults_after(change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What is found when the bundled rule book is changed."""
    house = load_house()
    data = house.rules.book.model_dump(mode="json")
    change(data)
    rules = RuleSet(ingredients=house.rules.ingredients, book=RuleBook.model_validate(data))
    return [str(fault) for fault in check_rules(list(house.catalogue.products.values()), rules)]


def need(data: dict[str, Any], **fields: object) -> None:
    data["needs"][0] |= fields


def test_the_bundled_files_agree() -> None:
    house = load_house()
    products = list(enumerate(house.catalogue.products.values(), start=2))
    assert check_rules([product for _, product in products], house.rules) == []
    assert check_products(products, house.rules.ingredients, house.rules.book) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: need(d, criteria=["beauty"]),
            "needs, lines_retinoid, criteria: “beauty” is no criterion. Use one of",
        ),
        (lambda d: need(d, criteria=["radiance", "folds"]), "criteria: “radiance” is composed of other criteria."),
        (lambda d: need(d, zones=["nose"]), "zones: “nose” is no zone of these criteria."),
        (lambda d: need(d, families={"snail": 0.3}), "families: “snail” is no family of ingredients.json."),
        (lambda d: need(d, families={"clay": 0.3}), "families: no product has “clay” and one of these criteria"),
        (
            lambda d: need(d, id="lines_peptide"),
            "needs, lines_peptide, id: another rule has the same, “lines_peptide”.",
        ),
        (
            lambda d: d["conflicts"][0].update(first=["x"]),
            "conflicts, apart_retinoid_acids, first: “x” is no family",
        ),
        (
            lambda d: d["conflicts"][0].update(second=["x"]),
            "conflicts, apart_retinoid_acids, second: “x” is no family",
        ),
        (lambda d: d["exclusions"][0].update(families=["x"]), "exclusions, no_retinoid_pregnancy, families: “x”"),
        (lambda d: d["sunscreen"].update(families=["x"]), "sunscreen, families: “x” is no family"),
        (lambda d: d["sunscreen"].update(shield="x"), "sunscreen, shield: no product has “x”."),
        (
            lambda d: d["needs"].append(d["needs"][0] | {"id": "again"}),
            "needs, again, families: “retinoid” for forehead_lines below 60 is already in lines_retinoid.",
        ),
        (
            lambda d: need(d, sources=[{"basis": "house", "cite": "one", "families": ["clay"]}]),
            "lines_retinoid, sources: no source speaks for “retinoid”.",
        ),
        (
            lambda d: need(d, sources=[{"basis": "house", "cite": "one", "families": ["clay"]}]),
            "lines_retinoid, sources: a source speaks for “clay”, which the rule does not have.",
        ),
        (
            lambda d: need(d, families=dict.fromkeys(sorted(FAMILIES)[:10], 0.3)),
            "lines_retinoid, families: more than 9 families for forehead_lines.",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_named(change: Callable[[dict[str, Any]], object], expected: str) -> None:
    found = faults_after(change)
    assert any(line.startswith("rules.json, ") and expected in line for line in found), found


def test_a_fault_names_the_row_of_its_rule() -> None:
    house = load_house()
    positions: Positions = {}
    book = parse_rules(resource("catalogue", "rules.json").read_bytes(), [], positions)
    assert book is not None
    rules = RuleSet(ingredients=house.rules.ingredients, book=book)
    (fault,) = check_rules(
        [item for item in house.catalogue.products.values() if "clay" not in item.actives], rules
    )[:1]
    (placed,) = check_rules(
        [item for item in house.catalogue.products.values() if "clay" not in item.actives], rules, positions
    )[:1]
    assert fault.row is None
    lines = resource("catalogue", "rules.json").read_text(encoding="utf-8").splitlines()
    assert lines[(placed.row or 0) - 1].strip() == '"families": {'


def test_names_inside_an_entry_are_found() -> None:
    assert names_of("PARFUM (FRAGRANCE)") >= {"PARFUM", "FRAGRANCE"}
    assert names_of("AQUA/WATER") >= {"AQUA", "WATER"}
    assert names_of("1,2-HEXANEDIOL") == {"1,2-HEXANEDIOL"}


def test_fragrance_is_listed_in_the_order_of_the_pack() -> None:
    house = load_house()
    scented = house.catalogue.products["ma-cleanse-gel"]
    assert fragrance_in(scented, house.rules.ingredients.fragrance) == ("PARFUM", "LIMONENE", "LINALOOL")
