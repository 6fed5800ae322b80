"""Whether products, ingredients and rules agree: the contradictions that no file shows by itself."""

import re
from collections.abc import Iterable, Iterator

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.faults import Fault
from consultant_app.services.rules import (
    FAMILIES_A_CRITERION,
    INGREDIENTS_FILE,
    RULES_FILE,
    Circumstance,
    Ingredients,
    NeedRule,
    Rule,
    RuleBook,
    RuleSet,
    Scope,
)
from consultant_app.services.rules_json import Path, Positions, placed_fault

PRODUCTS_FILE = "products.csv"

_COMPOSED = "radiance"
"""Composed of other criteria (``domain.scoring``): what moves it is advised for those."""


def names_of(ingredient: str) -> frozenset[str]:
    """An entry of an INCI list and the names inside it: ``PARFUM (FRAGRANCE)`` and ``AQUA/WATER`` are two each."""
    return frozenset({ingredient, *(part.strip() for part in re.split(r"[/()\[\]]", ingredient) if part.strip())})


def fragrance_in(product: Product, fragrance: frozenset[str]) -> tuple[str, ...]:
    """The product's fragrance and fragrance allergens, in the order of its pack."""
    return tuple(ingredient for ingredient in product.inci if names_of(ingredient) & fragrance)


_Found = tuple[Path, str, dict[str, object]]
"""A fault of the rules: where in the file, its text key, its values."""


def check_products(
    products: Iterable[tuple[int, Product]], ingredients: Ingredients, book: RuleBook | None
) -> list[Fault]:
    """Faults of the products against the ingredient list and, where it could be read, the rule book.

    Args:
        products: Row number and product.
        ingredients: Families and fragrance names.
        book: Rules; ``None`` when they could not be read.
    """
    findings = []
    for number, product in products:
        faults = [*_against_ingredients(product, ingredients)]
        if book is not None:
            faults += _against_rules(product, ingredients, book)
        findings += [
            Fault(PRODUCTS_FILE, key, values, row=number, column=column) for column, key, values in faults
        ]
    return findings


def _listed(product: Product) -> frozenset[str]:
    return frozenset().union(*(names_of(name) for name in product.inci)) if product.inci else frozenset()


def _against_ingredients(
    product: Product, ingredients: Ingredients
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Each fault as column, text key and values."""
    listed = _listed(product)
    for key in product.actives:
        family = ingredients.families.get(key)
        if family is None:
            known = ", ".join(ingredients.families)
            yield "actives", "product.family", {"value": key, "file": INGREDIENTS_FILE, "known": known}
            continue
        if listed.isdisjoint(family.inci):
            yield "inci", "product.unproven", {"family": key}
        if family.evening_only and product.time is not Time.EVENING:
            yield "time", "product.evening", {"value": product.time, "family": key}
    found = fragrance_in(product, ingredients.fragrance)
    if product.fragrance_free and found:
        yield "fragrance_free", "product.fragrance", {"names": ", ".join(found)}


def _against_rules(
    product: Product, ingredients: Ingredients, book: RuleBook
) -> Iterator[tuple[str, str, dict[str, object]]]:
    listed = _listed(product)
    flags = {
        Circumstance.PREGNANCY: ("pregnancy_ok", product.pregnancy_ok),
        Circumstance.SENSITIVE: ("sensitive_ok", product.sensitive_ok),
    }
    for rule in book.exclusions:
        column, allowed = flags.get(rule.when, ("", False))
        for key in rule.families if allowed else ():
            if key in product.actives:
                yield column, "product.excluded", {"rule": rule.id, "family": key}
    # Only a family that the list of actives names can be excluded: what rules watch may not hide in the INCI list.
    for key in dict.fromkeys(key for rule in book.exclusions for key in rule.families):
        family = ingredients.families.get(key)
        if family is not None and key not in product.actives and not listed.isdisjoint(family.inci):
            yield "actives", "product.hidden", {"family": key}
    for conflict in book.conflicts:
        inside = (
            [key for key in product.actives if key in conflict.first],
            [key for key in product.actives if key in conflict.second],
        )
        if conflict.scope is Scope.SAME_TIME and any(one != other for one in inside[0] for other in inside[1]):
            both = ", ".join(sorted({*inside[0], *inside[1]}))
            yield "actives", "product.conflict", {"families": both, "rule": conflict.id}
    if product.step is Step.SUNSCREEN and book.sunscreen.shield not in product.actives:
        yield "actives", "product.shield", {"family": book.sunscreen.shield}


def check_rules(products: list[Product], rules: RuleSet, positions: Positions | None = None) -> list[Fault]:
    """Faults of the rules: keys that nothing knows, rules that can never speak or contradict one another.

    Args:
        products: What the rules are to be held against.
        rules: Rules and families.
        positions: Where the parts of the rules' file stand; without it, faults name no row.
    """
    book = rules.book
    found = [
        *_repeated_ids(book),
        *(fault for place, need in enumerate(book.needs) for fault in _need_faults(place, need, products)),
        *_unknown_families(rules),
        *_source_faults(book),
        *_repeated_needs(book),
        *_crowded(book),
    ]
    shield = book.sunscreen.shield
    if not any(shield in product.actives for product in products):
        found.append((("sunscreen", "shield"), "rule.no_shield", {"family": shield}))
    data = book.model_dump(mode="json")
    return [placed_fault(RULES_FILE, positions or {}, data, path, key, values) for path, key, values in found]


def _placed_rules(book: RuleBook) -> Iterator[tuple[Path, Rule]]:
    for section, rules in (("needs", book.needs), ("conflicts", book.conflicts), ("exclusions", book.exclusions)):
        for place, rule in enumerate(rules):
            yield (section, place), rule
    yield ("sunscreen",), book.sunscreen


def _repeated_ids(book: RuleBook) -> Iterator[_Found]:
    seen: set[str] = set()
    for path, rule in _placed_rules(book):
        if rule.id in seen:
            yield (*path, "id"), "rule.id_twice", {"value": rule.id}
        seen.add(rule.id)


def _need_faults(place: int, need: NeedRule, products: list[Product]) -> Iterator[_Found]:
    path: Path = ("needs", place)
    known = [key for key in need.criteria if key in CRITERIA]
    for key in need.criteria:
        if key not in CRITERIA:
            yield (*path, "criteria"), "no_criterion", {"value": key, "known": ", ".join(CRITERIA)}
        elif key == _COMPOSED:
            yield (*path, "criteria"), "rule.composed", {"value": key}
    scored = {zone for key in known for zone in CRITERIA[key].zones}
    for zone in need.zones:
        if known and zone not in scored:
            yield (*path, "zones"), "rule.no_zone", {"value": zone, "known": ", ".join(sorted(scored))}
    for family in need.families:
        served = any(family in product.actives and set(known) & set(product.targets) for product in products)
        if known and not served:
            yield (*path, "families"), "rule.no_product", {"family": family}


def _family_lists(book: RuleBook) -> Iterator[tuple[Path, Iterable[str]]]:
    for place, need in enumerate(book.needs):
        yield ("needs", place, "families"), need.families
    for place, conflict in enumerate(book.conflicts):
        yield ("conflicts", place, "first"), conflict.first
        yield ("conflicts", place, "second"), conflict.second
    for place, exclusion in enumerate(book.exclusions):
        yield ("exclusions", place, "families"), exclusion.families
    yield ("sunscreen", "families"), book.sunscreen.families
    yield ("sunscreen", "shield"), (book.sunscreen.shield,)


def _unknown_families(rules: RuleSet) -> Iterator[_Found]:
    for path, keys in _family_lists(rules.book):
        for key in keys:
            if key not in rules.ingredients.families:
                yield path, "rule.family", {"value": key, "file": INGREDIENTS_FILE}


def _source_faults(book: RuleBook) -> Iterator[_Found]:
    """A family that no source of its rule speaks for, or a source for a family that its rule has not."""
    of_rule: dict[Path, set[str]] = {}
    for path, keys in _family_lists(book):
        of_rule.setdefault(path[:-1], set()).update(keys)
    for path, rule in _placed_rules(book):
        told = {family for source in rule.sources for family in source.families}
        if any(not source.families for source in rule.sources):
            told |= of_rule[path]
        # A conflict and a sunscreen rule speak of pairs: their sources may name the one that asks for caution.
        asked = of_rule[path] if path[0] in {"needs", "exclusions"} else set()
        for family in sorted(asked - told):
            yield (*path, "sources"), "rule.no_source", {"family": family}
        for family in sorted(told - of_rule[path]):
            yield (*path, "sources"), "rule.other_source", {"family": family}


def _repeated_needs(book: RuleBook) -> Iterator[_Found]:
    """Two rules with the same condition and family: which weight holds would depend on their order."""
    first: dict[tuple[object, ...], str] = {}
    for place, need in enumerate(book.needs):
        for criterion in need.criteria:
            for family in need.families:
                other = first.setdefault((criterion, family, need.below, frozenset(need.zones)), need.id)
                if other != need.id:
                    values = {"family": family, "criterion": criterion, "below": need.below, "rule": other}
                    yield ("needs", place, "families"), "rule.need_twice", values


def _crowded(book: RuleBook) -> Iterator[_Found]:
    """More families for one criterion than the optimiser can weigh in a moment."""
    asked: dict[str, set[str]] = {}
    for place, need in enumerate(book.needs):
        for criterion in need.criteria:
            before = len(asked.get(criterion, ()))
            asked.setdefault(criterion, set()).update(need.families)
            if len(asked[criterion]) > FAMILIES_A_CRITERION >= before:
                values = {"criterion": criterion, "most": FAMILIES_A_CRITERION}
                yield ("needs", place, "families"), "rule.crowded", values
