"""What led to each product of a routine."""

from collections.abc import Sequence

from consultant_app.domain.catalogue import Product
from consultant_app.domain.routine import Reason
from consultant_app.services.rules import RuleBook
from consultant_app.services.rules_fit import Claims, is_shield, needs_shield
from consultant_app.services.rules_needs import Need, claims_of

Reasons = dict[str, list[Reason]]
"""By the product's id, what weighs most first."""


def reasons_of(products: Sequence[Product], needs: tuple[Need, ...], credited: Claims, book: RuleBook) -> Reasons:
    """What led to each product.

    A family is told once a criterion: a second product with the same one is there for something else. A product
    that adds anything has a family that no other brings, hence a reason; one that a person added may have none.
    A sunscreen that another product needs is there for the score that led to that one, too.
    """
    reasons = _by_need(products, needs, credited)
    watched = [product for product in products if needs_shield([product], book) and reasons[product.id]]
    shields = [product for product in products if is_shield(product, book)]
    if watched and shields:
        led = reasons[watched[0].id][0]
        reasons[shields[0].id].append(Reason(led.criterion, led.zone, book.sunscreen.id))
    return reasons


def _by_need(products: Sequence[Product], needs: tuple[Need, ...], credited: Claims) -> Reasons:
    told = set(credited)
    reasons: Reasons = {product.id: [] for product in products}
    claims = [
        (-need.weight * claim.weight, len(product.actives), product.id, place, claim)
        for product in products
        for place, need in enumerate(needs)
        for claim in claims_of(product, need)
    ]
    # Of two products with the same family, the one with fewer actives is the more plainly there for it.
    for _, _, product_id, place, claim in sorted(claims, key=lambda item: item[:4]):
        criterion, mine = needs[place].criterion, reasons[product_id]
        if (place, claim.family) not in told and all(reason.criterion != criterion for reason in mine):
            told.add((place, claim.family))
            mine.append(Reason(criterion, claim.call.zone, claim.call.rule.id))
    return reasons
