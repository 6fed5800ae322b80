"""Whether products, ingredients and rules agree: the contradictions that no file shows by itself."""

import re
from collections.abc import Iterable, Iterator

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import CRITERIA
from consultant_app.services.rules import (
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

PRODUCTS_FILE = "products.csv"

_COMPOSED = "radiance"
"""Composed of other criteria (``domain.scoring``): what moves it is advised for those."""


def names_of(ingredient: str) -> frozenset[str]:
    """An entry of an INCI list and the names inside it: ``PARFUM (FRAGRANCE)`` and ``AQUA/WATER`` are two each."""
    return frozenset({ingredient, *(part.strip() for part in re.split(r"[/()\[\]]", ingredient) if part.strip())})


def fragrance_in(product: Product, fragrance: frozenset[str]) -> tuple[str, ...]:
    """The product's fragrance and fragrance allergens, in the order of its pack."""
    return tuple(ingredient for ingredient in product.inci if names_of(ingredient) & fragrance)


def check_products(
    products: Iterable[tuple[int, Product]], ingredients: Ingredients, book: RuleBook | None
) -> list[str]:
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
        findings += [f"{PRODUCTS_FILE}, row {number}, column {column}: {text}" for column, text in faults]
    return findings


def _against_ingredients(product: Product, ingredients: Ingredients) -> Iterator[tuple[str, str]]:
    """Each fault as column and text."""
    listed = frozenset().union(*(names_of(name) for name in product.inci)) if product.inci else frozenset()
    for key in product.actives:
        family = ingredients.families.get(key)
        if family is None:
            known = ", ".join(ingredients.families)
            yield "actives", f"“{key}” is no family of {INGREDIENTS_FILE}. Use one of {known}."
            continue
        if listed.isdisjoint(family.inci):
            yield (
                "inci",
                f"names no {key} although “{key}” stands under actives. Add its INCI name or drop the active.",
            )
        if family.evening_only and product.time is not Time.EVENING:
            yield "time", f"“{product.time}” although {key} belongs to the evening. Write evening."
    found = fragrance_in(product, ingredients.fragrance)
    if product.fragrance_free and found:
        yield "fragrance_free", f"yes, although the INCI list has {', '.join(found)}. Write no or mend the list."


def _against_rules(product: Product, ingredients: Ingredients, book: RuleBook) -> Iterator[tuple[str, str]]:
    listed = frozenset().union(*(names_of(name) for name in product.inci)) if product.inci else frozenset()
    flags = {
        Circumstance.PREGNANCY: ("pregnancy_ok", product.pregnancy_ok),
        Circumstance.SENSITIVE: ("sensitive_ok", product.sensitive_ok),
    }
    for rule in book.exclusions:
        column, allowed = flags.get(rule.when, ("", False))
        for key in rule.families if allowed else ():
            if key in product.actives:
                yield column, f"yes, although the rule {rule.id} excludes {key}. Write no."
    # Only a family that the list of actives names can be excluded: what rules watch may not hide in the INCI list.
    for key in dict.fromkeys(key for rule in book.exclusions for key in rule.families):
        family = ingredients.families.get(key)
        if family is not None and key not in product.actives and not listed.isdisjoint(family.inci):
            yield "actives", f"lacks {key}, which the INCI list holds and an exclusion rule watches. Add it."
    for conflict in book.conflicts:
        inside = (
            [key for key in product.actives if key in conflict.first],
            [key for key in product.actives if key in conflict.second],
        )
        if conflict.scope is Scope.SAME_TIME and any(one != other for one in inside[0] for other in inside[1]):
            both = " and ".join(sorted({*inside[0], *inside[1]}))
            yield (
                "actives",
                f"{both} in one product, which the rule {conflict.id} keeps apart. Mend one of the two.",
            )
    if product.step is Step.SUNSCREEN and book.sunscreen.shield not in product.actives:
        yield "actives", f"a sunscreen without “{book.sunscreen.shield}”. Add it or change the step."


def check_rules(products: list[Product], rules: RuleSet) -> list[str]:
    """Faults of the rules: keys that nothing knows, rules that can never speak, entries that stand twice."""
    book, findings = rules.book, []
    seen: set[str] = set()
    for rule in book.all_rules():
        if rule.id in seen:
            findings.append(_at(rule, "id", "another rule has the same. Give each its own."))
        seen.add(rule.id)
    for need in book.needs:
        findings += [_at(need, field, text) for field, text in _need_faults(need, products)]
    for rule, field, keys in _family_lists(book):
        for key in keys:
            if key not in rules.ingredients.families:
                findings.append(_at(rule, field, f"“{key}” is no family of {INGREDIENTS_FILE}. Mend the key."))
    findings += _repeated_needs(book)
    if not any(book.sunscreen.shield in product.actives for product in products):
        findings.append(
            _at(book.sunscreen, "shield", f"no product has “{book.sunscreen.shield}”. Add a sunscreen.")
        )
    return findings


def _at(rule: Rule, field: str, text: str) -> str:
    return f"{RULES_FILE}, rule {rule.id}, {field}: {text}"


def _need_faults(need: NeedRule, products: list[Product]) -> Iterator[tuple[str, str]]:
    known = [key for key in need.criteria if key in CRITERIA]
    for key in need.criteria:
        if key not in CRITERIA:
            yield "criteria", f"“{key}” is no criterion. Use one of {', '.join(CRITERIA)}."
        elif key == _COMPOSED:
            yield "criteria", f"“{key}” is composed of other criteria. Write the rule for those."
    scored = {zone for key in known for zone in CRITERIA[key].zones}
    for zone in need.zones:
        if known and zone not in scored:
            yield "zones", f"“{zone}” is no zone of these criteria. Use one of {', '.join(sorted(scored))}."
    for family in need.families:
        served = any(family in product.actives and set(known) & set(product.targets) for product in products)
        if known and not served:
            yield "families", f"no product has “{family}” and one of these criteria as target. Add one or drop it."


def _family_lists(book: RuleBook) -> Iterator[tuple[Rule, str, tuple[str, ...]]]:
    for need in book.needs:
        yield need, "families", tuple(need.families)
    for conflict in book.conflicts:
        yield conflict, "first", conflict.first
        yield conflict, "second", conflict.second
    for exclusion in book.exclusions:
        yield exclusion, "families", exclusion.families
    yield book.sunscreen, "families", book.sunscreen.families
    yield book.sunscreen, "shield", (book.sunscreen.shield,)


def _repeated_needs(book: RuleBook) -> Iterator[str]:
    """Two rules with the same condition and family: which weight holds would depend on their order."""
    first: dict[tuple[object, ...], str] = {}
    for need in book.needs:
        for criterion in need.criteria:
            for family in need.families:
                other = first.setdefault((criterion, family, need.below, frozenset(need.zones)), need.id)
                if other != need.id:
                    yield _at(
                        need, "families", f"“{family}” for {criterion} below {need.below} is already in {other}."
                    )
