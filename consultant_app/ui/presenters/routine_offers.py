"""Products that may come into a routine, and those that may not, as lines to find one in."""

from collections.abc import Iterable
from dataclasses import dataclass

from consultant_app.domain.catalogue import Product
from consultant_app.domain.routine import Exclusion, Recommendation
from consultant_app.storage.search import folded
from consultant_app.texts import texts
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.routine import Grounds, exclusion_line, reason_lines


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One product.

    Attributes:
        product_id: Its id.
        name: Name as printed on the pack.
        facts: Step, content and price.
        why: What it would do for the face, or why it is not in the routine.
        possible: Whether it can be chosen.
    """

    product_id: str
    name: str
    facts: str
    why: str
    possible: bool


def offer_lines(offers: Iterable[Recommendation], grounds: Grounds) -> tuple[OfferLine, ...]:
    """Products that can be chosen, each with what it would do for the face."""
    nothing = texts(grounds.language)("exclusion.no_need")
    return tuple(
        OfferLine(
            offer.product.id,
            offer.product.name,
            _facts(offer.product, grounds.language),
            "\n".join(line.sure or line.seen for line in reason_lines(offer.reasons, grounds)) or nothing,
            possible=True,
        )
        for offer in offers
    )


def barred_lines(
    exclusions: Iterable[Exclusion], products: Iterable[Product], offered: Iterable[OfferLine], grounds: Grounds
) -> tuple[OfferLine, ...]:
    """Products that cannot be chosen, each with why."""
    known = {product.id: product for product in products}
    possible = {line.product_id for line in offered}
    return tuple(
        OfferLine(
            item.product_id,
            item.product_name,
            _facts(known[item.product_id], grounds.language) if item.product_id in known else "",
            exclusion_line(item, grounds).why,
            possible=False,
        )
        for item in exclusions
        if item.product_id not in possible
    )


def found(lines: Iterable[OfferLine], text: str) -> tuple[OfferLine, ...]:
    """The lines that hold every word of ``text``, accents and case apart."""
    words = folded(text).split()
    return tuple(
        line for line in lines if all(word in folded(f"{line.name} {line.facts} {line.why}") for word in words)
    )


def _facts(product: Product, language: str) -> str:
    price = wording.price(product.price, product.currency, language)
    return f"{texts(language)(f'step.{product.step}')} · {product.size} · {price}"
