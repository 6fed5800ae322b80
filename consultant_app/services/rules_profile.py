"""Why a product cannot be advised to a client, whatever her skin shows."""

import re
from dataclasses import dataclass

from consultant_app.domain.catalogue import Product
from consultant_app.domain.clients import Profile
from consultant_app.services.rules import Circumstance, RuleSet
from consultant_app.services.rules_check import fragrance_in

_FRAGRANCE = frozenset({"PARFUM", "FRAGRANCE", "PERFUME", "AROMA"})
"""Names for the same undisclosed mixture: who avoids one avoids all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands in the way: a text key ``exclusion.*`` and the value its sentence may name."""

    why: str
    detail: str = ""


def bar_for(product: Product, profile: Profile, age: int | None, rules: RuleSet) -> Bar | None:
    """The first bar, safety before wishes before stock; ``None`` where the product may be advised.

    Args:
        product: The product.
        profile: What the client told.
        age: Whole years; ``None`` when unknown, which bars nothing.
        rules: The exclusion rules and the fragrance names.
    """
    avoided = _avoided(product, profile.allergens)
    if avoided:
        return Bar("exclusion.allergen", ", ".join(avoided))
    if profile.pregnancy and (not product.pregnancy_ok or _ruled_out(product, Circumstance.PREGNANCY, rules)):
        return Bar("exclusion.pregnancy")
    from_age = _from_age(product, rules)
    if age is not None and age < from_age:
        return Bar("exclusion.age", str(from_age))
    if profile.sensitive and (not product.sensitive_ok or _ruled_out(product, Circumstance.SENSITIVE, rules)):
        return Bar("exclusion.sensitive")
    if profile.fragrance_free and not product.fragrance_free:
        return Bar("exclusion.fragrance", ", ".join(fragrance_in(product, rules.ingredients.fragrance)))
    if product.texture in profile.avoided_textures:
        return Bar("exclusion.texture")
    return None if product.in_stock else Bar("exclusion.stock")


def _ruled_out(product: Product, circumstance: Circumstance, rules: RuleSet) -> bool:
    return any(
        family in product.actives
        for rule in rules.book.exclusions
        if rule.when is circumstance
        for family in rule.families
    )


def _from_age(product: Product, rules: RuleSet) -> int:
    """The age in whole years from which the product may be advised; 0 for any."""
    ages = (
        rule.under or 0
        for rule in rules.book.exclusions
        if rule.when is Circumstance.AGE and not set(rule.families).isdisjoint(product.actives)
    )
    return max(ages, default=0)


def _avoided(product: Product, allergens: tuple[str, ...]) -> list[str]:
    """Ingredients that name an allergen as a whole word.

    ``LIMONENE`` is found in ``D-LIMONENE`` and ``LANOLIN`` in ``LANOLIN ALCOHOL``: to leave out one product too
    many is the safe mistake, and the exclusion shows which ingredient it was.
    """
    named = {" ".join(allergen.upper().split()) for allergen in allergens} - {""}
    if named & _FRAGRANCE:
        named |= _FRAGRANCE
    words = [re.compile(rf"(?<![A-Z0-9]){re.escape(name)}(?![A-Z0-9])") for name in sorted(named)]
    return [ingredient for ingredient in product.inci if any(word.search(ingredient) for word in words)]
